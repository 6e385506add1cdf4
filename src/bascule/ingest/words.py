"""Words in a cell that stand for something fixed (yes or no, a kind, a grain), in either language."""

from collections.abc import Mapping

import polars as pl

YES = ("true", "1", "yes", "oui", "vrai", "x")
NO = ("false", "0", "no", "non", "faux")


def folded(text: pl.Expr) -> pl.Expr:
    """Return texts in lower case, without accents, with single ordinary spaces.

    Examples
    --------
    >>> pl.DataFrame({"x": [" Catégorie "]}).select(folded(pl.col("x")))["x"].to_list()
    ['categorie']
    """
    bare = text.str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    return bare.str.replace_all(r"\s+", " ").str.strip_chars()


def meaning(text: pl.Expr, words: Mapping[str, tuple[str, ...]]) -> pl.Expr:
    """Return what texts stand for: the key whose words (folded) have them; null for any other.

    Examples
    --------
    >>> kinds = {"brand": ("brand", "marque"), "rival": ("rival",)}
    >>> pl.DataFrame({"x": ["Marque", "rival", "?"]}).select(meaning(pl.col("x"), kinds))["x"].to_list()
    ['brand', 'rival', None]
    """
    known = {word: key for key, accepted in words.items() for word in accepted}
    return folded(text).replace_strict(known, default=None, return_dtype=pl.String)


def flag(text: pl.Expr) -> pl.Expr:
    """Return yes and no as true and false; null for anything else.

    Examples
    --------
    >>> pl.DataFrame({"x": ["Oui", "FALSE", "1", "?"]}).select(flag(pl.col("x")))["x"].to_list()
    [True, False, True, None]
    """
    known = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
    return folded(text).replace_strict(known, default=None, return_dtype=pl.Boolean)
