"""The designs of a test that a small company can run, as data, and the forms that each may take for a channel."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from bascule.company import ChannelClass
from bascule.proposals import DesignName

FILE = Path(__file__).with_name("designs.toml")
# Designs that switch the whole channel in time, and those that hold back a part of the people throughout.
IN_TIME: tuple[DesignName, ...] = ("switchback", "staggered_stop")
# A block lasts two weeks where half of the effect takes more than one to come, or the platform learns anew each time.
LONG_BLOCK, LEARNING = 2, frozenset({"automated"})
# Fewer blocks than three pairs have too few orders to be read.
LEAST_BLOCKS = 6


@dataclass(frozen=True)
class Design:
    """One design; the fields are explained at the head of `designs.toml`."""

    name: DesignName
    classes: frozenset[str]
    weeks: tuple[int, ...]
    shares: tuple[float, ...]
    saved: float
    leak: float
    setup_hours: float
    change_hours: float
    reading_hours: float
    sure: str
    source: str

    def hours(self, changes: int) -> float:
        """Return the hours of work that a test of so many changes takes.

        Examples
        --------
        >>> designs()["switchback"].hours(8)
        7.0
        """
        return self.setup_hours + self.change_hours * changes + self.reading_hours


@dataclass(frozen=True)
class Form:
    """One form of a design: how many weeks, in blocks of how many, what share is held back."""

    design: Design
    weeks: int
    block: int
    share: float


@cache
def _table() -> dict[str, dict[str, Any]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


@cache
def designs() -> dict[DesignName, Design]:
    """Return every design, by name."""
    return {name: _design(name, dict(_table()[name])) for name in get_args(DesignName)}


def _design(name: DesignName, table: dict[str, Any]) -> Design:
    classes, weeks, shares = (table.pop(field) for field in ("classes", "weeks", "shares"))
    return Design(name=name, classes=frozenset(classes), weeks=tuple(weeks), shares=tuple(shares), **table)


def hourly() -> float:
    """Return what an hour of work on a test is taken to cost, company currency.

    Examples
    --------
    >>> hourly()
    60.0
    """
    return float(_table()["general"]["hourly"])


def suited(channel_class: ChannelClass) -> list[Design]:
    """Return the designs that suit a kind of channel.

    Examples
    --------
    >>> [design.name for design in suited("email")], [design.name for design in suited("directory")]
    (['list_holdout'], ['staggered_stop'])
    """
    return [design for design in designs().values() if channel_class in design.classes]


def forms(design: Design, half_weeks: int, channel_class: ChannelClass, weeks: int | None = None) -> list[Form]:
    """Return the forms that a design may take for one channel.

    Parameters
    ----------
    design : Design
    half_weeks : int
        Weeks until half of the effect of a week's spending has come, that week included.
    channel_class : str
    weeks : int, optional
        Only this duration, among those of the design or not.

    Examples
    --------
    >>> [(form.weeks, form.block) for form in forms(designs()["switchback"], 2, "video")]
    [(12, 2)]
    """
    tried = design.weeks if weeks is None else (weeks,)
    block = 1
    if design.name == "switchback":
        block = LONG_BLOCK if half_weeks > 1 or channel_class in LEARNING else 1
        tried = tuple(n for n in tried if n % (2 * block) == 0 and n >= LEAST_BLOCKS * block)
    return [Form(design, n, block, share) for n in tried for share in design.shares]
