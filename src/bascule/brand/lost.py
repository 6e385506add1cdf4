"""Why a deal was lost, as whoever sold wrote it: whether the price is what it names, in either language."""

import polars as pl

from bascule.ingest.words import folded

# Whole words of folded text. A budget that is not there is no price: nothing would have been bought at any.
_PRICE = (
    r"\b(?:prices?|priced|pricing|pricey|prix|tarifs?|tarification|cheres?|chers?|cheaper|expensive|costly|"
    r"costs?|couts?|couteu(?:x|ses?)|dispendieu(?:x|ses?)|discounts?|rabais|escomptes?|undercut|underbid|"
    r"over budget|hors budget|depass\w* (?:le |son |leur |du )?budget|au dela du budget|"
    r"low(?:er|est) (?:bids?|bidder|quotes?|offer)|plus bas soumissionnaire|"
    r"(?:soumission|offre) (?:plus|moins) (?:basse|elevee)|moins disant)\b|^trop elevee?s?$|^too (?:high|much)$"
)
_NOT_PRICE = (
    r"\bnot (?:about|because of|due to|for|a matter of|a question of) (?:the )?(?:price|cost)|"
    r"\b(?:price|cost) (?:is |was )?not (?:an?|the) (?:issue|problem|reason)|"
    r"\bpas (?:une question de|a cause du|pour le|une affaire de|lie au) (?:prix|cout)|"
    r"\b(?:switching|change) costs?\b|\bcouts? (?:de|du) changement\b|"
    r"\bchers? (?:clients?|monsieur|madame|partenaires?)\b"
)


def on_price(reason: pl.Expr) -> pl.Expr:
    """Return whether a deal was lost on price as its reason says; null where no reason was written.

    Parameters
    ----------
    reason : Expr
        Text, `lost_reason` of `deals`.

    Examples
    --------
    >>> said = ["Trop dispendieux", "Price", "Went silent", "Pas une question de prix", "Sans budget", "", None]
    >>> pl.DataFrame({"x": said}).select(on_price(pl.col("x")))["x"].to_list()
    [True, True, False, False, False, None, None]
    """
    words = folded(reason).str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    named = words.str.contains(_PRICE) & ~words.str.contains(_NOT_PRICE)
    return pl.when(words != "").then(named)
