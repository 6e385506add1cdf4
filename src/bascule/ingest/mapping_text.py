"""A mapping written into the text of `bascule.toml`, whose comments and layout are kept."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import PurePath

from bascule.company import MappingSettings
from bascule.errors import BasculeError
from bascule.ingest.headers import plain

_SUFFIXES = frozenset(
    {".gz", ".zip", ".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".tab", ".dat"}
)


def with_mapping(text: str, name: str, mapping: MappingSettings, comment: str = "") -> str:
    r"""Return the text of a TOML file with one mapping added, or replaced; everything else is as it was.

    Raises
    ------
    BasculeError
        `company_unreadable` when the text is no TOML, or cannot take the mapping without another change.

    Examples
    --------
    >>> mapping = MappingSettings(table="sales", columns={"date": "Jour", "revenue": "Ventes"})
    >>> print(with_mapping("name = 'N' # us\n", "caisse", mapping))
    name = 'N' # us
    <BLANKLINE>
    [mappings.caisse]
    table = "sales"
    <BLANKLINE>
    [mappings.caisse.columns]
    date = "Jour"
    revenue = "Ventes"
    <BLANKLINE>
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        held = document.setdefault("mappings", tomlkit.table(is_super_table=True))
        held[name] = _table(mapping, comment)
        written = tomlkit.dumps(document)
        if MappingSettings.model_validate(tomllib.loads(written)["mappings"][name]) != mapping:
            raise ValueError(name)
    except (TOMLKitError, tomllib.TOMLDecodeError, AttributeError, TypeError, KeyError, ValueError) as error:
        raise BasculeError("company_unreadable", file="bascule.toml", detail=str(error)) from error
    return written


def _table(mapping: MappingSettings, comment: str) -> object:
    import tomlkit

    table = tomlkit.table()
    for line in comment.splitlines():
        table.add(tomlkit.comment(line))
    values = mapping.model_dump(exclude_none=True, mode="json")
    columns = values.pop("columns")
    for field, value in values.items():
        if value:
            table.add(field, _inline(value) if isinstance(value, dict) else value)
    table.add("columns", columns)
    return table


def _inline(value: dict[str, object]) -> object:
    import tomlkit

    inline = tomlkit.inline_table()
    inline.update(value)
    return inline


def name_for(file: str, taken: Iterable[str]) -> str:
    """Return a name for the shape of a file: the file's own, without its dates; never one that is taken.

    Examples
    --------
    >>> name_for("Ventes_caisse 2026-09.csv.gz", []), name_for("2026.xlsx", ["file"])
    ('ventes_caisse', 'file_2')
    """
    stem = PurePath(file).name
    while PurePath(stem).suffix.lower() in _SUFFIXES:
        stem = PurePath(stem).stem
    words = [word for word in re.split(r"[^a-z0-9]+", plain(stem)) if word and not word.isdigit()]
    name, used = "_".join(words) or "file", set(taken)
    rank = 2
    unique = name
    while unique in used:
        unique, rank = f"{name}_{rank}", rank + 1
    return unique
