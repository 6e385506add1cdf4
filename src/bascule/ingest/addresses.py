"""The addresses behind the keys of customers, for as long as a command runs: they are written nowhere by Bascule.

Only a hash of an address is kept. To write to someone, the address is found again in the folder's own files, which are
read anew: each identity that is hashed on the way is looked at, and those that are addresses are remembered in memory.
"""

from collections.abc import Callable

import polars as pl

_ADDRESS = r"^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$"

Keys = Callable[[pl.Series], pl.Series]


class Addresses:
    """The addresses heard while a folder is read.

    Examples
    --------
    >>> addresses = Addresses()
    >>> keys = addresses.listening(lambda identities: identities.str.len_chars().cast(pl.String))
    >>> _ = keys(pl.Series(["Ada@example.com ", "A-77", None]))
    >>> addresses.pairs().rows()
    [('16', 'ada@example.com')]
    """

    def __init__(self) -> None:
        self._heard: list[pl.DataFrame] = []

    def __repr__(self) -> str:
        return "Addresses()"

    def listening(self, keys: Keys) -> Keys:
        """Return the same function of identities, to which this one listens."""

        def heard(identities: pl.Series) -> pl.Series:
            found = keys(identities)
            plain = identities.cast(pl.String).str.strip_chars().str.to_lowercase()
            pairs = pl.DataFrame({"customer_key": found, "address": plain})
            self._heard.append(pairs.filter(pl.col("address").str.contains(_ADDRESS)).unique())
            return found

        return heard

    def pairs(self) -> pl.DataFrame:
        """Return customer_key and address, one row a key."""
        nobody = pl.DataFrame(schema={"customer_key": pl.String(), "address": pl.String()})
        return pl.concat([nobody, *self._heard]).drop_nulls().unique("customer_key").sort("customer_key")
