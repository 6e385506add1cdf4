"""One file, from its bytes to canonical rows: every step in order, none of them silent."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from bascule.company import Company, FileSettings
from bascule.errors import BasculeError
from bascule.ingest.beside import with_codes, with_constants
from bascule.ingest.causes import likeliest, too_many
from bascule.ingest.cells import Cells
from bascule.ingest.currency import Converted, in_own_currency
from bascule.ingest.encoding import Content
from bascule.ingest.found import Found, tables_of
from bascule.ingest.imported import FileReport, Question, Refusal
from bascule.ingest.layout import Layout
from bascule.ingest.lines import ROW
from bascule.ingest.mapping import settled_by, unmet
from bascule.ingest.message import Message
from bascule.ingest.people import nameless
from bascule.ingest.refuse import Sifted, ragged_refusals, sift
from bascule.ingest.refused import Place, Refused, together
from bascule.ingest.second_header import in_one_order
from bascule.ingest.settle import Settled, settle
from bascule.ingest.source import Reading, Source
from bascule.ingest.standing import standing
from bascule.ingest.survey import survey
from bascule.ingest.tables import SCHEMAS, conform, span, total
from bascule.ingest.taxes import without_taxes
from bascule.ingest.totals import Checksum, unit_of

_TOTALS = frozenset({"totals_agree", "totals_unchecked"})


@dataclass(frozen=True)
class FileRead:
    """What one file gave: its report, its rows by canonical table, refusals and questions.

    `refused` has every refused row, unless the file is refused as a whole. `aside` is what a source gives beside
    canonical tables to compare files by; it is stored nowhere.
    """

    report: FileReport
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[Question, ...] = ()
    refused: Refused | None = None
    aside: dict[str, pl.DataFrame] = field(default_factory=dict)


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
        As :func:`bascule.ingest.found.tables_of`.
    """
    if content.nature == "workbook" and not reading.beside:
        # The sheets of a workbook are to each other what the files of an archive are.
        reading = replace(reading, beside=(path,))
    found = tables_of(path, content, sources, reading)
    if not found:
        report = FileReport(reading.file, encoding=content.encoding)
        if unlike := unmet(path, content, sources):
            return [_refuse_file(report, "mapping_headers_missing", mapping=unlike.name, columns=list(unlike.missing))]
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
        messages=table.notes,
    )
    if layout.source.aside:
        left = replace(report, messages=((layout.source.aside, {"file": reading.file}),))
        return FileRead(replace(left, rows_left_out=cells.blocks.height + len(cells.ragged)))
    if layout.missing:
        return _refuse_file(report, layout.source.missing, accepted=_accepted(layout), source=layout.source.title)
    if layout.doubled:
        return _refuse_file(report, "headers_doubled", columns=list(layout.doubled))
    if not cells.blocks.height and not cells.ragged:
        return FileRead(replace(report, messages=(*report.messages, ("file_without_rows", {"file": reading.file}))))
    counted = cells.blocks.height + len(cells.ragged)
    if cells.stated is not None and cells.stated != counted:
        return _refuse_file(report, "records_differ", stated=cells.stated, counted=counted)
    reading = replace(reading, headers=layout.headers, above=layout.above, file_zone=settings.time_zone)
    return _read_rows(report, table, content, settings, company, reading)


def _read_rows(
    report: FileReport, table: Found, content: Content, settings: FileSettings, company: Company | None,
    reading: Reading,
) -> FileRead:  # fmt: skip
    cells = table.cells
    blocks, layout = with_codes(cells.blocks, table.layout)
    surveyed = survey(with_constants(blocks, layout.source), layout.source)
    settled = settle(
        surveyed.evidence, layout, settled_by(layout.source, settings), company, reading, whole=surveyed.whole
    )
    if not settled.ready:
        return _held(report, settled)
    currency = ", ".join(settled.reading.currencies) or settled.reading.currency
    report = replace(report, decimal=settled.reading.decimal, currency=currency)
    stood = standing(surveyed, layout.source, settled.reading)
    unit, checked = unit_of(layout.source), stood.checked
    report = replace(report, rows_left_out=stood.left_out + surveyed.compared)
    rows = in_one_order(stood.rows(layout.source, settled.reading), layout, reading.file)
    try:
        sifted = sift(rows, layout.source, layout, settled.reading, content.damaged or content.cut)
    except BasculeError as error:
        return refused_file(report, error)
    ragged = ragged_refusals(cells.ragged, layout, settled.reading)
    lossy = bool(ragged) or any(refusal.code == "number_unreadable" for refusal in sifted.refusals)
    if checked.outcome == "differs" and not lossy:
        figures = _figures(checked, unit, "stated", "reckoned", "apart")
        return _refuse_file(report, f"{unit}_differ", **{**figures, **_abroad(settled.reading)})
    said = _said(checked, unit, stood.repeated, cells, content)
    said = tuple((code, {**params, **_abroad(settled.reading)} if code in _TOTALS else params) for code, params in said)
    messages = (*report.messages, *settled.notes, *surveyed.said, *stood.said, *sifted.messages, *said)
    kept = sifted.kept[ROW].n_unique() if table.unfolded else sifted.kept.height
    report = replace(report, rows_kept=kept, rows_refused=sifted.refused + len(cells.ragged))
    listed = together([sifted.listed], cells.ragged)
    if too_many(report.rows_refused, kept + report.rows_refused) and not settings.accept_refusals:
        return _mostly_refused(report, listed, (*sifted.refusals, *ragged))
    read = _canonical(replace(report, messages=messages), layout, sifted, ragged, settled.reading)
    return replace(read, refused=_refused_rows(listed, table, report, content, settled.reading))


