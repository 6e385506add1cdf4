"""The desirability index, what it is made of, and how to measure what it does without."""

from bascule.charts.desirability import desirability_chart
from bascule.locale import N_, Locale
from bascule.report.blocks import Block, Figure, Heading, Table, sentence
from bascule.report.brief import Brief
from bascule.report.sections.evidence import TABLE_LABEL
from bascule.returns import Brand
from bascule.returns.brand import Signal

TITLE = N_("Is your brand wanted more than before?")
NO_INDEX = N_("Nothing that would tell is followed for long enough to make an index.")
NOTE = N_(
    "The index puts together the signals below: 100 is its average over your history, 10 points its usual swing. The "
    "weight is the share of each signal in it; what is not measured widens the band."
)
MADE_OF = N_("What the index is made of")
HEADS = (N_("Signal"), N_("Good sign when it"), N_("Weight"), N_("Last 13 weeks"), N_("A year before"))
RISES, FALLS = N_("rises"), N_("falls")
MISSING = N_("What is not measured yet, and the easiest way to measure it")
MISSING_HEADS = (N_("Signal"), N_("Today"), N_("The easiest way to measure it"))
ABSENT = N_("not measured")
SHORT = (N_("followed for {count} period: too short"), N_("followed for {count} periods: too short"))
DAYS = (N_("{count} day"), N_("{count} days"))

SHARES = frozenset({"brand_search_share", "interest_share", "full_price_share", "win_rate"})


def signal_blocks(brief: Brief, brand: Brand) -> list[Block]:
    """Return the index, the table of what it is made of, and that of what it lacks."""
    locale = brief.locale
    measured = [signal for signal in brand.signals if signal.how == "measured"]
    lacking = [signal for signal in brand.signals if signal.how != "measured"]
    blocks: list[Block] = [Heading(locale.t(TITLE), 3)]
    if brand.desirability and brand.desirability.points:
        blocks += [Figure(desirability_chart(brand.desirability, locale), locale.t(TABLE_LABEL))]
        blocks += [sentence(locale.t(NOTE), kind="note")]
    else:
        blocks += [sentence(locale.t(NO_INDEX))]
    return [
        *blocks,
        *([_made_of(brief, measured)] if measured else []),
        *([_missing(brief, lacking)] if lacking else []),
    ]


def signal_figure(signal: Signal, value: float | None, locale: Locale) -> str:
    """Return the figure of a signal in its own unit: a share, an amount, days, a score, a count."""
    if value is None:
        return "–"
    if signal.name in SHARES:
        return locale.percent(value)
    if signal.name == "base_sales":
        return locale.money(value)
    if signal.name == "cycle_length":
        return locale.n(*DAYS, round(value))
    return locale.number(value, 1 if signal.name == "reviews" else 0)


def _made_of(brief: Brief, signals: list[Signal]) -> Table:
    locale = brief.locale
    rows = tuple(
        (
            _name(brief, signal),
            locale.t(RISES if signal.direction > 0 else FALLS),
            locale.percent(signal.weight),
            signal_figure(signal, signal.latest, locale),
            signal_figure(signal, signal.year_ago, locale),
        )
        for signal in sorted(signals, key=lambda signal: -signal.weight)
    )
    return Table(locale.t(MADE_OF), tuple(locale.t(head) for head in HEADS), rows, text_columns=2)


def _missing(brief: Brief, signals: list[Signal]) -> Table:
    locale = brief.locale
    rows = tuple((_name(brief, signal), _today(signal, locale), _needs(brief, signal)) for signal in signals)
    return Table(locale.t(MISSING), tuple(locale.t(head) for head in MISSING_HEADS), rows, text_columns=3)


def _today(signal: Signal, locale: Locale) -> str:
    return locale.n(*SHORT, signal.periods) if signal.how == "too_short" else locale.t(ABSENT)


def _name(brief: Brief, signal: Signal) -> str:
    words = brief.note(f"signal_{signal.name}", {})
    return words[0].upper() + words[1:]


def _needs(brief: Brief, signal: Signal) -> str:
    return "–" if signal.needs is None else brief.note(signal.needs, {})
