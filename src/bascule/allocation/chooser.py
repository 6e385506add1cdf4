"""The plan that any weighing of the posterior's draws would choose, at once for many weighings."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.allocation.curves import Response
from bascule.panel import Floats

Cents = NDArray[np.int64]
# Steps into which the money that may move is cut, to find the right hill …
UNITS = 48
# … and how it is climbed: by exchanges of ever smaller parts of a step, so many of each.
PARTS, EXCHANGES = (0.5, 0.25, 0.125, 0.0625), 4


@dataclass(frozen=True)
class TableChooser:
    """The best split of a budget on a grid, by expected margin, as :class:`bascule.allocation.information.Chooser`.

    Attributes
    ----------
    response : Response
    weeks : int
        Of the horizon.
    usual : array of shape (channels,), currency per week
    floor, ceiling : arrays of shape (channels,), cents per week
    budget : int
        Cents per week, all of which are spent.
    step : int
        Cents of one step of the grid.
    tables : tuple of arrays of shape (draws, points)
        Change of margin of each channel at each step above its floor, company currency over the horizon.
    """

    response: Response
    weeks: int
    usual: Floats
    floor: Cents
    ceiling: Cents
    budget: int
    step: int
    tables: tuple[Floats, ...]

    @classmethod
    def of(
        cls, response: Response, weeks: int, usual: Floats, low: list[int], high: list[int], budget: int
    ) -> "TableChooser":
        """Return the chooser of a budget (cents a week) between bounds (cents a week), over so many weeks."""
        floor, ceiling = np.array(low, dtype=np.int64), np.array(high, dtype=np.int64)
        free = int(budget - floor.sum())
        step = max(1, -(-free // UNITS))
        points = [int(min(room, free) // step) + 1 for room in ceiling - floor]
        spends = [(floor[c] + step * np.arange(count)) / 100 for c, count in enumerate(points)]
        tables = tuple(_change(response, weeks, c, float(usual[c]), spend) for c, spend in enumerate(spends))
        return cls(response, weeks, usual, floor, ceiling, budget, step, tables)

    def best(self, weights: Floats) -> Cents:
        """Return the plan of the greatest expected margin under each weighing (cases, draws), (cases, channels)."""
        units = int((self.budget - self.floor.sum()) // self.step)
        worths = [weights @ table for table in self.tables]
        reached = np.full((len(weights), units + 1), -np.inf)
        reached[:, 0] = 0.0
        choices = []
        for worth in worths:
            reached, chosen = _add(reached, worth)
            choices.append(chosen)
        taken = _back(choices, int(np.flatnonzero(np.isfinite(reached[0]))[-1]))
        start = (self._filled(taken.astype(float)) - self.floor) / self.step
        return self._filled(_climb(worths, start, (self.ceiling - self.floor) / self.step))

    def gains(self, cents: Cents) -> Floats:
        """Return the change of margin of each plan (cases, channels) against the usual one, (cases, draws)."""
        total = np.zeros((len(cents), self.tables[0].shape[0]))
        for c, column in enumerate(np.asarray(cents).T):
            spends, place = np.unique(column, return_inverse=True)
            total += _change(self.response, self.weeks, c, float(self.usual[c]), spends / 100)[:, place].T
        return total

    def _filled(self, taken: Floats) -> Cents:
        # What no step takes goes where it fits, as the budget is spent to the cent.
        cents = self.floor + np.floor(self.step * taken + 1e-6).astype(np.int64)
        for c in range(cents.shape[1]):
            rest = self.budget - cents.sum(axis=1)
            cents[:, c] += np.minimum(rest, self.ceiling[c] - cents[:, c])
        return np.asarray(cents)


def _change(response: Response, weeks: int, channel: int, usual: float, spends: Floats) -> Floats:
    margins = response.margin(channel, np.append(spends, usual))
    return np.asarray(weeks * (margins[:, :-1] - margins[:, -1:]))


def _add(reached: Floats, worths: Floats) -> tuple[Floats, Cents]:
    """Return the best of each total (cases, units + 1) with one more channel, of `worths` (cases, points), and how."""
    units = reached.shape[1] - 1
    found = np.full_like(reached, -np.inf)
    chosen = np.zeros(reached.shape, dtype=np.int64)
    for k in range(min(worths.shape[1], units + 1)):
        tried = reached[:, : units + 1 - k] + worths[:, k : k + 1]
        better = tried > found[:, k:]
        found[:, k:] = np.where(better, tried, found[:, k:])
        chosen[:, k:] = np.where(better, k, chosen[:, k:])
    return found, chosen


def _climb(worths: list[Floats], taken: Floats, most: Floats) -> Floats:
    """Return better plans (cases, channels), in steps above the floor, at most `most` (channels,).

    A channel of less than two steps of room stays where it is.
    """
    rows = np.arange(len(taken))
    still = np.array([worth.shape[1] < 3 for worth in worths])
    for part in PARTS:
        for _ in range(EXCHANGES):
            here = _worth(worths, taken)
            down, up = (_worth(worths, taken + move) - here for move in (-part, part))
            down[(taken < part) | still] = -np.inf
            up[(taken + part > most) | still] = -np.inf
            both = down[:, :, None] + up[:, None, :]
            both[:, np.arange(taken.shape[1]), np.arange(taken.shape[1])] = -np.inf
            giver, taker = np.unravel_index(both.reshape(len(taken), -1).argmax(axis=1), both.shape[1:])
            moved = np.where(both[rows, giver, taker] > 0, part, 0.0)
            taken[rows, giver] -= moved
            taken[rows, taker] += moved
    return taken


def _worth(worths: list[Floats], taken: Floats) -> Floats:
    """Return the worth of each channel at places between its steps (cases, channels); 0 where it has no room."""
    found = np.zeros(taken.shape)
    for c, worth in enumerate(worths):
        if worth.shape[1] >= 3:
            found[:, c] = _between(worth, taken[:, c])
    return found


def _between(worth: Floats, place: Floats) -> Floats:
    """Return the worth (cases,) at places between the steps, by the parabola of the three nearest ones."""
    rows = np.arange(len(worth))
    middle = np.clip(np.rint(place).astype(np.int64), 1, worth.shape[1] - 2)
    before, at, after = (worth[rows, middle + k] for k in (-1, 0, 1))
    away = place - middle
    return np.asarray(at + away * (after - before) / 2 + away**2 * (after - 2 * at + before) / 2)


def _back(choices: list[Cents], left: int) -> Cents:
    cases = choices[0].shape[0]
    remaining = np.full(cases, left, dtype=np.int64)
    taken = np.zeros((cases, len(choices)), dtype=np.int64)
    for c in reversed(range(len(choices))):
        taken[:, c] = choices[c][np.arange(cases), remaining]
        remaining -= taken[:, c]
    return taken
