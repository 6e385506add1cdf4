"""Customers are known by a salted hash only: the salt stays in the folder, the address is never kept."""

import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

# Tables of what was hashed: customers, deals that have no number of their own, addresses in the names of calendars.
SALTED = frozenset({"orders", "customers", "consents", "subscriptions", "deals", "hours"})
_SIZE = 32
# Texts of Python take five times what they hold.
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Salt:
    """What customers are hashed with, never shown.

    `kept` tells whether the folder already holds it; a salt just drawn is kept with the first snapshot, so that
    looking at a folder writes nothing.
    """

    value: bytes
    kept: bool

    def __repr__(self) -> str:
        return f"Salt(kept={self.kept})"


def salt_path(folder: Path) -> Path:
    """Return where a folder keeps its salt."""
    return folder / ".bascule" / "salt"


def read_salt(folder: Path) -> Salt:
    """Return the salt of a folder, or one drawn at random.

    Raises
    ------
    OSError
        The salt is there and may not be read.
    """
    path = salt_path(folder)
    if path.is_file():
        return Salt(bytes.fromhex(path.read_text("ascii").strip()), kept=True)
    return Salt(secrets.token_bytes(_SIZE), kept=False)


def keep_salt(folder: Path, salt: Salt) -> Salt:
    """Write the salt for its owner's eyes only, unless there is one already; return the one in force.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    path = salt_path(folder)
    path.parent.mkdir(exist_ok=True)
    aside = path.with_name(f".salt.{secrets.token_hex(8)}.part")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(salt.value.hex())
            file.flush()
            os.fsync(file.fileno())
        _claim(aside, path)
    finally:
        aside.unlink(missing_ok=True)
    return read_salt(folder)


def customer_keys(salt: Salt) -> Callable[[pl.Series], pl.Series]:
    """Return the function that hashes identities (addresses, customer numbers); blank ones have no key.

    Examples
    --------
    >>> keys = customer_keys(Salt(b"0" * 32, kept=False))
    >>> hashed = keys(pl.Series(["Ada@example.com ", "ada@example.com", None]))
    >>> hashed[0] == hashed[1], len(hashed[0]), hashed[2]
    (True, 32, None)
    """

    def keys(identities: pl.Series) -> pl.Series:
        plain = identities.str.strip_chars().str.to_lowercase()
        distinct = plain.drop_nulls().unique()
        distinct = distinct.filter(distinct != "")
        if distinct.is_empty():
            return pl.repeat(None, identities.len(), dtype=pl.String, eager=True).alias(identities.name)
        hashed = pl.concat([_hashed(part, salt) for part in distinct.to_frame().iter_slices(_AT_ONCE)], rechunk=True)
        return plain.replace_strict(distinct, hashed, default=None, return_dtype=pl.String)

    return keys


def _hashed(identities: pl.DataFrame, salt: Salt) -> pl.Series:
    texts = identities.to_series()
    hashed = [hashlib.blake2b(text.encode(), key=salt.value, digest_size=16).hexdigest() for text in texts]
    return pl.Series(hashed, dtype=pl.String)


def _claim(aside: Path, path: Path) -> None:
    # Of two first runs at once, one salt wins, whole; a disk without hard links renames instead.
    try:
        os.link(aside, path)
    except FileExistsError:
        return
    except OSError:
        if not path.exists():
            aside.replace(path)
