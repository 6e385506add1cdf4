"""Keep customers longer, or pay less for new ones? What each would add to net profit over three years."""

from bascule.charts.chart import Chart, Twin
from bascule.charts.measures import NARROW, WIDE, Measure, measures_spec
from bascule.locale import N_, Locale
from bascule.plans import Interval90
from bascule.returns.structure import RetentionAgainstAcquisition, RetentionCase

REFERENCE = 0.1
TITLE_EQUAL = N_("{change} of retention brings as much profit as {cut} off the cost of winning customers")
TITLE_BEYOND = N_("{change} of retention brings more profit than any cut in the cost of winning customers could")
TITLE_NOTHING = N_("{change} of retention would bring no profit that the data show")
RETENTION, ACQUISITION = N_("Retention {change}"), N_("Acquisition cost {change}")
ALT = N_("{title} ({low} to {high}, nine times out of ten). Net profit over three years: {cases}.")
CASE = N_("{name} {profit} ({range})")
HEADS = (N_("net profit,\nthree years"), N_("nine times\nout of ten"))
BETWEEN = N_("{low} to {high}")
COLUMNS = (N_("Change"), N_("Low (5%)"), N_("Median"), N_("High (95%)"))


def leverage_chart(against: RetentionAgainstAcquisition, locale: Locale) -> Chart:
    """Draw the gain of better retention beside that of cheaper acquisition, change by change, with intervals."""
    named = [
        (name, tone, case)
        for pair in zip(against.retention, against.acquisition, strict=False)
        for case, name, tone in (
            (pair[0], locale.t(RETENTION, change=signed(pair[0].change, locale)), "accent"),
            (pair[1], locale.t(ACQUISITION, change=signed(-pair[1].change, locale)), "faint"),
        )
    ]
    title = _title(against, locale)
    cut = against.equal_cut
    alternative = locale.t(
        ALT,
        title=title,
        low=locale.percent(cut.p05),
        high=locale.percent(cut.p95),
        cases="; ".join(_told(name, case, locale) for name, _, case in named),
    )
    measures = [
        Measure(name, case.profit, locale.money_rounded(case.profit.p50), between(case.profit, locale), tone)
        for name, tone, case in named
    ]
    heads = (locale.t(HEADS[0]), locale.t(HEADS[1]))
    wide, narrow = (measures_spec(measures, locale.money, places, heads) for places in (WIDE, NARROW))
    rows = tuple(_row(name, case, locale) for name, _, case in named)
    return Chart(
        "leverage", title, alternative, Twin(tuple(locale.t(column) for column in COLUMNS), rows), wide, narrow
    )


def signed(change: float, locale: Locale) -> str:
    r"""Return a change as a percentage with its sign.

    Examples
    --------
    >>> signed(0.1, Locale("en")), signed(-0.05, Locale("fr"))
    ('+10%', '−5\xa0%')
    """
    return ("+" if change > 0 else "") + locale.percent(change)


def between(interval: Interval90, locale: Locale) -> str:
    """Return the interval of an amount, rounded.

    Examples
    --------
    >>> between(Interval90(p05=12_340, p50=15_000, p95=21_870), Locale("en"))
    '$12,000 to $22,000'
    >>> between(Interval90(p05=15_000, p50=15_000, p95=15_000), Locale("en"))
    '–'
    """
    if interval.p05 == interval.p95:
        return "–"
    return locale.t(BETWEEN, low=locale.money_rounded(interval.p05), high=locale.money_rounded(interval.p95))


def _title(against: RetentionAgainstAcquisition, locale: Locale) -> str:
    change = signed(REFERENCE, locale)
    if against.equal_cut.p50 > 1:
        return locale.t(TITLE_BEYOND, change=change)
    if against.equal_cut.p50 <= 0:
        return locale.t(TITLE_NOTHING, change=change)
    return locale.t(TITLE_EQUAL, change=change, cut=locale.percent(against.equal_cut.p50))


def _told(name: str, case: RetentionCase, locale: Locale) -> str:
    return locale.t(CASE, name=name, profit=locale.money(case.profit.p50), range=between(case.profit, locale))


def _row(name: str, case: RetentionCase, locale: Locale) -> tuple[str, ...]:
    return (name, *(locale.money(value) for value in (case.profit.p05, case.profit.p50, case.profit.p95)))
