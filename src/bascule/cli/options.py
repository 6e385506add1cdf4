"""Options that several verbs share, and the kinds of value they take."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bascule.cli.verbs import Session
from bascule.locale import N_

AMOUNT = re.compile(r"(?P<whole>\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+)(?:[.,](?P<cents>\d{1,2}))?\s*\$?")
LANG_HELP = N_("Language to answer in; without it, that of the environment.")
AMOUNT_REFUSED = N_("{value} is not an amount per week. Write 1200 or 1200.50, or the word usual.")

Verb = Callable[..., Any]


class Budget(click.ParamType[float | None]):
    """An amount of money per week, or the word `usual` (the mean of the last 52 weeks, given as None)."""

    name = "amount|usual"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float | None:
        """Return the amount; `1 200,50` and `1200.50` are the same.

        Examples
        --------
        >>> Budget().convert("1 200,50", None, None), Budget().convert("usual", None, None)
        (1200.5, None)
        """
        if value is None or isinstance(value, float):
            return value
        words = str(value).strip()
        if words.lower() in ("usual", "habituel"):
            return None
        amount = AMOUNT.fullmatch(words)
        if amount is None:
            self.fail(refusal(ctx, words), param, ctx)
        return float(re.sub(r"\D", "", amount["whole"]) + "." + (amount["cents"] or "0"))


def refusal(ctx: click.Context | None, value: str) -> str:
    """Word the refusal of an amount in the session's language."""
    session = ctx.find_object(Session) if ctx else None
    if session is None:
        return AMOUNT_REFUSED.format(value=value)
    return session.locale.t(AMOUNT_REFUSED, value=value)


def lang_option(verb: Verb) -> Verb:
    """Accept `--lang` on a verb too; :func:`bascule.cli.speech.language` has read it already."""
    return click.option("--lang", type=click.Choice(["fr", "en"]), expose_value=False, help=LANG_HELP)(verb)


def folder_argument(verb: Verb) -> Verb:
    """Take the folder of exports, which must be there."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.argument("folder", type=kind)(verb)


def out_option(text: str) -> Callable[[Verb], Verb]:
    """Take the folder to write in, made if missing."""
    return click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help=text)
