"""What a file is made of, told by its bytes: encoding, damage, workbook, digest."""

import codecs
import hashlib
import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Nature = Literal["text", "workbook", "archive", "binary", "empty"]
_CHUNK = 1 << 20
_HEAD = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ZIP, _GZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What only a workbook holds: Excel's list of types, OpenDocument's own type.
_WORKBOOK_PARTS = ("[Content_Types].xml", "mimetype")


@dataclass(frozen=True)
class Content:
    """What the bytes of a file say of it.

    `damaged` means that some bytes fit no character of the encoding, `cut` that only the last character is
    incomplete; `digest` is the SHA-256 of all bytes.
    """

    nature: Nature
    encoding: str
    digest: str
    damaged: bool = False
    cut: bool = False

    @property
    def streams(self) -> bool:
        """Whether the file can be read as it lies, without decoding it first."""
        return self.encoding in {"utf-8", "utf-8-sig"} and not (self.damaged or self.cut)


def examine(path: Path) -> Content:
    """Return what a file is, reading it once, a block at a time.

    Raises
    ------
    OSError
        The file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(0)
        if not head.strip(b"\x00\t\r\n "):
            return Content("empty", "utf-8", _digest(file))
        if head.startswith((_ZIP, _OLD_WORKBOOK)) or head.startswith(_GZIP):
            nature: Nature = "archive" if head.startswith(_GZIP) or _is_archive(path) else "workbook"
            return Content(nature, nature, _digest(file))
        known = _by_mark(head) or _by_zeros(head)
        if known is None and b"\x00" in head:
            return Content("binary", "binary", _digest(file))
        encoding = known or "utf-8"
        if encoding in {"utf-8", "utf-8-sig"}:
            return _utf8_or_cp1252(file, encoding)
        cut = path.stat().st_size % 2 == 1
        return Content("text", encoding, _digest(file), cut=cut)


def _is_archive(path: Path) -> bool:
    # A zip that cannot be opened is said to be a damaged workbook, by far the most frequent case.
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return False
    return not any(part in names for part in _WORKBOOK_PARTS)


def decode(path: Path, content: Content) -> str:
    """Return the whole text of a file; what fits no character becomes U+FFFD."""
    return path.read_bytes().decode(content.encoding, errors="replace")


def head_text(path: Path, content: Content, size: int = _HEAD) -> str:
    """Return the beginning of a file as text."""
    with path.open("rb") as file:
        data = file.read(size)
    decoder = codecs.getincrementaldecoder(content.encoding)(errors="replace")
    return decoder.decode(data, final=False)


@contextmanager
def utf8_stream(path: Path, content: Content) -> Iterator[Path | IO[bytes]]:
    """Give the text of a file in UTF-8 to whoever reads it in blocks, recoded on the way where it is not."""
    if content.streams:
        yield path
        return
    with path.open("rb") as file, io.BufferedReader(_Recoded(file, content.encoding), _CHUNK) as stream:
        yield stream


class _Recoded(io.RawIOBase):
    """A file read as another encoding; what fits no character becomes U+FFFD, and no byte order mark is left."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._ready = b""
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        while not self._ready:
            data = self._file.read(_CHUNK)
            text = self._decoder.decode(data, final=not data)
            if not self._begun:
                text = text.lstrip("\ufeff")
                self._begun = bool(text)
            self._ready = text.encode()
            if not data:
                break
        given = self._ready[: len(view)]
        view[: len(given)] = given
        self._ready = self._ready[len(given) :]
        return len(given)


def _digest(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def _by_mark(head: bytes) -> str | None:
    return next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)


def _by_zeros(head: bytes) -> str | None:
    # Latin text in UTF-16 has a zero in nearly every other byte: the second of each pair when little-endian.
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half >= 4 and odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if half >= 4 and even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _utf8_or_cp1252(file: BufferedReader, encoding: str) -> Content:
    # One pass for both the digest and the characters: a file may be large.
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(errors="strict")
    wrong: UnicodeDecodeError | None = None
    cut = False
    last = False
    while not last:
        block = file.read(_CHUNK)
        last = not block
        digest.update(block)
        try:
            if wrong is None:
                decoder.decode(block, final=last)
        except UnicodeDecodeError as error:
            wrong = error
            cut = last and error.reason == "unexpected end of data"
    if wrong is None or cut:
        return Content("text", encoding, digest.hexdigest(), cut=wrong is not None)
    file.seek(0)
    damaged = encoding == "utf-8-sig" or _mostly_utf8(file)
    return Content("text", encoding if damaged else "cp1252", digest.hexdigest(), damaged=damaged)


def _mostly_utf8(file: BufferedReader) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    right = wrong = 0
    last = False
    while not last:
        block = file.read(_CHUNK)
        last = not block
        text = decoder.decode(block, final=last)
        beyond = len(text) - len(text.encode("ascii", "ignore"))
        lost = text.count("\ufffd")
        right, wrong = right + beyond - lost, wrong + lost
    return right > wrong
