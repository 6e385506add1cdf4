"""What the rows of an unknown file may need before they count: lines added by order, returns, cancelled orders."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import polars as pl

from bascule.ingest.headers import plain
from bascule.ingest.numbers import is_blank, tidy
from bascule.ingest.profile import Profile
from bascule.ingest.taxonomy import bare
from bascule.ingest.words import YES

Values = dict[str, tuple[str, ...]]
_UNDONE = frozenset({
    "cancelled", "canceled", "cancel", "annule", "annulee", "annules", "annulees", "void", "voided", "failed", "echec",
    "echouee", "echoue", "declined", "refuse", "refusee", "expired", "expire", "expiree", "draft", "brouillon", "test",
    "abandoned", "abandonne", "abandonnee",
})  # fmt: skip
_RETURNED = frozenset({
    "return", "returned", "returns", "retour", "retours", "retourne", "retournee", "refund", "refunded", "rembourse",
    "remboursee", "remboursement", "credit", "credit note", "credit memo", "note de credit", "avoir",
})  # fmt: skip
_QUANTITIES = frozenset({
    "quantity", "qty", "quantite", "qte", "quantities", "quantity ordered", "item quantity", "nombre d unites",
    "lineitem quantity", "quantite commandee", "units", "unites", "nb unites",
})  # fmt: skip
_ENOUGH = 0.01
_SOME = 0.05
_MOSTLY = 0.95


def undone(profiles: Sequence[Profile]) -> Values:
    """Return, by header, the values that mark a row as no business done (cancelled, void, test …).

    Examples
    --------
    >>> from bascule.ingest.profile import profile
    >>> undone([profile("Statut", 0, pl.Series(["Payée", "Annulée"]))])
    {'Statut': ('Annulée',)}
    """
    return _marked(profiles, _UNDONE)


def returned(profiles: Sequence[Profile]) -> Values:
    """Return, by header, the values that mark a row as a return or a credit.

    Examples
    --------
    >>> from bascule.ingest.profile import profile
    >>> returned([profile("is_return", 0, pl.Series(["True", "False"]))])
    {'is_return': ('True',)}
    """
    return _marked(profiles, _RETURNED)


def positive(cells: Mapping[str, pl.Series], marks: Values, amounts: Sequence[str]) -> Values:
    """Return the marks of returns whose amounts are not below zero: whether to take them off has to be asked.

    Parameters
    ----------
    cells : mapping
        Header → its cells.
    marks : dict
        As :func:`returned` gives.
    amounts : sequence of str
        Headers of the columns of money.

    Examples
    --------
    >>> cells = {"Type": pl.Series(["Vente", "Retour"]), "Montant": pl.Series(["12", "5"])}
    >>> positive(cells, {"Type": ("Retour",)}, ["Montant"])
    {'Type': ('Retour',)}
    """
    found: Values = {}
    for header, values in marks.items():
        marked = cells[header].str.strip_chars().is_in(values)
        said = pl.concat([cells[name].filter(marked).alias("x") for name in amounts] or [pl.Series("x", [], pl.String)])
        below = said.to_frame().filter(~is_blank(pl.col("x"))).select(tidy(pl.col("x")).str.starts_with("-"))["x"]
        if below.len() and float(below.mean() or 0.0) < _MOSTLY:  # type: ignore[arg-type]
            found[header] = values
    return found


def lines(orders: pl.Series, amounts: Sequence[pl.Series]) -> Literal["add", "ask"] | None:
    """Return what to do where an order has several rows: add amounts that differ, ask about amounts that repeat.

    None where (nearly) every order has one row.

    Examples
    --------
    >>> several = pl.Series(["1", "1", "2"])
    >>> lines(several, [pl.Series(["5", "7", "3"])]), lines(several, [pl.Series(["5", "5", "3"])])
    ('add', 'ask')
    >>> lines(pl.Series(["1", "2"]), [pl.Series(["5", "5"])]) is None
    True
    """
    rows = pl.DataFrame({"order": orders, **{f"a{place}": amount for place, amount in enumerate(amounts)}})
    distinct = [pl.col(f"a{place}").n_unique() for place in range(len(amounts))]
    each = rows.filter(~is_blank(pl.col("order"))).group_by("order").agg(pl.len().alias("rows"), *distinct)
    several = each.filter(pl.col("rows") > 1)
    if several.height <= _ENOUGH * each.height:
        return None
    differ = several.filter(pl.any_horizontal(pl.exclude("order", "rows") > 1)).height if amounts else 0
    return "add" if differ >= _SOME * several.height else "ask"


def quantity(profiles: Sequence[Profile]) -> str | None:
    """Return the header of how many units a row is of, or None.

    Examples
    --------
    >>> from bascule.ingest.profile import profile
    >>> quantity([profile("Qté", 0, pl.Series(["2", "-1"]))])
    'Qté'
    """
    told = (seen for seen in profiles if seen.integers > _MOSTLY and _words(seen.header) in _QUANTITIES)
    return next((seen.header for seen in told), None)


def of_one_unit(header: str) -> Literal["yes", "perhaps", "no"]:
    """Return whether a header says that its amounts are the price of one unit.

    Examples
    --------
    >>> of_one_unit("UnitPrice"), of_one_unit("Prix"), of_one_unit("Total")
    ('yes', 'perhaps', 'no')
    """
    words = set(_words(header).split())
    if words & {"unit", "unitaire", "each"}:
        return "yes"
    return "perhaps" if words & {"price", "prix"} else "no"


def _words(header: str) -> str:
    return bare(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header))


def _marked(profiles: Sequence[Profile], words: frozenset[str]) -> Values:
    found: Values = {}
    for seen in profiles:
        marks = tuple(value for value in seen.values if plain(value) in words)
        if marks and len(marks) < seen.distinct:
            found[seen.header] = marks
        elif seen.flags == 1.0 and set(_words(seen.header).split()) & words:
            marks = tuple(value for value in seen.values if plain(value) in YES)
            found |= {seen.header: marks} if marks else {}
    return found
