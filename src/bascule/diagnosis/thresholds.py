"""From where on a finding is to be reviewed, or fails: thresholds as data, each with its source."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from bascule.decisions import Severity

FILE = Path(__file__).with_name("thresholds.toml")


@dataclass(frozen=True)
class Threshold:
    """One threshold; the fields are explained at the head of `thresholds.toml`."""

    review: float
    worse: Literal["above", "below"]
    source: str
    fail: float | None = None

    def severity(self, value: float) -> Severity:
        """Return what to make of a value; one that lies on a threshold is still on its good side.

        Examples
        --------
        >>> of = threshold("refresh_share")
        >>> of.severity(0.15), of.severity(0.2), of.severity(0.6)
        ('pass', 'review', 'fail')
        """
        if self.fail is not None and self._beyond(value, self.fail):
            return "fail"
        return "review" if self._beyond(value, self.review) else "pass"

    def _beyond(self, value: float, limit: float) -> bool:
        return value > limit if self.worse == "above" else value < limit


@cache
def thresholds() -> dict[str, Threshold]:
    """Return every threshold, by name."""
    with FILE.open("rb") as file:
        return {name: Threshold(**table) for name, table in tomllib.load(file).items()}


def threshold(name: str) -> Threshold:
    """Return one threshold.

    Raises
    ------
    KeyError
        There is none of this name.
    """
    return thresholds()[name]
