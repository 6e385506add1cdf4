"""What Bascule accepted of a file, against what a naive reader finds on the same lines."""

import io
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import ParseError

import polars as pl

from bascule.ingest import Imported
from benchmarks.fuzz.known import COUNTS, KNOWN, Known
from benchmarks.fuzz.naive import OURS, WIDE, Row, UnreadableError, amount, days, mark_of, rows_of

CENT = Decimal("0.005")
# Their rows are put together by more than a sum; every line of them is compared all the same.
NOT_SUMMED = {"quickbooks_profit_and_loss", "stripe_subscriptions", "shopify_customers"}
QUEBEC = Decimal("1.14975")
REPEATS = {"shopify_orders", "survey_forms", "harvest_time", "clockify_time"}


@dataclass(frozen=True)
class Kept:
    """The rows of one table that Bascule kept, typed, before they are made canonical."""

    file: str
    kind: str
    frame: pl.DataFrame


def problems(data: bytes, suffix: str, mark: str, kept: Sequence[Kept], imported: Imported) -> Iterator[str]:
    """Yield what Bascule accepted that the naive reader does not find."""
    reports = {report.file: report for report in imported.files}
    for table in kept:
        known = KNOWN.get(table.kind)
        if known is None or table.file not in reports or not reports[table.file].rows_kept:
            continue
        told: list[list[str]] = []
        for part in parts(data, suffix, table.file):
            try:
                rows = rows_of(part, known)
            except (zipfile.BadZipFile, ParseError, KeyError, IndexError, ValueError, NotImplementedError) as error:
                told.append([f"{table.kind}: unreadable for the naive reader: {error!r}"])
                continue
            told.append(list(_of_table(rows, known, mark_of(rows, known, mark), table, imported, kept)))
            if not told[-1]:
                break
        yield from min(told, key=len, default=[f"{table.kind}: no such file"])[:3]


def parts(data: bytes, suffix: str, file: str) -> Iterator[bytes]:
    """Yield the bytes that a file's name may stand for: its own, or those of any member of an archive."""
    if suffix != ".zip":
        yield data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            inside = archive.read(info)
            if inside[:2] == b"PK" and info.filename.endswith(".zip"):
                yield from parts(inside, ".zip", file)
            elif not info.is_dir():
                yield inside


def _of_table(
    rows: list[Row], known: Known, mark: str, table: Kept, imported: Imported, kept: Sequence[Kept]
) -> Iterator[str]:
    by_line: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        for line in row.lines:
            by_line[line].append(row)
    if known.wide:
        yield from _of_wide(by_line, mark, table)
        return
    matched: list[Row] = []
    for values in table.frame.iter_rows(named=True):
        reasons: list[str] = []
        if all(values.get(name) is None for name in known.amounts):
            continue
        for row in by_line.get(values["source_row"], []):
            wrong = list(_of_row(row, values, known, mark))
            reasons += wrong
            if not wrong:
                matched.append(row)
                break
        else:
            yield f"{table.kind} line {values['source_row']}: {reasons or 'no such row'}"
    yield from _orders_of_days(matched, table, known)
    yield from _counted_twice(matched, table, imported)
    yield from _lost(rows, matched, known, mark, table, imported, kept)
    yield from _total(matched, known, mark, table, imported)


def _of_wide(by_line: dict[int, list[Row]], mark: str, table: Kept) -> Iterator[str]:
    (name,) = KNOWN[table.kind].amounts
    told: dict[int, list[float]] = defaultdict(list)
    for line, value in table.frame.select("source_row", name).drop_nulls().iter_rows():
        told[line].append(value)
    for line, values in told.items():
        honest = [_wide_values(row, mark, name not in COUNTS) for row in by_line.get(line, [])]
        if not any(Counter(values) <= Counter(each) for each in honest):
            yield f"{table.kind} line {line}: {values} are not among {honest}"


def _wide_values(row: Row, mark: str, money: bool) -> list[float]:
    columns = [(name, cell) for name, cell in zip(row.header[1:], row.cells[1:], strict=False) if WIDE.search(name)]
    named = [cell for name, cell in columns if name != "total"]
    only = [cell for name, cell in columns if name == "total"]
    values = []
    for cell in named or only:
        try:
            values += [float(value)] if (value := amount(cell, mark, money=money)) is not None else []
        except UnreadableError:
            continue
    return values