def _figures(checked: Checksum, unit: str, *names: str) -> dict[str, object]:
    stated = checked.stated or 0.0
    figures = {"stated": stated, "reckoned": checked.reckoned, "apart": round(abs(stated - checked.reckoned), 2)}
    return {(f"{name}_money" if unit == "totals" else name): figures[name] for name in names}


def _abroad(reading: Reading) -> dict[str, object]:
    # A file is compared with its own totals before its amounts are converted.
    base, currency = reading.rates.base, reading.currency
    return {"in_currency": currency} if currency and currency != base and not reading.currencies else {}


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
    before_tax = without_taxes(sifted.hand_over(), layout.source, reading)
    given = layout.source.canonical(before_tax, reading)
    aside = {name: rows for name, rows in given.items() if name not in SCHEMAS}
    made = in_own_currency({name: rows for name, rows in given.items() if name in SCHEMAS}, reading)
    refusals = (*refusals, *made.refusals)
    file = nameless(reading.file, reading) if "hours" in given else reading.file
    origin = {"source_file": pl.lit(file), "import_id": pl.lit(reading.import_id + made.mark)}
    tables = {n: conform(rows.with_columns(**origin), n) for n, rows in made.tables.items() if not rows.is_empty()}
    report = _after_conversion(report, made)
    start, end = span(tables)
    largest = max(tables, key=lambda name: tables[name].height, default=None)
    report = replace(report, table=largest, start=start, end=end, total=total(tables) if tables else None)
    return FileRead(report, tables, refusals, aside=aside)


def _after_conversion(report: FileReport, made: Converted) -> FileReport:
    kept, refused = report.rows_kept - made.refused, report.rows_refused + made.refused
    messages = (*report.messages, *made.messages)
    if made.refused and all(rows.is_empty() for rows in made.tables.values()):
        messages = (*messages, ("rows_all_refused", {"file": report.file}))
    currency = made.currency or report.currency
    return replace(report, messages=messages, rows_kept=kept, rows_refused=refused, currency=currency)


def _refused_rows(
    listed: pl.DataFrame, table: Found, report: FileReport, content: Content, reading: Reading
) -> Refused | None:
    if listed.is_empty():
        return None
    layout = table.layout
    place = Place(layout.before, layout.width, layout.delimiter, table.sheet, table.by_lines)
    return Refused(
        report.file, listed, report.rows_refused, None if table.unfolded else place, reading.today,
        decimal=report.decimal, digest=content.digest,
    )  # fmt: skip


def _mostly_refused(report: FileReport, listed: pl.DataFrame, refusals: tuple[Refusal, ...]) -> FileRead:
    rows = report.rows_kept + report.rows_refused
    told = {"refused": report.rows_refused, "rows": rows, "causes": likeliest(listed)}
    whole = _refuse_file(replace(report, rows_kept=0), "file_mostly_refused", **told)
    return replace(whole, refusals=(*whole.refusals, *refusals))


def _held(report: FileReport, settled: Settled) -> FileRead:
    messages: list[Message] = [*report.messages]
    messages += [(question.code, question.params) for question in settled.questions]
    messages += [(refusal.code, refusal.params) for refusal in settled.refusals]
    return FileRead(replace(report, messages=tuple(messages)), {}, settled.refusals, settled.questions)


def _refuse_file(report: FileReport, code: str, **params: object) -> FileRead:
    params = {"file": report.file, **params}
    refusal = Refusal(report.file, None, None, None, code, params)
    return FileRead(replace(report, messages=(*report.messages, (code, params))), {}, (refusal,))


def refused_file(report: FileReport, error: BasculeError) -> FileRead:
    """Return the refusal of a whole file from the error that its reading raised."""
    return _refuse_file(report, error.code, **{**error.params, "file": report.file})


def refused_after_all(read: FileRead, code: str, **params: object) -> FileRead:
    """Return a file that was read, refused as a whole for what another file of the folder holds."""
    whole = _refuse_file(replace(read.report, rows_kept=0, total=None, table=None), code, **params)
    return replace(read, report=whole.report, tables={}, refusals=(*read.refusals, *whole.refusals))


def _accepted(layout: Layout) -> list[str]:
    return [header for name in layout.missing for header in layout.source.column(name).names]
