"""The postal area of an address: the first three characters of a Canadian postal code, and nothing more of it.

Three characters name a few thousand households; the whole code may name one, so it is never kept.
"""

import polars as pl

# Canada Post uses neither D, F, I, O, Q nor U, and begins no code with W or Z.
_FIRST, _LETTER = "[ABCEGHJ-NPRSTVXY]", "[ABCEGHJ-NPRSTV-Z]"
_CODE = rf"^({_FIRST}\d{_LETTER})(?:\d{_LETTER}\d)?$"
HEADERS = ("area", "postal_code", "code_postal")


def area(code: pl.Expr) -> pl.Expr:
    """Return the postal area, in capitals; null for what is no Canadian postal code, nor the first half of one.

    Spaces, hyphens and the apostrophe by which a shop keeps spreadsheets from reading a number are not looked at.

    Examples
    --------
    >>> codes = pl.DataFrame({"x": ["'G7H 3P1", "h2x-1y4", "J7G", "90210", "W1A 1AA", None]})
    >>> codes.select(area(pl.col("x")))["x"].to_list()
    ['G7H', 'H2X', 'J7G', None, None, None]
    """
    bare = code.str.to_uppercase().str.replace_all(r"[\s'’\-\u00a0]", "")
    return bare.str.extract(_CODE)
