"""Customers as files: everyone under a key, and the few to call or write to, with their address."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from bascule.locale import N_, Locale
from bascule.locale.spreadsheet import inert
from bascule.report.exports.look import make_look

SEGMENTS: dict[str, str] = {
    "new": N_("new"),
    "loyal": N_("loyal"),
    "occasional": N_("occasional"),
    "at_risk": N_("at risk"),
    "lost": N_("lost"),
}
CONSENTS: dict[str, str] = {
    "express": N_("express"),
    "purchase": N_("implied by a purchase"),
    "contract": N_("implied by a contract"),
    "inquiry": N_("implied by an inquiry"),
}
CUSTOMER_HEADS = (
    N_("Key"), N_("First purchase"), N_("Last purchase"), N_("Purchases"), N_("Chance of being still a customer"),
    N_("Margin expected in 12 months"), N_("Segment"),
)  # fmt: skip
CALL_HEADS = (
    N_("E-mail"), N_("Segment"), N_("Why now"), N_("Last purchase"), N_("Purchases"),
    N_("Margin expected in 12 months"), N_("Consent"), N_("Consent ends"),
)  # fmt: skip
ONCE = N_("Bought once, {silence} ago: who comes back here has mostly done so by then.")
OVERDUE = N_("Bought about every {rhythm}; silent for {silence}.")
FEWER = N_("{count} purchases, the last {silence} ago: the chance that they are still a customer is falling.")
LOYAL = N_("A loyal customer, {count} purchases: thank them, ask for a word to others.")
OCCASIONAL = N_("Still a customer, {count} purchases: what would they need next?")
NEW = N_("First purchase {silence} ago: the second one is won now.")
NEVER = N_("never, unless withdrawn")
SHEET, SHEET_NOTE = N_("To contact"), N_("Made on {date}. From the day in the last column on, do not write any more.")
_WIDTHS = (32, 14, 58, 14, 12, 18, 24, 18)


def customers_rows(rows: pl.DataFrame, locale: Locale) -> bytes:
    """Return every customer as CSV, nameless, one row each.

    Parameters
    ----------
    rows : DataFrame
        From :func:`bascule.customers.contacts.customer_rows`. The chance of being still a customer is blank for who
        bought once: the model has nothing to tell it by.
    locale : Locale
        Semicolons and decimal commas in French.
    """
    once = rows["purchases"] == 1
    lines = (
        (
            row["customer_key"], row["first"], row["last"], row["purchases"],
            None if single else round(row["alive"], 3), round(row["expected"], 2), locale.t(SEGMENTS[row["segment"]]),
        )
        for row, single in zip(rows.iter_rows(named=True), once, strict=True)
    )  # fmt: skip
    return _csv(CUSTOMER_HEADS, lines, locale)


def call_rows(rows: pl.DataFrame, locale: Locale) -> bytes:
    """Return whom to contact as CSV; `rows` as in :class:`bascule.customers.contacts.Contacts`."""
    return _csv(CALL_HEADS, _called(rows, locale), locale)


def call_workbook(rows: pl.DataFrame, locale: Locale, day: dt.date) -> bytes:
    """Return whom to contact as an Excel workbook; the same list made on the same day gives the same bytes."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"author": "Bascule", "created": dt.datetime.combine(day, dt.time(), dt.UTC)})
    look, sheet = make_look(book, locale), book.add_worksheet(locale.t(SHEET))
    sheet.write_string(0, 0, locale.t(SHEET), look.title)
    sheet.write_string(1, 0, locale.t(SHEET_NOTE, date=locale.date(day)), look.note)
    for column, (head, width) in enumerate(zip(CALL_HEADS, _WIDTHS, strict=True)):
        figure = column in (4, 5)
        sheet.write_string(3, column, locale.t(head), look.head if figure else look.head_words)
        sheet.set_column(column, column, width)
    for rank, cells in enumerate(_called(rows, locale), start=4):
        for column, cell in enumerate(cells):
            _put(sheet, rank, column, cell, look)
    sheet.freeze_panes(4, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    book.close()
    return content.getvalue()


def _put(sheet: Any, row: int, column: int, cell: object, look: Any) -> None:
    if isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), look.date)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, look.count if isinstance(cell, int) else look.money)
    else:
        sheet.write_string(row, column, str(cell), look.wrapped if column == 2 else look.words)


def _called(rows: pl.DataFrame, locale: Locale) -> Iterable[tuple[Any, ...]]:
    for row in rows.iter_rows(named=True):
        yield (
            row["address"], locale.t(SEGMENTS[row["segment"]]), why(row, locale), row["last"], row["purchases"],
            round(row["expected"], 2), locale.t(CONSENTS[row["kind"]]), row["expires"] or locale.t(NEVER),
        )  # fmt: skip


def why(row: dict[str, Any], locale: Locale) -> str:
    """Return why someone is on the list, in a sentence."""
    told = {"silence": _lasting(row["silence"], locale), "count": locale.number(row["purchases"])}
    if row["segment"] != "at_risk":
        return locale.t({"loyal": LOYAL, "occasional": OCCASIONAL, "new": NEW}[row["segment"]], **told)
    if row["rhythm"] is None:
        return locale.t(ONCE, **told)
    if row["silence"] > 2 * row["rhythm"]:
        return locale.t(OVERDUE, rhythm=_lasting(row["rhythm"], locale), **told)
    return locale.t(FEWER, **told)


DAYS = (N_("{count} day"), N_("{count} days"))


def _lasting(weeks: float, locale: Locale) -> str:
    return locale.n(*DAYS, max(round(weeks * 7), 1)) if weeks < 3 else locale.weeks(round(weeks))


def _csv(heads: Sequence[str], lines: Iterable[Sequence[Any]], locale: Locale) -> bytes:
    text = io.StringIO(newline="")
    french = locale.lang == "fr"
    writer = csv.writer(text, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([locale.t(head) for head in heads])
    writer.writerows([_cell(cell, french=french) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _cell(cell: object, *, french: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float):
        # Read by programs: no grouping, and a plain minus.
        figure = f"{cell + 0.0:.3f}".rstrip("0").rstrip(".")
        return figure.replace(".", ",") if french else figure
    return inert(str(cell)) if isinstance(cell, str) else str(cell)
