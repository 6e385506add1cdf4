"""Merge the French catalogues (`fr/*.po`, one a room) into the `fr/bascule.mo` that gettext reads.

Run `python -m bascule.locale.compile` after changing a `.po`; the result is committed.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bascule.locale.catalogue import FOLDER

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

# Nothing that changes from one run to the next: the same sources give the same bytes.
_HEADER = (
    "Language: fr_CA\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n > 1);\n"
)


class DisagreementError(Exception):
    """Two rooms translate one message differently, or a translation is fuzzy or missing."""


def merged(folder: Path) -> "Catalog":
    """Return the catalogue made of all `.po` files of a folder.

    Raises
    ------
    DisagreementError
        When a message is untranslated, fuzzy, or translated in two ways.

    Examples
    --------
    >>> merged(FOLDER / "fr").get("Keep").string
    'Garder'
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    whole = Catalog(locale="fr_CA", fuzzy=False)
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            room = read_po(file, locale="fr_CA", abort_invalid=True)
        for message in room:
            if message.id:
                _add(whole, message, path.name)
    return whole


def _add(whole: "Catalog", message: "Message", origin: str) -> None:
    key = message.id if isinstance(message.id, str) else message.id[0]
    forms = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    if message.fuzzy or not all(forms):
        raise DisagreementError(f"{origin}: no settled translation of {key!r}")
    known = whole.get(key)
    if known is not None and known.string != message.string:
        raise DisagreementError(f"{origin}: {key!r} is {known.string!r} elsewhere, {message.string!r} here")
    whole.add(message.id, message.string)


def compiled(folder: Path) -> bytes:
    """Return the bytes of the `.mo` file of a folder of `.po` files; the same sources give the same bytes.

    Examples
    --------
    >>> compiled(FOLDER / "fr")[:4].hex()
    'de120495'
    """
    from babel.messages.catalog import Catalog, Message
    from babel.messages.mofile import write_mo

    class Dateless(Catalog):
        def __iter__(self) -> Iterator[Message]:
            yield Message("", string=_HEADER)
            yield from (message for message in merged(folder) if message.id)

    buffer = io.BytesIO()
    write_mo(buffer, Dateless())
    return buffer.getvalue()


def write(folder: Path) -> Path:
    """Write `bascule.mo` beside the `.po` files, aside first so that no reader sees half of it."""
    target = folder / "bascule.mo"
    aside = target.with_suffix(f".{os.getpid()}.part")
    aside.write_bytes(compiled(folder))
    aside.replace(target)
    return target


if __name__ == "__main__":
    write(FOLDER / "fr")
