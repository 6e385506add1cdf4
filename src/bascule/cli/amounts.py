"""Kinds of value that the verbs take: an amount of money, an amount for a channel, a channel to try."""

import re
from typing import Any

import click

from bascule.cli.verbs import Session
from bascule.locale import N_

AMOUNT = re.compile(r"(?P<whole>\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+)(?:[.,](?P<cents>\d{1,2}))?\s*\$?")
# As in bascule.toml.
MOST, MOST_FACTOR = 1e12, 20.0
FACTOR = re.compile(r"\d+(?:[.,]\d+)?")
AMOUNT_REFUSED = N_("{value} is not an amount per week. Write 1200 or 1200.50, or the word usual.")
PLAIN_REFUSED = N_("{value} is not an amount. Write 1200 or 1200.50.")
SIGNED_REFUSED = N_("{value} is not an amount. Write 1200, 1200.50, or -1200 for spending taken away.")
PAIR_REFUSED = N_("{value} does not name a channel and a figure. Write radio=500.")
FACTOR_REFUSED = N_(
    "{value} does not say how the price of a channel changes. Write meta=1.2 for a fifth more; 20 at most."
)
NEW_REFUSED = N_(
    "{value} does not describe a channel to try. Write tiktok=social_prospecting:500, the class one of: {classes}"
)


def amount(value: str) -> float | None:
    """Return the amount that a person wrote, or None; beyond MOST, nobody means it.

    Examples
    --------
    >>> amount("1 200,50"), amount("1200.5 $"), amount("-3")
    (1200.5, 1200.5, None)
    """
    found = AMOUNT.fullmatch(value.strip())
    if found is None:
        return None
    read = float(re.sub(r"\D", "", found["whole"]) + "." + (found["cents"] or "0"))
    return read if read <= MOST else None


def refusal(ctx: click.Context | None, message: str, **params: object) -> str:
    """Word a refusal in the session's language."""
    session = ctx.find_object(Session) if ctx else None
    return message.format(**params) if session is None else session.locale.t(message, **params)


class Amount(click.ParamType[float | None]):
    """An amount of money; with `usual`, also that word (the mean of the last 52 weeks, given as None)."""

    name = "amount"

    def __init__(self, usual: bool = False) -> None:
        self.usual = usual

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float | None:
        """Return the amount.

        Examples
        --------
        >>> Amount().convert("1 200,50", None, None), Amount(usual=True).convert("usual", None, None)
        (1200.5, None)
        """
        if value is None or isinstance(value, float):
            return value
        words = str(value).strip()
        if self.usual and words.lower() in ("usual", "habituel"):
            return None
        found = amount(words)
        if found is None:
            self.fail(refusal(ctx, AMOUNT_REFUSED if self.usual else PLAIN_REFUSED, value=words), param, ctx)
        return found


class SignedAmount(click.ParamType[float]):
    """An amount of money, which may be below zero."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the amount.

        Examples
        --------
        >>> SignedAmount().convert("-1 200,50", None, None)
        -1200.5
        """
        if isinstance(value, float):
            return value
        words = str(value).strip().replace("\u2212", "-")
        size = amount(words.removeprefix("-"))
        if size is None:
            self.fail(refusal(ctx, SIGNED_REFUSED, value=value), param, ctx)
        return -size if words.startswith("-") else size


class Pair(click.ParamType[tuple[str, float]]):
    """A channel and a figure, as `radio=500`."""

    name = "channel=amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        """Return the channel and the figure.

        Examples
        --------
        >>> Pair().convert("radio = 1 200", None, None)
        ('radio', 1200.0)
        """
        if isinstance(value, tuple):
            return value
        name, equal, figure = str(value).rpartition("=")
        found = amount(figure)
        if not equal or not name.strip() or found is None:
            self.fail(refusal(ctx, PAIR_REFUSED, value=value), param, ctx)
        return name.strip(), found


class PriceChange(click.ParamType[tuple[str, float]]):
    """A channel and by what its price is multiplied, as `meta=1.2`."""

    name = "channel=factor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        """Return the channel and the factor.

        Examples
        --------
        >>> PriceChange().convert("meta=1,125", None, None)
        ('meta', 1.125)
        """
        if isinstance(value, tuple):
            return value
        name, _, figure = (part.strip() for part in str(value).rpartition("="))
        factor = float(figure.replace(",", ".")) if FACTOR.fullmatch(figure) else 0.0
        if not name or not 0 < factor <= MOST_FACTOR:
            self.fail(refusal(ctx, FACTOR_REFUSED, value=value), param, ctx)
        return name, factor


class NewChannelValue(click.ParamType[tuple[str, Any]]):
    """A channel to try, as `tiktok=social_prospecting:500`."""

    name = "name=class:amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        """Return its name, and its class and most per week.

        Examples
        --------
        >>> NewChannelValue().convert("tiktok=social_prospecting:500", None, None)
        ('tiktok', {'class': 'social_prospecting', 'most': 500.0})
        """
        from typing import get_args

        from bascule.company import ChannelClass

        if isinstance(value, tuple):
            return value
        name, _, rest = str(value).rpartition("=")
        kind, _, figure = rest.partition(":")
        most = amount(figure)
        if not name.strip() or kind.strip() not in get_args(ChannelClass) or not most:
            classes = ", ".join(get_args(ChannelClass))
            self.fail(refusal(ctx, NEW_REFUSED, value=value, classes=classes), param, ctx)
        return name.strip(), {"class": kind.strip(), "most": most}
