"""One file, from its bytes to canonical rows: every step in order, none of them silent."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from bascule.company import Company, FileSettings
from bascule.errors import BasculeError
from bascule.ingest.beside import with_codes
from bascule.ingest.cells import ROW, Cells
from bascule.ingest.currency import Converted, in_own_currency
from bascule.ingest.dates import read_dates
from bascule.ingest.encoding import Content
from bascule.ingest.found import Found, tables_of
from bascule.ingest.imported import FileReport, Message, Question, Refusal
from bascule.ingest.layout import Layout
from bascule.ingest.refuse import Sifted, ragged_refusals, sift
from bascule.ingest.rows import typed
from bascule.ingest.settle import Settled, settle
from bascule.ingest.source import Reading, Source
from bascule.ingest.tables import conform, span, total
from bascule.ingest.taxes import without_taxes
from bascule.ingest.totals import Checksum, checksum, is_total, unit_of

_TOTALS = frozenset({"totals_agree", "totals_unchecked"})


@dataclass(frozen=True)
class FileRead:
    """What one file gave: its report, its rows by canonical table, refusals and questions."""

    report: FileReport
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[Question, ...] = ()


def read_file(
    path: Path,
    content: Content,
    sources: Sequence[Source],
    settings: FileSettings,
    company: Company | None,
    reading: Reading,
) -> list[FileRead]:
    """Read one file into canonical tables, one reading a table that lies in it.

    Parameters
    ----------
    path : Path
    content : Content
        What :func:`bascule.ingest.encoding.examine` found.
    sources : sequence of Source
        The sources it may be.
    settings : FileSettings
        What the owner says of the file.
    company : Company or None
        Whose currency the amounts must be in.
    reading : Reading
        With the file's name, today's date, and how customers are hashed.

    Raises
    ------
    BasculeError
        `workbook_unreadable`, `quote_unclosed` or `file_unreadable`.
    """
    if content.nature == "workbook" and not reading.beside:
        # The sheets of a workbook are to each other what the files of an archive are.
        reading = replace(reading, beside=(path,))
    found = tables_of(path, content, sources, reading)
    if not found:
        report = FileReport(reading.file, encoding=content.encoding)
        return [FileRead(replace(report, messages=(("file_unknown", {"file": reading.file}),)))]
    return [_read_table(table, content, settings, company, _for(table, reading)) for table in found]


def _for(table: Found, reading: Reading) -> Reading:
    if not table.name:
        return reading
    return replace(reading, file=f"{reading.file} › {table.name}", import_id=f"{reading.import_id}-{table.name}")


def _read_table(
    table: Found, content: Content, settings: FileSettings, company: Company | None, reading: Reading
) -> FileRead:
    layout, cells = table.layout, table.cells
    report = FileReport(
        reading.file,
        encoding=content.encoding,
        source=layout.source.kind,
        language=layout.language,
        delimiter=layout.delimiter,
        currency=layout.currency,
    )
    if layout.source.aside:
        left = replace(report, messages=((layout.source.aside, {"file": reading.file}),))
        return FileRead(replace(left, rows_left_out=cells.frame.height + len(cells.ragged)))
    if layout.missing:
        return _refuse_file(report, "column_missing", accepted=_accepted(layout), source=layout.source.title)
    if cells.frame.is_empty() and not cells.ragged:
        return FileRead(replace(report, messages=(("file_without_rows", {"file": reading.file}),)))
    counted = cells.frame.height + len(cells.ragged)
    if cells.stated is not None and cells.stated != counted:
        return _refuse_file(report, "records_differ", stated=cells.stated, counted=counted)
    reading = replace(reading, headers=layout.headers, above=layout.above)
    return _read_rows(report, table, content, settings, company, reading)


def _read_rows(
    report: FileReport, table: Found, content: Content, settings: FileSettings, company: Company | None,
    reading: Reading,
) -> FileRead:  # fmt: skip
    cells = table.cells
    frame, layout = with_codes(cells.frame, table.layout)
    frame, compared = _first_period(_marked(frame, layout), layout.source)
    body, below = frame.filter(~pl.col("is_total")), frame.filter(pl.col("is_total"))
    settled = settle(body, layout, settings, company, reading)
    if not settled.ready:
        return _held(report, settled)
    currency = ", ".join(settled.reading.currencies) or settled.reading.currency
    report = replace(report, decimal=settled.reading.decimal, currency=currency)
    rows, totals = (typed(part, layout.source, settled.reading) for part in (body, below))
    rows, checked, repeated = _summed(rows, totals, layout.source)
    unit = unit_of(layout.source)
    before = rows.height + sum(int(str(params["rows"])) for _, params in compared)
    rows, left_out = _left_out(rows, layout.source)
    report = replace(report, rows_left_out=before - rows.height)
    sifted = sift(rows, layout.source, layout, settled.reading, content.damaged or content.cut)
    ragged = ragged_refusals(cells.ragged, layout, settled.reading)
    lossy = bool(ragged) or any(refusal.code == "number_unreadable" for refusal in sifted.refusals)
    if checked.outcome == "differs" and not lossy:
        figures = _figures(checked, unit, "stated", "reckoned", "apart")
        return _refuse_file(report, f"{unit}_differ", **{**figures, **_abroad(settled.reading)})
    said = _said(checked, unit, repeated, cells, content)
    said = tuple((code, {**params, **_abroad(settled.reading)} if code in _TOTALS else params) for code, params in said)
    messages = (*settled.notes, *compared, *left_out, *sifted.messages, *said)
    kept = sifted.kept[ROW].n_unique() if table.unfolded else sifted.kept.height
    report = replace(report, rows_kept=kept, rows_refused=sifted.refused + len(cells.ragged))
    return _canonical(replace(report, messages=messages), layout, sifted, ragged, settled.reading)


def _marked(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    dated = [c.name for c in layout.source.columns if c.kind in {"date", "time"} and c.name in frame.columns]
    undated = pl.lit(value=True)
    for name in dated:
        # Any order will do: whether the cell is a date at all is what matters here.
        known = pl.concat([read_dates(frame[name], order) for order in ("day_first", "month_first")])
        texts = known.drop_nulls("date")["text"].unique()
        undated = undated & ~pl.col(name).is_in(texts.implode())
    frame = frame.with_columns(undated.alias("undated"))
    return frame.with_columns(is_total(layout.source, frame).alias("is_total"))


def _first_period(frame: pl.DataFrame, source: Source) -> tuple[pl.DataFrame, tuple[Message, ...]]:
    # Totals too: each compared period has its own, and a row that says how they changed is none of both.
    if source.compared not in frame.columns or frame.is_empty():
        return frame, ()
    period = pl.col(source.compared).str.strip_chars()
    first = frame.filter(period != "")[source.compared].str.strip_chars().head(1)
    others = frame.filter(~period.is_in(["", *first]))
    if others.is_empty():
        return frame, ()
    rows = others.filter(~pl.col("is_total")).height
    said: Message = ("periods_compared", {"rows": rows, "kept": first[0]})
    return frame.filter(period.is_in(["", *first])), (said,)


def _summed(rows: pl.DataFrame, totals: pl.DataFrame, source: Source) -> tuple[pl.DataFrame, Checksum, int]:
    repeated = (
        ~rows["row_hash"].is_first_distinct() if source.repeats_refused else pl.repeat(False, rows.height, eager=True)
    )
    checked = checksum(rows, totals, source.amount, repeated, source.near) if source.amount else Checksum("none")
    if checked.outcome in {"agrees", "near"} or not repeated.any():
        return rows, checked, 0
    return rows.filter(~repeated), checked, int(repeated.sum())


def _left_out(rows: pl.DataFrame, source: Source) -> tuple[pl.DataFrame, tuple[Message, ...]]:
    said: list[Message] = []
    for code, undone in source.left_out:
        out = rows.select(undone.fill_null(value=False).alias("out"))["out"]
        if out.any():
            said.append((code, {"rows": int(out.sum())}))
            rows = rows.filter(~out)
    return rows, tuple(said)


def _figures(checked: Checksum, unit: str, *names: str) -> dict[str, object]:
    stated = checked.stated or 0.0
    figures = {"stated": stated, "reckoned": checked.reckoned, "apart": round(abs(stated - checked.reckoned), 2)}
    return {(f"{name}_money" if unit == "totals" else name): figures[name] for name in names}


def _abroad(reading: Reading) -> dict[str, object]:
    # A file is compared with its own totals before its amounts are converted.
    base, currency = reading.rates.base, reading.currency
    return {"in_currency": currency} if base and currency and currency != base and not reading.currencies else {}


def _said(checked: Checksum, unit: str, repeated: int, cells: Cells, content: Content) -> tuple[Message, ...]:
    said: list[Message] = []
    if checked.outcome in {"agrees", "agrees_once"}:
        said.append((f"{unit}_agree", _figures(checked, unit, "stated")))
    if checked.outcome == "near":
        said.append((f"{unit}_near", _figures(checked, unit, "stated", "reckoned")))
    if checked.outcome == "differs":
        said.append((f"{unit}_unchecked", _figures(checked, unit, "stated", "reckoned")))
    if repeated:
        said.append(("rows_repeated", {"rows": repeated}))
    if cells.footnotes:
        said.append(("footnotes", {"rows": cells.footnotes}))
    if content.cut or content.damaged:
        said.append(("file_cut" if content.cut else "file_damaged", {}))
    return tuple(said)


def _canonical(
    report: FileReport, layout: Layout, sifted: Sifted, ragged: tuple[Refusal, ...], reading: Reading
) -> FileRead:
    refusals = (*sifted.refusals, *ragged)
    if sifted.kept.is_empty():
        # Where nothing was refused, what was left out has been said.
        nothing: tuple[Message, ...] = (("rows_all_refused", {"file": report.file}),) if refusals else ()
        return FileRead(replace(report, messages=(*report.messages, *nothing)), refusals=refusals)
    remarks = layout.source.remarks(sifted.kept, reading) if layout.source.remarks else ()
    report = replace(report, messages=(*report.messages, *remarks))
    before_tax = without_taxes(sifted.kept, layout.source, reading)
    made = in_own_currency(layout.source.canonical(before_tax, reading), reading)
    refusals = (*refusals, *made.refusals)
    origin = {"source_file": pl.lit(reading.file), "import_id": pl.lit(reading.import_id + made.mark)}
    tables = {n: conform(rows.with_columns(**origin), n) for n, rows in made.tables.items() if not rows.is_empty()}
    report = _after_conversion(report, made)
    start, end = span(tables)
    largest = max(tables, key=lambda name: tables[name].height, default=None)
    report = replace(report, table=largest, start=start, end=end, total=total(tables) if tables else None)
    return FileRead(report, tables, refusals)


def _after_conversion(report: FileReport, made: Converted) -> FileReport:
    kept, refused = report.rows_kept - made.refused, report.rows_refused + made.refused
    messages = (*report.messages, *made.messages)
    if made.refused and all(rows.is_empty() for rows in made.tables.values()):
        messages = (*messages, ("rows_all_refused", {"file": report.file}))
    currency = made.currency or report.currency
    return replace(report, messages=messages, rows_kept=kept, rows_refused=refused, currency=currency)


def _held(report: FileReport, settled: Settled) -> FileRead:
    messages: list[Message] = [(question.code, question.params) for question in settled.questions]
    messages += [(refusal.code, refusal.params) for refusal in settled.refusals]
    return FileRead(replace(report, messages=tuple(messages)), {}, settled.refusals, settled.questions)


def _refuse_file(report: FileReport, code: str, **params: object) -> FileRead:
    params = {"file": report.file, **params}
    refusal = Refusal(report.file, None, None, None, code, params)
    return FileRead(replace(report, messages=((code, params),)), {}, (refusal,))


def refused_file(report: FileReport, error: BasculeError) -> FileRead:
    """Return the refusal of a whole file from the error that its reading raised."""
    return _refuse_file(report, error.code, **{**error.params, "file": report.file})


def _accepted(layout: Layout) -> list[str]:
    return [header for name in layout.missing for header in layout.source.column(name).names]
