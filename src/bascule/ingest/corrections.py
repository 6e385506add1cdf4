"""Corrected rows take the place of refused ones, as if the file itself had been fixed; the file is never touched."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from csv import Error as CsvError
from dataclasses import dataclass, field, replace
from pathlib import Path

from bascule.errors import BasculeError
from bascule.ingest.archive import Scratch
from bascule.ingest.encoding import Content
from bascule.ingest.fixed import Correction, corrections_of, is_fixed
from bascule.ingest.imported import FileReport, Refusal
from bascule.ingest.message import Message
from bascule.ingest.reader import FileRead, refused_file
from bascule.ingest.records import find_rows, rewrite_text, rewrite_workbook
from bascule.ingest.refused import Place, with_cells

SOURCE = "corrections"
_Rows = dict[int, Sequence[str]]


@dataclass(frozen=True)
class Mended:
    """A file to read: itself, or its copy with corrected rows.

    Attributes
    ----------
    path : Path
    content : Content
        Its digest is of the file and of what was corrected.
    original : Content
        Of the file as it lies in the folder.
    rows : int
        Rows replaced.
    books : tuple of str
        The files of corrections they come from.
    generation : int
        The highest of their generations.
    """

    path: Path
    content: Content
    original: Content
    rows: int = 0
    books: tuple[str, ...] = ()
    generation: int = 0


@dataclass
class Corrections:
    """The corrections of a folder, and what became of them.

    Attributes
    ----------
    scratch : Scratch
        Where copies with corrected rows are written.
    every_row : bool
        Whether the cells of refused rows are looked up.
    """

    scratch: Scratch
    every_row: bool = False
    _books: dict[str, int] = field(default_factory=dict)
    _waiting: dict[str, list[Correction]] = field(default_factory=dict)
    _refused: list[Refusal] = field(default_factory=list)
    _failed: list[FileRead] = field(default_factory=list)

    def find(self, folder: Path, paths: Iterable[Path]) -> list[Path]:
        """Read the files of corrections among `paths`; return the other files."""
        others: list[Path] = []
        for path in paths:
            if not is_fixed(path):
                others.append(path)
                continue
            book = path.relative_to(folder).as_posix()
            self._books[book] = 0
            try:
                for correction in corrections_of(path, book):
                    self._take(correction)
            except BasculeError as error:
                self._failed.append(refused_file(FileReport(book), error))
        return others

    def _take(self, correction: Correction) -> None:
        if correction.key is None:
            self._refuse(correction, "correction_not_refused")
            return
        self._waiting.setdefault(correction.file.partition(" › ")[0], []).append(correction)

    def mended(self, file: str, path: Path, content: Content) -> Mended:
        """Return a file as it is to be read; corrections made for another version of it are refused."""
        mine = self._chosen(self._waiting.pop(file, []), content.digest)
        if not mine:
            return Mended(path, content, content)
        try:
            copy, changed = self._copied(path, content, mine)
        except (BasculeError, CsvError):
            for correction in mine.values():
                self._refuse(correction, "correction_unusable")
            return Mended(path, content, content)
        done = set(changed)
        applied = [mine[where] for where in changed]
        for correction in applied:
            self._books[correction.book] += 1
        if not applied:
            return Mended(path, content, content)
        told = sorted((*where, correction.cells) for where, correction in mine.items() if where in done)
        digest = hashlib.sha256(json.dumps([content.digest, told]).encode()).hexdigest()
        encoding = content.encoding if content.nature == "workbook" else "utf-8"
        generation = max(correction.key.generation for correction in applied if correction.key)
        books = tuple(dict.fromkeys(correction.book for correction in applied))
        return Mended(
            copy, replace(content, digest=digest, encoding=encoding), content, len(applied), books, generation
        )

    def _chosen(self, found: list[Correction], digest: str) -> dict[tuple[str, int], Correction]:
        """Return one correction a row: that of the last generation; two that differ are both refused."""
        rivals: dict[tuple[str, int], list[Correction]] = {}
        for correction in found:
            if correction.key is None or correction.key.digest != digest:
                self._refuse(correction, "correction_other_version")
                continue
            rivals.setdefault((correction.key.sheet, correction.row), []).append(correction)
        chosen: dict[tuple[str, int], Correction] = {}
        for where, each in rivals.items():
            last = max(rival.key.generation for rival in each if rival.key)
            latest = [rival for rival in each if rival.key and rival.key.generation == last]
            if len({rival.cells for rival in latest}) > 1:
                for rival in latest:
                    self._refuse(rival, "correction_rivals")
                continue
            chosen[where] = latest[0]
        return chosen

    def _copied(
        self, path: Path, content: Content, mine: Mapping[tuple[str, int], Correction]
    ) -> tuple[Path, list[tuple[str, int]]]:
        target = self.scratch.place() / f"00000{path.suffix[:8]}"
        if content.nature == "workbook":
            rows: dict[str, _Rows] = {}
            for (sheet, row), correction in mine.items():
                rows.setdefault(sheet, {})[row] = correction.cells
            changed = rewrite_workbook(path, rows, target)
            return target, [(sheet, row) for sheet, numbers in changed.items() for row in numbers]
        places: dict[Place, _Rows] = {}
        for (_, row), correction in mine.items():
            if correction.key:
                places.setdefault(correction.key.place, {})[row] = correction.cells
        done: list[tuple[str, int]] = []
        for rank, (place, wanted) in enumerate(places.items()):
            step = target.with_name(f"{rank:05d}{path.suffix[:8]}")
            done += [("", row) for row in rewrite_text(path, content, place, wanted, step)]
            path, content = step, replace(content, encoding="utf-8")
        return path, done

    def told(self, reads: list[FileRead], mended: Mended) -> list[FileRead]:
        """Return what a file gave, saying how many of its rows were corrected, and with its refused rows' cells."""
        reads = [self._located(read, mended) for read in reads]
        if not mended.rows:
            return reads
        message: Message = ("rows_corrected", {"rows": mended.rows, "others": list(mended.books)})
        reads = [
            replace(read, report=replace(read.report, encoding=read.report.encoding and mended.original.encoding))
            for read in reads
        ]
        first = reads[0]
        said = replace(first.report, messages=(*first.report.messages, message))
        return [replace(first, report=said), *reads[1:]]

    def _located(self, read: FileRead, mended: Mended) -> FileRead:
        refused = read.refused
        if refused is None:
            return read
        refused = replace(refused, digest=mended.original.digest, generation=mended.generation)
        if self.every_row and refused.place:
            wanted = refused.rows["row"].to_list()
            refused = with_cells(refused, *find_rows(mended.path, mended.content, refused.place, wanted))
        return replace(read, refused=refused)

    def reads(self) -> list[FileRead]:
        """Return what became of the files of corrections; those of files that are not there are refused."""
        for left in self._waiting.values():
            for correction in left:
                self._refuse(correction, "correction_file_gone")
        self._waiting = {}
        failed = {read.report.file for read in self._failed}
        return [*self._failed, *(self._read(book) for book in self._books if book not in failed)]

    def _read(self, book: str) -> FileRead:
        refusals = tuple(refusal for refusal in self._refused if refusal.file == book)
        message: Message = ("corrections_read", {"rows": self._books[book]})
        return FileRead(FileReport(book, source=SOURCE, table=SOURCE, messages=(message,)), refusals=refusals)

    def _refuse(self, correction: Correction, code: str) -> None:
        params = {
            "file": correction.book, "row": correction.line, "other": correction.file or "—",
            "other_row": correction.row or "—",
        }  # fmt: skip
        value = f"{correction.file}, {correction.row}"
        self._refused.append(Refusal(correction.book, correction.line, None, value, code, params))
