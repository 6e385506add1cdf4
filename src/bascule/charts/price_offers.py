"""At which price does the most come in? Share of people who would buy at each price asked."""

from bascule.charts.chart import Chart, Twin
from bascule.charts.shares import Column, ShareRow, share_rows
from bascule.locale import N_, Locale
from bascule.plans import Interval90
from bascule.returns.brand import GaborGranger, GaborGrangerPoint

LABELS = 80  # pixels of a price

TITLE_MARGIN = N_("Of the prices asked, the one that leaves the most margin is {best}")
TITLE_REVENUE = N_("Of the prices asked, the one that brings the most sales is {best}")
BEST = N_("{price} ({low} to {high} nine times out of ten)")
ALT = N_("{title}. Share who would buy: {shares}.")
ONE_SHARE = N_("{share} at {price}")
AMONG = N_("● the best price is among these")
HEAD_SHARE, HEAD_REVENUE, HEAD_MARGIN = (
    N_("would\nbuy"),
    N_("sales per\n100 asked"),
    N_("margin per\n100 asked"),
)
COLUMNS = (
    N_("Price"),
    N_("Share who would buy, median"),
    N_("Low (5%)"),
    N_("High (95%)"),
    N_("Sales per 100 asked"),
    N_("Margin per 100 asked"),
)


def price_offers_chart(found: GaborGranger, locale: Locale) -> Chart:
    """Draw the share who would buy at each price, with what a hundred people asked would bring."""
    best = found.best_margin or found.best_revenue
    title = locale.t(TITLE_MARGIN if found.best_margin else TITLE_REVENUE, best=_best(best, locale))
    shares = locale.listing(
        [
            locale.t(ONE_SHARE, share=locale.percent(point.share.p50), price=price_words(point.price, locale))
            for point in found.points
        ]
    )
    table = Twin(tuple(locale.t(column) for column in COLUMNS), tuple(_row(point, locale) for point in found.points))
    rows, columns = _rows(found, best, locale), _columns(found, locale)
    wide, narrow = (
        share_rows(rows, columns, locale, narrow=narrow, labels=LABELS, note=locale.t(AMONG))
        for narrow in (False, True)
    )
    return Chart("offers", title, locale.t(ALT, title=title, shares=shares), table, wide, narrow)


def price_words(price: float, locale: Locale) -> str:
    r"""Return a price, with its cents where they count.

    Examples
    --------
    >>> price_words(48.2, Locale("en")), price_words(4.5, Locale("en")), price_words(12.0, Locale("en"))
    ('$48', '$4.50', '$12')
    """
    return locale.money(price, 0 if price >= 20 or price == round(price) else 2)


def _best(best: Interval90, locale: Locale) -> str:
    if best.p05 == best.p95:
        return price_words(best.p50, locale)
    price, low, high = (price_words(value, locale) for value in (best.p50, best.p05, best.p95))
    return locale.t(BEST, price=price, low=low, high=high)


def _row(point: GaborGrangerPoint, locale: Locale) -> tuple[str, ...]:
    shares = (locale.percent(share) for share in (point.share.p50, point.share.p05, point.share.p95))
    return (price_words(point.price, locale), *shares, locale.money(point.revenue), _margin(point, locale))


def _margin(point: GaborGrangerPoint, locale: Locale) -> str:
    return "–" if point.margin is None else locale.money(point.margin)


def _rows(found: GaborGranger, best: Interval90, locale: Locale) -> list[ShareRow]:
    # The tone alone never says it: a dot beside the price does too.
    return [
        ShareRow(f"{price_words(point.price, locale)} ●", point.share)
        if best.p05 <= point.price <= best.p95
        else ShareRow(price_words(point.price, locale), point.share, tone="calm")
        for point in found.points
    ]


def _columns(found: GaborGranger, locale: Locale) -> list[Column]:
    known = found.best_margin is not None
    shares = tuple(locale.percent(point.share.p50) for point in found.points)
    sales = tuple(locale.money(point.revenue) for point in found.points)
    columns = [
        Column(locale.t(HEAD_SHARE), shares, 56, bold=True),
        Column(locale.t(HEAD_REVENUE), sales, 92, narrow=not known),
    ]
    if known:
        margins = tuple(_margin(point, locale) for point in found.points)
        columns.append(Column(locale.t(HEAD_MARGIN), margins, 92, narrow=True, bold=True))
    return columns
