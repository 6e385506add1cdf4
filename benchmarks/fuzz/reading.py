"""One damaged file read by Bascule in a folder of its own, and judged."""

import datetime as dt
import resource
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from bascule.company import Company, FileSettings
from bascule.errors import BasculeError
from bascule.ingest import Imported, read_folder
from bascule.ingest.source import Reading, Source, Tables
from bascule.ingest.sources import SOURCES
from bascule.locale import Locale
from bascule.locale.wording import WORDINGS, explain
from benchmarks.fuzz.judge import Kept, problems
from benchmarks.fuzz.known import KNOWN
from benchmarks.fuzz.mutate import Mutant, mutate
from benchmarks.fuzz.naive import UnreadableError, amount, mark_of, rows_of
from benchmarks.fuzz.samples import Sample, samples

TODAY = dt.date(2026, 11, 23)
# What an owner is asked of these samples, answered; all else that a damaged file leaves open is a question.
COMPANY = Company(
    name="Atelier Nordet", gross_margin=0.4, currency="CAD", own_names=("Nordet",),
    files={"*": FileSettings(currency="CAD", taxes="out", accept_refusals=True)},
)  # fmt: skip
LIMIT = 5.0


@dataclass(frozen=True)
class Verdict:
    """What became of a damaged file: read, refused, asked, crashed, slow or differs."""

    outcome: str
    seconds: float = 0.0
    detail: str = ""
    undetectable: bool = False
    peak: float = 0.0
    tables: tuple[Any, ...] = field(default=(), repr=False)


@contextmanager
def recorded(kept: list[Kept]) -> Iterator[None]:
    """Note the rows that each source is given to make canonical."""
    before = dict(SOURCES)

    def noting(source: Source) -> Source:
        def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
            kept.append(Kept(reading.file, source.kind, rows))
            return source.canonical(rows, reading)

        return replace(source, canonical=canonical)

    SOURCES.update({kind: noting(source) for kind, source in before.items()})
    try:
        yield
    finally:
        SOURCES.update(before)


def read(data: bytes, suffix: str) -> tuple[list[Kept], Imported]:
    """Read one file alone.

    Raises
    ------
    BasculeError
        No file of the folder is usable.
    """
    kept: list[Kept] = []
    with tempfile.TemporaryDirectory() as name, recorded(kept):
        (Path(name) / f"export{suffix}").write_bytes(data)
        return kept, read_folder(Path(name), COMPANY, TODAY)


def verdict(sample: Sample, mutant: Mutant, name: str) -> Verdict:
    """Read a damaged file and compare what was accepted; never raises."""
    start = time.perf_counter()
    kept: list[Kept] = []
    imported: Imported | None = None
    try:
        kept, imported = read(mutant.data, mutant.suffix)
    except BasculeError as error:
        if error.code not in WORDINGS or not explain(error, Locale("fr")):
            return Verdict("crashed", detail=f"no words for {error.code}")
    except BaseException as error:  # a panic of compiled code is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        return Verdict("crashed", time.perf_counter() - start, "".join(traceback.format_exception(error))[-1800:])
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if seconds > LIMIT:
        # A machine busy with something else is no fault of the file: it is read once more.
        start = time.perf_counter()
        with suppress(BasculeError):
            read(mutant.data, mutant.suffix)
        seconds = min(seconds, time.perf_counter() - start)
    if seconds > LIMIT:
        return Verdict("slow", seconds, f"{seconds:.1f} s", peak=peak)
    if imported is None or not any(table.frame.height for table in kept):
        return Verdict("asked" if imported and imported.questions else "refused", seconds, peak=peak)
    found = [*_unsaid(imported), *problems(mutant.data, mutant.suffix, sample.mark, kept, imported)]
    if mutant.same:
        found += _changed(sample, kept, imported)
    cut = False
    if name == "truncated" and sample.is_text:
        wrong, cut = _beyond_the_cut(sample, mutant, kept)
        found += wrong
    return Verdict("differs" if found else "read", seconds, "; ".join(found)[:1500], cut, peak)


def _unsaid(imported: Imported) -> list[str]:
    codes = {code for report in imported.files for code, _ in report.messages}
    unknown = {*codes, *(refusal.code for refusal in imported.refusals)} - set(WORDINGS)
    return [f"no words for {sorted(unknown)}"] if unknown else []


@cache
def _baseline(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    sample = next(each for each in samples() if each.name == name)
    try:
        return _figures(read(sample.data, sample.suffix)[0])
    except BasculeError:
        return ()


def _figures(kept: list[Kept]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for table in kept:
        names = (
            [name for name in KNOWN[table.kind].amounts if name in table.frame.columns] if table.kind in KNOWN else []
        )
        found += [(table.kind, tuple(map(str, row))) for row in table.frame.select(names).iter_rows() if names]
    return tuple(sorted(found))


def _changed(sample: Sample, kept: list[Kept], imported: Imported) -> list[str]:
    if any(report.rows_refused for report in imported.files) or imported.questions or imported.refusals:
        return []
    told, before = _figures(kept), _baseline(sample.name)
    return [] if told == before else [f"not what the sample says: {told[:3]}, {before[:3]}"]


def _beyond_the_cut(sample: Sample, mutant: Mutant, kept: list[Kept]) -> tuple[list[str], bool]:
    """Compare with the sample itself: only a last cell that the end of the file cuts may differ, unseen by anyone."""
    wrong: list[str] = []
    for table in kept:
        known = KNOWN.get(table.kind)
        if known is None or known.wide:
            continue
        whole = rows_of(sample.data, known)
        mark = mark_of(whole, known, sample.mark)
        honest = {line: row for row in whole for line in row.lines}
        name, headers = next(iter(known.amounts.items()))
        last = max((line for row in rows_of(mutant.data, known) for line in row.lines), default=0)
        for line, told in table.frame.select("source_row", name).iter_rows():
            try:
                meant = amount(honest[line].get(headers) or "", mark) if line in honest else None
            except UnreadableError:
                meant = None
            if float(meant or 0) != (told or 0.0):
                if line == last and sample.data[len(mutant.data) - 1 :][:1] != b"\n":
                    return wrong, True
                wrong.append(f"line {line}: {told} where the whole file says {meant}")
    return wrong, False


def tried(rank: int) -> tuple[Sample, str, Mutant]:
    """Return the damaged file of a rank: samples in turn, then the mutations of each in turn."""
    from benchmarks.fuzz.mutate import mutations

    every = samples()
    sample = every[rank % len(every)]
    names = mutations(sample)
    name = names[(rank // len(every)) % len(names)]
    return sample, name, mutate(sample, name, str(rank))
