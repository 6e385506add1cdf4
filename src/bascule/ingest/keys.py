"""The two columns that tie a row of corrections to the row it corrects, and the hidden one that proves it."""

import hashlib
import json
from collections.abc import Sequence
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from bascule.ingest.headers import plain
from bascule.ingest.refused import Place, Refused

# They are read back, whatever the language of whoever reads: a format, not a wording.
FILE = {"en": "Bascule: file", "fr": "Bascule\u00a0: fichier"}
ROW = {"en": "Bascule: row", "fr": "Bascule\u00a0: ligne"}
KEY = {"en": "Bascule: key", "fr": "Bascule\u00a0: clé"}
REASON = {"en": "Reason", "fr": "Raison"}
REMEDY = {"en": "What to do", "fr": "Quoi faire"}
OWN = (FILE, ROW, KEY, REASON, REMEDY)


class Key(BaseModel):
    """Which version of a file a row is from, where its table lies in it, and how it writes numbers.

    `generation` is 1 for a correction of the file itself, 2 for a correction of a correction, and so on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: str
    before: int
    width: int
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    sheet: str = ""
    by_lines: bool = False
    generation: int = 1
    decimal: Literal[",", "."] | None = None

    @classmethod
    def of(cls, refused: Refused) -> Self:
        """Return the key of the rows of a table that has a place in its file."""
        place = refused.place
        if place is None:
            raise ValueError(refused.file)
        return cls.model_validate({
            **vars(place), "digest": refused.digest, "generation": refused.generation + 1, "decimal": refused.decimal,
        })  # fmt: skip

    @classmethod
    def unsealed(cls, text: str, file: str, row: int) -> Self | None:
        """Return the key of a row, or None where the text is not the one written for this row of this file."""
        try:
            values = json.loads(text)
            seal = values.pop("seal")
            key = cls.model_validate(values)
        except (ValueError, AttributeError, KeyError, TypeError, ValidationError):
            return None
        return key if seal == key._seal(file, row) else None

    def sealed(self, file: str, row: int) -> str:
        """Return the text that goes with a row of a file.

        Examples
        --------
        >>> key = Key(digest="0a", before=1, width=3)
        >>> Key.unsealed(key.sealed("a.csv", 7), "a.csv", 7) == key
        True
        >>> Key.unsealed(key.sealed("a.csv", 7), "a.csv", 8) is None
        True
        """
        return json.dumps({**self.model_dump(), "seal": self._seal(file, row)})

    def _seal(self, file: str, row: int) -> str:
        return hashlib.sha256(f"{self.model_dump_json()}|{file}|{row}".encode()).hexdigest()[:12]

    @property
    def place(self) -> Place:
        """Where the table lies in its file."""
        return Place(self.before, self.width, self.delimiter, self.sheet, self.by_lines)


def own_columns(row: Sequence[str]) -> dict[str, int]:
    r"""Return where a header row has Bascule's own columns, by their English names; empty where it is none.

    Examples
    --------
    >>> own_columns(["Bascule\u00a0: fichier", "Bascule : ligne", "Jour"])
    {'Bascule: file': 0, 'Bascule: row': 1}
    >>> own_columns(["Day", "Reason", "Cost"])
    {}
    """
    if not any(cell.lstrip("\ufeff \u00a0")[:7].lower() == "bascule" for cell in row):
        return {}
    names = [plain(cell) for cell in row]
    found = {
        own["en"]: names.index(name) for own in OWN for name in (plain(own["en"]), plain(own["fr"])) if name in names
    }
    return found if {FILE["en"], ROW["en"]} <= found.keys() else {}
