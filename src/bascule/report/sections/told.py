"""Reasons as sentences: those of one part, and those that several things share said once."""

from collections.abc import Iterable, Sequence

from bascule.plans import Reason
from bascule.report.blocks import Block, Bullets, Strong, items, sentence
from bascule.report.brief import Brief


def of_part(reasons: Iterable[Reason], part: str) -> tuple[Reason, ...]:
    """Return the reasons whose code begins with the name of a part.

    Examples
    --------
    >>> [one.code for one in of_part([Reason(code="fit_no_survey"), Reason(code="director_year")], "director")]
    ['director_year']
    """
    return tuple(reason for reason in reasons if reason.code.startswith(f"{part}_"))


def bulleted(brief: Brief, reasons: Sequence[Reason]) -> list[Block]:
    """Return the sentences of reasons side by side; nothing where there are none."""
    return [Bullets(items([brief.reason(reason) for reason in reasons]))] if reasons else []


def noted(brief: Brief, reasons: Sequence[Reason]) -> list[Block]:
    """Return the sentences of reasons as a note; nothing where there are none."""
    return [sentence(" ".join(brief.reason(reason) for reason in reasons), kind="note")] if reasons else []


def shared(brief: Brief, named: Iterable[tuple[str, Reason]]) -> list[Block]:
    """Return the sentences of reasons with the names of what they are said of, each sentence once."""
    found: dict[str, list[str]] = {}
    for name, reason in named:
        found.setdefault(brief.reason(reason), []).append(name)
    told = tuple((Strong(brief.locale.listing(names)), f" – {said}") for said, names in found.items())
    return [Bullets(told)] if told else []
