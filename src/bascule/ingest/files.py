"""Which files of a folder are looked at, and what `bascule.toml` says of each."""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from bascule.company import FILE_NAMES, Company, FileSettings
from bascule.errors import BasculeError

ARCHIVES = frozenset({".zip", ".gz"})
# Folders of our own results, which any of these files marks, are no exports; nor are results written among exports
# (`--out FOLDER`).
# The lists to call are written under a name in the language of who asks.
_LISTS = frozenset({"call_list.xlsx", "call_list.csv", "liste_appels.xlsx", "liste_appels.csv"})
_OUTPUT_MARKS = frozenset({"decisions.json", "plan.json", "test-protocol.html", "call_list.xlsx", "liste_appels.xlsx"})
_OUTPUTS = frozenset({"budget.xlsx", "plan.csv"}) | _LISTS


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder to look at: not hidden, not Bascule's own, not in a folder of results.

    Raises
    ------
    BasculeError
        `folder_missing` or `no_permission`.
    """
    if not folder.is_dir():
        raise BasculeError("folder_missing", folder=str(folder))
    try:
        entries = sorted(folder.iterdir())
    except PermissionError as error:
        raise BasculeError("no_permission", path=str(folder)) from error
    results = _OUTPUTS if any(entry.name in _OUTPUT_MARKS for entry in entries) else frozenset()
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name in FILE_NAMES or entry.name in results:
            continue
        if entry.is_file():
            yield entry
        elif entry.is_dir() and not entry.is_symlink() and not _is_output(entry):
            yield from files_of(entry)


def _is_output(folder: Path) -> bool:
    return any((folder / mark).exists() for mark in _OUTPUT_MARKS)


def settings_of(name: str, company: Company | None) -> FileSettings:
    """Return what `bascule.toml` says of a file: of the patterns that match its path or its name, the first wins.

    What the first leaves unsaid, as does a section whose lines are still comments, the next patterns may say; but
    whether the file is read at all, the first that says anything decides.

    Examples
    --------
    >>> company = Company(name="A", gross_margin=0.4, files={"Meta*": {"currency": "CAD"}})
    >>> settings_of("2026/meta.csv", company).currency
    'CAD'
    """
    named = name.lower().partition(" › ")[0]
    names = {name.lower(), named, named.rpartition("/")[2]}
    # A member of an archive also obeys what is said of its archive.
    names |= {"/".join(parents) for parents in _ancestors(named)} | {parents[-1] for parents in _ancestors(named)}
    said: dict[str, object] = {}
    for pattern, settings in (company.files if company else {}).items():
        lowered = pattern.lower()
        if any(each == lowered or fnmatch(each, lowered) for each in names):
            more = settings.model_dump(exclude_unset=True, exclude={"ignore"} if said else None)
            said = {**more, **said}
    return FileSettings.model_validate(said)


def _ancestors(name: str) -> list[list[str]]:
    parts = name.split("/")
    return [parts[:end] for end in range(1, len(parts)) if PurePosixPath(parts[end - 1]).suffix in ARCHIVES]
