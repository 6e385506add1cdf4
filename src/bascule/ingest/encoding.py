"""What a file is made of, told by its bytes: encoding, damage, workbook, digest."""

import codecs
import hashlib
import re
import zipfile
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Literal

Nature = Literal["text", "workbook", "archive", "binary", "empty"]
_CHUNK = 1 << 20
_HEAD = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
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
        digest = hashlib.file_digest(_rewound(file), "sha256").hexdigest()
        if not head.strip(b"\x00\t\r\n "):
            return Content("empty", "utf-8", digest)
        if head.startswith((_ZIP, _OLD_WORKBOOK)) or head.startswith(_GZIP):
            nature: Nature = "archive" if head.startswith(_GZIP) or _is_archive(path) else "workbook"
            return Content(nature, nature, digest)
        known = _by_mark(head) or _by_zeros(head)
        if known is None and b"\x00" in head:
            return Content("binary", "binary", digest)
        encoding = known or "utf-8"
        if encoding in {"utf-8", "utf-8-sig"}:
            return _utf8_or_cp1252(_rewound(file), encoding, digest)
        cut = path.stat().st_size % 2 == 1
        return Content("text", encoding, digest, cut=cut)


def _is_archive(path: Path) -> bool:
    # A zip that cannot be opened is said to be a damaged workbook, by far the most frequent case.
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
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


def _rewound(file: BufferedReader) -> BufferedReader:
    file.seek(0)
    return file


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


def _utf8_or_cp1252(file: BufferedReader, encoding: str, digest: str) -> Content:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="strict")
    try:
        while block := file.read(_CHUNK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _second_look(_rewound(file).read(), encoding, digest)
    return Content("text", encoding, digest)


def _second_look(data: bytes, encoding: str, digest: str) -> Content:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end >= len(data):
            return Content("text", encoding, digest, cut=True)
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = len(_BEYOND_ASCII.findall(text)) - wrong
    if encoding == "utf-8-sig" or right > wrong:
        return Content("text", encoding, digest, damaged=True)
    return Content("text", "cp1252", digest)
