"""Answers to a price survey: whether one would buy, and which of the four questions on price a form asks."""

import re
from functools import lru_cache

import polars as pl

from bascule.ingest.source import Check
from bascule.ingest.words import folded

FOUR = ("too_cheap", "cheap", "expensive", "too_expensive")
# Degrees of saying so; the order matters, as "probably not" begins as "probably".
_NO = (
    r"^(?:no|non|false|faux|0|not? (?:at all|likely|very likely)|unlikely|very unlikely)\b|^(?:pas|peu|"
    r"tres peu) (?:du tout|probable)|improbable|\b(?:definitely|probably) (?:would )?not\b|(?:certainement|"
    r"probablement|surement) (?:pas|non)\b"
)
_MAYBE = (
    r"^(?:maybe|perhaps|might|neutral|not sure|unsure|undecided|peut-etre|je ne sais pas|ne sais pas|neutre|indecis)"
)
_YES = (
    r"^(?:yes|oui|true|vrai|1)\b|^(?:definitely|probably|certainly)\b|^(?:certainement|probablement|surement|"
    r"assurement)\b|^(?:very|extremely|quite|somewhat|fairly) likely\b|^likely\b|^(?:tres|assez|"
    r"plutot) probable\b"
)
_PRICE = r"\b(?:price|prix|cost|couterait|montant)\b"
_STILL = (
    r"not out of the question|some thought|(?:start|beginn)\w* to (?:get|be|seem)|getting expensive|becoming|"
    r"(?:still|might) (?:consider|buy)|commence|encore|reflech|reflexion|hesit"
)
_DEAR = r"\bexpensive\b|\bcher\b|\bchere\b|\bcouteux\b|\bhigh\b"
_REFUSED = r"too expensive|so expensive|trop (?:cher|chere|couteux)|si (?:cher|chere)|tellement (?:cher|chere)"
_QUALITY = r"qualit"
_LOW = r"\b(?:low|cheap|inexpensive|cheaply)\b|bon marche|\bbas\b|pas cher|peu cher|pas assez cher"
_BARGAIN = (
    r"bargain|good (?:value|buy|deal)|great (?:value|buy|deal)|bonne affaire|aubaine|rapport qualite|\bcheap\b|"
    r"bon marche"
)
_SHORT = {
    "too cheap": "too_cheap", "trop bon marche": "too_cheap", "trop bas": "too_cheap",
    "cheap": "cheap", "bargain": "cheap", "good value": "cheap", "bon marche": "cheap", "bonne affaire": "cheap",
    "expensive": "expensive", "getting expensive": "expensive", "cher": "expensive",
    "commence a etre cher": "expensive",
    "too expensive": "too_expensive", "trop cher": "too_expensive",
}  # fmt: skip


def would_buy(text: pl.Expr) -> pl.Expr:
    """Return yes, maybe or no as an answer says whether one would buy; null for anything else.

    1 and 0 are yes and no, as Typeform writes them; any other figure is a scale, and nothing says which way it runs.

    Examples
    --------
    >>> said = ["Oui", "Probably would not", "Probablement", "Might or might not", "1", "4", "Très probable"]
    >>> pl.DataFrame({"x": said}).select(would_buy(pl.col("x"))).to_series().to_list()
    ['yes', 'no', 'yes', 'maybe', 'yes', None, 'yes']
    """
    words = folded(text)
    meanings = ((_NO, "no"), (_MAYBE, "maybe"), (_YES, "yes"))
    return pl.coalesce([pl.when(words.str.contains(pattern)).then(pl.lit(meant)) for pattern, meant in meanings])


def on_a_scale(text: pl.Expr) -> pl.Expr:
    """Tell the answers that are figures where the column has others than 1 and 0: a scale, not yes and no."""
    words = folded(text)
    return words.str.contains(r"^\d+$") & words.str.contains(r"^(?:[2-9]|\d{2,})$").any()


@lru_cache(maxsize=4096)
def price_question(header: str) -> str:
    """Return which of the four questions a plain header asks, as `too_cheap question` …; itself where it is none.

    Examples
    --------
    >>> price_question("at what price would it be so expensive that you would not consider buying it?")
    'too_expensive question'
    >>> price_question("a quel prix commenceriez-vous a trouver le service cher, sans que ce soit hors de question ?")
    'expensive question'
    >>> price_question("at what price would you doubt its quality, as it is so cheap?"), price_question("bon marche")
    ('too_cheap question', 'cheap question')
    >>> price_question("what do you think of our prices?")
    'what do you think of our prices?'
    """
    text = header.rstrip(" :*?")
    found = _SHORT.get(text) or (_asked(text) if re.search(_PRICE, text) else None)
    return f"{found} question" if found else header


def _asked(text: str) -> str | None:
    if re.search(_QUALITY, text) and re.search(_LOW, text) and not re.search(r"rapport qualite|\bexpensive", text):
        return "too_cheap"
    if re.search(_DEAR, text) and re.search(_STILL, text):
        return "expensive"
    if re.search(_REFUSED, text):
        return "too_expensive"
    return "cheap" if re.search(_BARGAIN, text) else None


def price_checks(*names: str) -> tuple[Check, ...]:
    """Return the checks of prices that people gave: none is below zero."""
    return tuple(("amount_below_zero", name, pl.col(name) < 0) for name in names)


def answer_check() -> Check:
    """Return the check of whether one would buy: an answer that is not understood is refused."""
    answer = pl.col("answer")
    unread = would_buy(answer).is_null() | on_a_scale(answer)
    return ("purchase_answer_unknown", "answer", answer.is_not_null() & unread)
