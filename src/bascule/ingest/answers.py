"""Answers to surveys made canonical: a score, how disappointed one would be, whether the company is known."""

import polars as pl

from bascule.ingest.words import folded

SURVEYS = {
    "nps": ("nps", "net promoter score", "recommandation", "recommendation"),
    "disappointed": ("disappointed", "pmf", "product-market fit", "deception", "decus"),
    "awareness": ("awareness", "notoriete"),
}
_DEGREES = {
    "very": "very|extremely|tres|extremement|vraiment",
    "somewhat": "somewhat|a bit|plutot|un peu|assez",
    "not": "not|pas|aucunement",
}
# Who no longer is a customer has no answer to give.
_NO_ANSWER = r"^(?:n/?a|s/?o)\b|no longer use|n'utilise plus|ne sais pas|don't know|prefer not"


def disappointment(text: pl.Expr) -> pl.Expr:
    """Return very, somewhat or not as an answer says how disappointed one would be; null for anything else.

    Examples
    --------
    >>> said = pl.DataFrame({"x": ["Très déçu(e)", "Somewhat disappointed", "Pas déçu (ce n'est pas si utile)", "?"]})
    >>> said.select(disappointment(pl.col("x"))).to_series().to_list()
    ['very', 'somewhat', 'not', None]
    """
    words = folded(text)
    about = words.str.contains(r"disappoint|decue?s?|^(?:very|somewhat|not|tres|plutot|pas)$")
    degrees = [
        pl.when(about & words.str.contains(rf"^(?:{first})\b")).then(pl.lit(degree))
        for degree, first in _DEGREES.items()
    ]
    return pl.coalesce(degrees)


def awareness(text: pl.Expr) -> pl.Expr:
    """Return yes or no as an answer begins with; null for anything else.

    Examples
    --------
    >>> pl.DataFrame({"x": ["Oui, déjà", "No", "Peut-être"]}).select(awareness(pl.col("x")))["x"].to_list()
    ['yes', 'no', None]
    """
    first = folded(text).str.extract(r"^(yes|oui|no|non|true|false)\b", 1)
    return first.replace_strict(
        {"yes": "yes", "oui": "yes", "true": "yes", "no": "no", "non": "no", "false": "no"},
        default=None, return_dtype=pl.String,
    )  # fmt: skip


def out_of_range(score: pl.Expr) -> pl.Expr:
    """Tell the scores that are no whole number from 0 to 10.

    Examples
    --------
    >>> pl.DataFrame({"x": [0.0, 10.0, 11.0, 7.5]}).select(out_of_range(pl.col("x")))["x"].to_list()
    [False, False, True, True]
    """
    return (score < 0) | (score > 10) | (score != score.round())


def not_understood(answer: pl.Expr, read: pl.Expr) -> pl.Expr:
    """Tell the answers that say something which was not understood; to have none to give is an answer.

    Examples
    --------
    >>> said = pl.DataFrame({"x": ["Oui", "Peut-être", "N/A - I no longer use it", None]})
    >>> said.select(not_understood(pl.col("x"), awareness(pl.col("x"))))["x"].to_list()
    [False, True, False, False]
    """
    return answer.is_not_null() & read.is_null() & ~folded(answer).str.contains(_NO_ANSWER)
