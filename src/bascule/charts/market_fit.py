"""Does the local market want it? The signs of product–market fit, with their intervals and the usual mark."""

from bascule.charts.chart import Chart, Twin
from bascule.charts.shares import Column, ShareRow, share_rows
from bascule.locale import N_, Locale
from bascule.plans import Interval90
from bascule.returns.transition import Fit

MARK = 0.40  # "very disappointed" without the product: the usual mark (Ellis)

TITLES = {
    "yes": N_("The market wants what you sell: the signs agree"),
    "no": N_("The signs say that the market does not want it enough yet"),
    "unsure": N_("The signs do not settle yet whether the market wants what you sell"),
    "not_measured": N_("Nothing tells yet whether the market wants what you sell"),
}
DISAPPOINTED = N_("Very disappointed without you")
FLOOR = N_("Still buying in the long run")
ORGANIC = N_("Came without being paid for")
ALT = N_("{title}. {signs}.")
SIGN = N_("{name}: {share} ({low} to {high})")
SIGN_ABSENT = N_("{name}: {absent}")
MARKED = N_("| usual mark: {mark} very disappointed")
ABSENT = N_("not measured")
HEAD_SHARE, HEAD_RANGE = N_("share"), N_("nine times\nout of ten")
RANGE = N_("{low} to {high}")
COLUMNS = (N_("Sign"), N_("Share, median"), N_("Low (5%)"), N_("High (95%)"), N_("Usual mark"))


def market_fit_chart(fit: Fit, locale: Locale) -> Chart:
    """Draw the three signs, what is not measured said in its place, and the mark of 40 % on the first."""
    title = locale.t(TITLES[fit.state])
    signs = [(locale.t(name), share, mark) for name, share, mark in _signs(fit)]
    told = "; ".join(_told(name, share, locale) for name, share, _ in signs)
    rows = tuple((name, *_figures(share, locale), _mark(mark, locale)) for name, share, mark in signs)
    table = Twin(tuple(locale.t(column) for column in COLUMNS), rows)
    bars = [ShareRow(name, share, absent=locale.t(ABSENT), mark=mark) for name, share, mark in signs]
    note = locale.t(MARKED, mark=locale.percent(MARK)) if fit.disappointed else ""
    columns = _columns([share for _, share, _ in signs], locale)
    wide, narrow = (share_rows(bars, columns, locale, narrow=narrow, note=note) for narrow in (False, True))
    return Chart("marketfit", title, locale.t(ALT, title=title, signs=told), table, wide, narrow)


def _signs(fit: Fit) -> tuple[tuple[str, Interval90 | None, float | None], ...]:
    return (
        (DISAPPOINTED, fit.disappointed, MARK if fit.disappointed else None),
        (FLOOR, fit.floor, None),
        (ORGANIC, fit.organic, None),
    )


def _told(name: str, share: Interval90 | None, locale: Locale) -> str:
    if share is None:
        return locale.t(SIGN_ABSENT, name=name, absent=locale.t(ABSENT))
    middle, low, high = _figures(share, locale)
    return locale.t(SIGN, name=name, share=middle, low=low, high=high)


def _figures(share: Interval90 | None, locale: Locale) -> tuple[str, str, str]:
    if share is None:
        return ("–", "–", "–")
    return (locale.percent(share.p50), locale.percent(share.p05), locale.percent(share.p95))


def _mark(mark: float | None, locale: Locale) -> str:
    return "–" if mark is None else locale.percent(mark)


def _columns(shares: list[Interval90 | None], locale: Locale) -> list[Column]:
    middles = tuple("–" if share is None else locale.percent(share.p50) for share in shares)
    ranges = tuple(
        "" if share is None else locale.t(RANGE, low=locale.number(100 * share.p05), high=locale.percent(share.p95))
        for share in shares
    )
    return [
        Column(locale.t(HEAD_SHARE), middles, 56, narrow=True, bold=True),
        Column(locale.t(HEAD_RANGE), ranges, 92),
    ]
