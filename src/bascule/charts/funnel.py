"""Where are deals won and lost? The share won in the end by stage reached or by origin, with its interval."""

from collections.abc import Sequence

from bascule.charts.chart import Chart, Twin
from bascule.charts.measures import NARROW, WIDE, Mark, Measure, measures_spec
from bascule.locale import N_, Locale
from bascule.locale.wording.returns import ORIGINS
from bascule.plans import Interval90
from bascule.returns import Funnel
from bascule.returns.acquisition import OriginLine, StageLine

TITLE_STAGES = N_("Out of 100 deals, about {won} are signed in the end; of 100 that reach “{stage}”, {later}")
TITLE_BEST = N_("Deals from {best} are signed more often than those from {worst}: {high} out of 100 against {low}")
TITLE_ALIKE = N_("Your deals do not show that one origin is signed more often than another")
ALT = N_("{title}. Signed in the end: {lines}.")
ONE = N_("{name} {share} ({range}) of {count} deals")
HEADS = (N_("signed\nin the end"), N_("nine times\nout of ten"))
ALL = N_("all deals: {share}")
BETWEEN = N_("{low} to {high}")
COUNTED = N_("{name} ({count})")
STAGE, ORIGIN = N_("Stage reached"), N_("Origin")
COLUMNS = (N_("Deals"), N_("Signed"), N_("Lost"), N_("Open"), N_("Signed in the end, low (5%)"), N_("Median"),
           N_("High (95%)"))  # fmt: skip


def stages_chart(funnel: Funnel, locale: Locale) -> Chart:
    """Draw the share of deals signed in the end, by stage reached; `funnel.stages` holds at least one."""
    last = funnel.stages[-1]
    title = locale.t(
        TITLE_STAGES,
        won=locale.number(100 * funnel.win_rate.p50),
        stage=_capital(last.stage),
        later=locale.number(100 * last.win_rate.p50),
    )
    rows = [(_capital(line.stage), line.reached, line) for line in funnel.stages]
    return _chart("stages", title, locale.t(STAGE), rows, funnel, locale)


def origins_chart(funnel: Funnel, locale: Locale) -> Chart:
    """Draw the share of deals signed in the end, by origin; `funnel.origins` holds at least one."""
    lines = sorted(funnel.origins, key=lambda line: -line.win_rate.p50)
    rows = [(origin_label(line.origin, locale), line.deals, line) for line in lines]
    return _chart("origins", _origins_title(lines, locale), locale.t(ORIGIN), rows, funnel, locale)


def origin_label(origin: str, locale: Locale) -> str:
    """Return what an origin is called; one of the company's own keeps its name.

    Examples
    --------
    >>> origin_label("paid_search", Locale("en")), origin_label("salon habitat", Locale("en"))
    ('Paid search', 'Salon habitat')
    """
    words = locale.t(ORIGINS[origin]) if origin in ORIGINS else origin
    return _capital(words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _origins_title(lines: Sequence[OriginLine], locale: Locale) -> str:
    best = max(lines, key=lambda line: line.win_rate.p05)
    worst = min(lines, key=lambda line: line.win_rate.p95)
    if best.win_rate.p05 <= worst.win_rate.p95:
        return locale.t(TITLE_ALIKE)
    return locale.t(
        TITLE_BEST,
        best=origin_label(best.origin, locale).lower(),
        worst=origin_label(worst.origin, locale).lower(),
        high=locale.number(100 * best.win_rate.p50),
        low=locale.number(100 * worst.win_rate.p50),
    )


def _chart(
    name: str,
    title: str,
    head: str,
    rows: Sequence[tuple[str, int, StageLine | OriginLine]],
    funnel: Funnel,
    locale: Locale,
) -> Chart:
    measures = [
        Measure(
            locale.t(COUNTED, name=label, count=locale.number(count)),
            line.win_rate,
            locale.percent(line.win_rate.p50),
            _between(line.win_rate, locale),
        )
        for label, count, line in rows
    ]
    told = [locale.t(ONE, name=label, share=locale.percent(line.win_rate.p50), range=_between(line.win_rate, locale),
                     count=locale.number(count)) for label, count, line in rows]  # fmt: skip
    mark = Mark(funnel.win_rate.p50, locale.t(ALL, share=locale.percent(funnel.win_rate.p50)))
    heads = (locale.t(HEADS[0]), locale.t(HEADS[1]))
    wide, narrow = (measures_spec(measures, locale.percent, places, heads, mark) for places in (WIDE, NARROW))
    table = Twin(
        (head, *(locale.t(column) for column in COLUMNS)),
        tuple(_row(label, count, line, locale) for label, count, line in rows),
    )
    return Chart(name, title, locale.t(ALT, title=title, lines="; ".join(told)), table, wide, narrow)


def _between(rate: Interval90, locale: Locale) -> str:
    return locale.t(BETWEEN, low=locale.percent(rate.p05), high=locale.percent(rate.p95))


def _row(label: str, count: int, line: StageLine | OriginLine, locale: Locale) -> tuple[str, ...]:
    counts = (locale.number(value) for value in (count, line.won, line.lost, line.open))
    rates = (locale.percent(value) for value in (line.win_rate.p05, line.win_rate.p50, line.win_rate.p95))
    return (label, *counts, *rates)
