"""The whole report, as blocks: the same for the screen and for paper."""

from bascule.locale import N_, Lang, Locale
from bascule.report.blocks import Document, Masthead, Section, Words
from bascule.report.brief import Brief
from bascule.report.sections.acquisition import acquisition_section
from bascule.report.sections.assumptions import assumptions
from bascule.report.sections.brand import brand_section
from bascule.report.sections.channel import channel_section
from bascule.report.sections.data_check import data_check
from bascule.report.sections.evidence import evidence
from bascule.report.sections.first_page import first_page
from bascule.report.sections.hindsight import hindsight_section
from bascule.report.sections.maturity import maturity_section
from bascule.report.sections.method import method
from bascule.report.sections.next_test import next_test_section
from bascule.report.sections.plan import choices_section, plan_section
from bascule.report.sections.returns import returns_section
from bascule.report.sections.statistics import statistics
from bascule.report.sections.structure import structure_section
from bascule.report.sections.transition import transition_section
from bascule.report.sections.unknown import unknown
from bascule.results import Results

TITLE = N_("Review of {date}")
UNTIL = N_("data to {date}")
WEEKS = (N_("{count} week of history"), N_("{count} weeks of history"))
MONTHS = (N_("{count} month of history"), N_("{count} months of history"))
WEEKS_SPENT = (N_("{count} week of spending, no sales"), N_("{count} weeks of spending, no sales"))
MONTHS_SPENT = (N_("{count} month of spending, no sales"), N_("{count} months of spending, no sales"))
SIMULATED = N_("Simulated data: this company, its sales and its customers are invented.")
MADE_BY = N_("Worked out by Bascule on {date} from the files of {company}.")
FOOTER_SIMULATED = N_("Simulated data.")
CONTENTS, SKIP, PAGE = N_("In this report"), N_("Skip to the answer"), N_("page")
FIGURES = N_("The figures of the charts")


def document(results: Results, lang: Lang) -> Document:
    """Return the report of a study in one language.

    Parameters
    ----------
    results : Results
    lang : {'fr', 'en'}
    """
    brief = Brief(results, Locale(lang, results.company.currency))
    return bound(brief, masthead(brief), _sections(brief))


def bound(brief: Brief, head: Masthead, sections: tuple[Section, ...]) -> Document:
    """Return sections as a document of the study, with its footer and the words of the layout."""
    locale, results = brief.locale, brief.results
    made_by = locale.t(MADE_BY, date=locale.date(results.made_on), company=results.company.name)
    footer = (locale.t(FOOTER_SIMULATED), made_by) if _is_simulated(results) else (made_by,)
    words = Words(locale.t(CONTENTS), locale.t(SKIP), locale.t(PAGE), locale.t(FIGURES))
    return Document(locale.lang, head, sections, footer, words, results.made_on.isoformat())


def masthead(brief: Brief) -> Masthead:
    """Return who the report is about, its date, and what it was made from."""
    results, locale = brief.results, brief.locale
    window = results.decisions.window
    weeks, months = (WEEKS, MONTHS) if brief.sales_read else (WEEKS_SPENT, MONTHS_SPENT)
    history = locale.n(*(weeks if window.period == "week" else months), window.periods)
    return Masthead(
        company=results.company.name,
        title=locale.t(TITLE, date=locale.date(results.made_on)),
        facts=(locale.t(UNTIL, date=locale.date(window.end)), history),
        banner=locale.t(SIMULATED) if _is_simulated(results) else "",
    )


def _is_simulated(results: Results) -> bool:
    return results.simulated or results.company.simulated


def _sections(brief: Brief) -> tuple[Section, ...]:
    planned = (plan_section(brief), choices_section(brief), next_test_section(brief), hindsight_section(brief))
    returned = (
        returns_section(brief),
        acquisition_section(brief),
        structure_section(brief),
        brand_section(brief),
        transition_section(brief),
        maturity_section(brief),
    )
    channels = (channel_section(brief, channel) for channel in brief.ranked())
    return (
        first_page(brief),
        *(section for section in planned if section),
        *(section for section in returned if section),
        unknown(brief),
        evidence(brief),
        *channels,
        data_check(brief),
        assumptions(brief),
        method(brief),
        statistics(brief),
    )