def _of_row(row: Row, values: dict[str, object], known: Known, mark: str) -> Iterator[str]:
    for name, headers in known.amounts.items():
        told, text = values.get(name), row.get(headers)
        try:
            honest = None if text is None else amount(text, mark, money=name not in COUNTS)
        except UnreadableError:
            if told is not None:
                yield f"{name}: {told} is read in {text!r}"
            continue
        if name == "partial" and honest is not None and _agrees(told, round(honest / QUEBEC, 2)):
            continue  # Square gives it with its taxes in
        if not _agrees(told, honest) and (told is not None or name == next(iter(known.amounts))):
            # A figure beside the main amount that cannot be read becomes unknown, and it is said.
            yield f"{name}: {told} is read in {text!r}, which says {honest} ({mark})"
    currency = (row.get(known.currency) or "").strip().upper()
    if currency and currency not in OURS and currency.lower() not in {"--", "-", "n/a", "null", "#n/a", "none"}:
        yield f"currency: {currency!r} is taken for CAD"


def _agrees(told: object, honest: Decimal | None) -> bool:
    if told is None or honest is None:
        return told is None and honest is None
    return abs(Decimal(repr(float(str(told)))) - honest) <= max(CENT, abs(honest) / 10**12)


def _orders_of_days(matched: Sequence[Row], table: Kept, known: Known) -> Iterator[str]:
    for name, headers in known.dates.items():
        if name not in table.frame.columns or table.frame[name].null_count() or len(matched) != table.frame.height:
            continue
        told = [str(day)[:10] for day in table.frame[name].cast(pl.Date).to_list()]
        means = [days(row.get(headers) or "") for row in matched]
        # A clock in UTC may be of the day before here.
        if not any(
            all(m[order] and abs((m[order] - _day(t)).days) <= 1 for m, t in zip(means, told, strict=True))
            for order in (0, 1)
        ):
            yield f"{table.kind} {name}: {told[:4]} is read in {[row.get(headers) for row in matched][:4]}"


def _day(text: str) -> object:
    import datetime as dt

    return dt.date.fromisoformat(text)


def _counted_twice(matched: Sequence[Row], table: Kept, imported: Imported) -> Iterator[str]:
    report = next(each for each in imported.files if each.file == table.file)
    agreed = any(code in {"totals_agree", "counts_agree", "totals_near", "counts_near"} for code, _ in report.messages)
    if table.kind in REPEATS or agreed:
        return
    for cells, times in Counter(tuple(cell.strip() for cell in row.cells) for row in matched).items():
        if times > 1:
            yield f"{table.kind}: counted {times} times: {cells[:6]}"


def _lost(
    rows: Sequence[Row],
    matched: Sequence[Row],
    known: Known,
    mark: str,
    table: Kept,
    imported: Imported,
    kept: Sequence[Kept],
) -> Iterator[str]:
    report = next(each for each in imported.files if each.file == table.file)
    said = report.rows_refused + report.rows_left_out
    said += sum(int(str(params.get("rows", 0))) for code, params in report.messages if code not in {"orders_unpaid"})
    # A cell that is not read leaves its row unknown, which is said too.
    said += sum(int(str(params.get("cells", 0))) for code, params in report.messages if code == "cells_unread")
    held = {row.lines for row in matched}
    if len(imported.files) > 1 or table.kind == "ga4":
        # What became of the rows of another table of the file is said with that table.
        return
    # Lines that a mark never closed swallows are one row or several.
    sure = [row for row in rows if len(row.lines) > 2 and row.lines[0] == row.lines[1]]
    gone = [row for row in sure if row.lines not in held and _speaks(row, known, mark)]
    if len(gone) > said:
        yield f"{table.kind}: {len(gone)} rows gone, {said} said: {gone[0].lines} {gone[0].cells[:6]}"


