"""The data check: which files were read, what was kept, and whether the model can be trusted on them."""

from bascule.charts import fit_chart
from bascule.locale import N_
from bascule.locale.wording.vocabulary import SEVERITIES, TABLES
from bascule.report.blocks import Badges, Block, Bullets, Figure, Heading, Section, Table, Tone, items, sentence
from bascule.report.brief import Brief
from bascule.results import FileLine

TITLE = N_("The data check")
PERIOD = (
    N_("The study reads {periods} weeks, from {start} to {end}."),
    N_("The study reads {periods} months, from {start} to {end}."),
)
FILES = N_("Files read")
HEADS = (N_("File"), N_("Recognised as"), N_("Rows kept"), N_("Rows refused"), N_("From"), N_("To"), N_("Total"))
UNKNOWN_FILE = N_("not recognised")
NOTES = N_("What was decided while reading")
CHECKS = N_("The checks")
FOLLOWS = N_("Does the model follow the facts?")
MOST_MESSAGES = 6
AND_MORE = (N_("and {count} other message"), N_("and {count} other messages"))
TABLE_LABEL = N_("The figures of this chart")
_TONES: dict[str, Tone] = {"pass": "calm", "review": "doubt", "fail": "alarm"}


def data_check(brief: Brief) -> Section:
    """Return the account of the data: files, period, notes, checks, and the model against the facts."""
    locale, window = brief.locale, brief.results.decisions.window
    period = locale.t(
        PERIOD[0] if window.period == "week" else PERIOD[1],
        periods=locale.number(window.periods),
        start=locale.date(window.start),
        end=locale.date(window.end),
    )
    blocks: list[Block] = [sentence(period), *_files(brief), *_notes(brief), *_checks(brief)]
    if brief.results.fit is not None:
        chart = fit_chart(brief.results, brief.results.fit, locale)
        blocks += [Heading(locale.t(FOLLOWS), 3), Figure(chart, locale.t(TABLE_LABEL))]
    return Section("data", locale.t(TITLE), tuple(blocks), starts_page=True)


def _files(brief: Brief) -> list[Block]:
    if not brief.results.files:
        return []
    rows = tuple(_file(brief, line) for line in brief.results.files)
    heads = tuple(brief.locale.t(head) for head in HEADS)
    return [Table(brief.locale.t(FILES), heads, rows, text_columns=2)]


def _file(brief: Brief, line: FileLine) -> tuple[str, ...]:
    locale = brief.locale
    kind = locale.t(TABLES[line.table]) if line.table in TABLES else line.table or locale.t(UNKNOWN_FILE)
    days = tuple("–" if day is None else locale.short_date(day) for day in (line.start, line.end))
    total = "–" if line.total is None else locale.money(line.total)
    return (line.file, kind, locale.number(line.rows_kept), locale.number(line.rows_refused), *days, total)


def _notes(brief: Brief) -> list[Block]:
    of_files = [told for line in brief.results.files for told in _of_file(brief, line)]
    notes = [brief.note(code, params) for code, params in brief.results.panel.notes]
    told = list(dict.fromkeys(notes + of_files))
    return [Heading(brief.locale.t(NOTES), 3), Bullets(items(told))] if told else []


def _of_file(brief: Brief, line: FileLine) -> list[str]:
    told = [brief.of_file(line.file, code, params) for code, params in line.messages[:MOST_MESSAGES]]
    more = len(line.messages) - MOST_MESSAGES
    return [*told, f"{line.file} – {brief.locale.n(*AND_MORE, more)}"] if more > 0 else told


def _checks(brief: Brief) -> list[Block]:
    locale = brief.locale
    # Said already: what was noted while reading stands above, what this version lacks in its own section.
    elsewhere = {"section_unavailable", *(code for code, _ in brief.results.panel.notes)}
    found = tuple(
        (locale.t(SEVERITIES[check.severity]), _TONES[check.severity], brief.check(check))
        for check in brief.results.decisions.checks
        if check.code not in elsewhere
    )
    return [Heading(locale.t(CHECKS), 3), Badges(found)] if found else []