def _speaks(row: Row, known: Known, mark: str) -> bool:
    totals = ("total", "grand total", "©", "result", "résultat")
    if any(cell.strip().lower().startswith(totals) for cell in row.cells) or not row.cells[0].strip():
        return False
    if row.get(known.total_if_blank) is not None and not (row.get(known.total_if_blank) or "").strip():
        return False
    dated = [row.get(headers) for headers in known.dates.values()]
    if dated and not any(text and any(days(text)) for text in dated):
        return False
    try:
        return bool(amount(row.get(next(iter(known.amounts.values()))) or "", mark))
    except UnreadableError:
        return False


def _total(matched: Sequence[Row], known: Known, mark: str, table: Kept, imported: Imported) -> Iterator[str]:
    report = next(each for each in imported.files if each.file == table.file)
    if report.total is None or table.kind in NOT_SUMMED or len(matched) != table.frame.height:
        return
    lines = [{name: _number(row.get(headers), mark) for name, headers in known.amounts.items()} for row in matched]
    rule: Rule = RULES.get(table.kind, _plain_sum)
    expected = rule(lines, matched)
    if not abs(Decimal(repr(report.total)) - expected) <= max(CENT, abs(expected) / 10**12):
        yield f"{table.kind}: total {report.total}, naive {expected}"


def _number(text: str | None, mark: str) -> Decimal:
    try:
        return (amount(text, mark) if text is not None else None) or Decimal(0)
    except UnreadableError:
        return Decimal(0)


Line = dict[str, Decimal]
Rule = Callable[[list[Line], Sequence[Row]], Decimal]


def _plain_sum(lines: list[Line], rows: Sequence[Row]) -> Decimal:
    return sum((next(iter(line.values())) for line in lines), Decimal(0))


def _shopify(lines: list[Line], rows: Sequence[Row]) -> Decimal:
    orders: dict[str, Line] = defaultdict(dict)
    for line, row in zip(lines, rows, strict=True):
        for name, headers in KNOWN["shopify_orders"].amounts.items():
            if (row.get(headers) or "").strip().lower() not in {"", "--", "-", "null", "n/a", "#n/a", "<5"}:
                orders[(row.get(("name",)) or "").strip()].setdefault(name, line[name])
    return sum((_net(order) for order in orders.values()), Decimal(0))


def _net(order: Line) -> Decimal:
    subtotal, total, refunded, taxes, shipping = (
        order.get(name, Decimal(0)) for name in ("subtotal", "total", "refunded", "taxes", "shipping")
    )
    before = subtotal + shipping
    if "total" in order and "subtotal" in order and abs(total - before) <= Decimal("0.01") and taxes > 0 < before:
        subtotal -= subtotal * taxes / before
    return subtotal - (subtotal * min(max(refunded / total, Decimal(0)), Decimal(1)) if total > 0 else 0)


def _stripe(lines: list[Line], rows: Sequence[Row]) -> Decimal:
    total = Decimal(0)
    for line, row in zip(lines, rows, strict=True):
        converted = row.get(("converted currency",))
        own = (row.get(("currency",)) or "").strip().upper()
        foreign = converted is not None and own != "CAD"
        total += line["converted"] - line["converted_refunded"] if foreign else line["amount"] - line["refunded"]
    return total


def _woocommerce(lines: list[Line], rows: Sequence[Row]) -> Decimal:
    number = ("order #",)
    refunds = {row.get(number) for line, row in zip(lines, rows, strict=True) if line["net"] < 0}
    undone = sum(
        (line["net"] for line, row in zip(lines, rows, strict=True)
         if (row.get(("status",)) or "").strip().lower() == "refunded" and line["net"] >= 0
         and row.get(number) not in refunds),
        Decimal(0),
    )  # fmt: skip
    return _plain_sum(lines, rows) - undone


def _square(lines: list[Line], rows: Sequence[Row]) -> Decimal:
    return sum((line["net"] + round(line["partial"] / QUEBEC, 2) for line in lines), Decimal(0))


RULES: dict[str, Rule] = {
    "shopify_orders": _shopify,
    "stripe_payments": _stripe,
    "woocommerce_orders": _woocommerce,
    "square_transactions": _square,
}
