"""What was measured, as Markdown: medians with the smallest and the largest, then ratios."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.processes import Cost
from benchmarks.speed.driver import Answer

BASCULE = "Bascule"
HEAD = (
    "| series | tool | whole process, s | processor, s | peak, MiB | fit, s | min ESS | max R-hat | divergences | "
    "ESS/s, whole process | ESS/s, fit |"
)
RATIOS = "| series | other tool | time, whole process | peak memory | time, fit | ESS/s, whole process | ESS/s, fit |"


@dataclass
class Runs:
    """The counted runs of one tool on one series: whole processes of one fit, and the last fit of longer ones.

    A whole process is not charged for computing the diagnostics that only the table needs.
    """

    costs: list[Cost] = field(default_factory=list)
    wholes: list[Answer] = field(default_factory=list)
    fits: list[Answer] = field(default_factory=list)

    def add_whole(self, cost: Cost, answer: Answer) -> None:
        """Count a whole process."""
        self.costs.append(Cost(cost.wall - answer.reporting, cost.cpu - answer.reporting, cost.peak))
        self.wholes.append(answer)

    @property
    def walls(self) -> list[float]:
        """Seconds of each whole process."""
        return [cost.wall for cost in self.costs]

    @property
    def rates(self) -> list[float]:
        """Effective draws per second of each whole process."""
        return [answer.ess / cost.wall for answer, cost in zip(self.wholes, self.costs, strict=True)]

    @property
    def fit_rates(self) -> list[float]:
        """Effective draws per second of each fit in a warm process."""
        return [answer.ess / answer.fit for answer in self.fits]


Measured = dict[tuple[str, str], Runs]


def digits(value: float) -> str:
    """Return a figure with three significant digits, whole above 100.

    Examples
    --------
    >>> digits(1234.6), digits(12.345), digits(0.5)
    ('1235', '12.3', '0.50')
    """
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(values: Sequence[float]) -> str:
    """Return the median of figures, with the smallest and the largest.

    Examples
    --------
    >>> spread([3.0, 1.0, 2.0]), spread([2.0])
    ('2.00 (1.00–3.00)', '2.00')
    """
    middle = digits(statistics.median(values))
    return middle if len(values) == 1 else f"{middle} ({digits(min(values))}–{digits(max(values))})"


def row(series: str, tool: str, runs: Runs) -> str:
    """Return the row of a tool on a series; R-hat and divergences are the worst of all its fits."""
    every = runs.wholes + runs.fits
    cells = (
        series, tool, spread(runs.walls), spread([cost.cpu for cost in runs.costs]),
        spread([cost.peak for cost in runs.costs]), spread([answer.fit for answer in runs.fits]),
        spread([answer.ess for answer in every]), f"{max(answer.rhat for answer in every):.3f}",
        str(max(answer.divergences for answer in every)), spread(runs.rates), spread(runs.fit_rates),
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Return a ratio of medians: how many times ours is theirs."""
    return f"{digits(statistics.median(ours) / statistics.median(theirs))} ×"


def ratio_row(series: str, tool: str, ours: Runs, theirs: Runs) -> str:
    """Return how many times Bascule's figures are another tool's."""
    of: tuple[Callable[[Runs], list[float]], ...] = (
        lambda runs: runs.walls,
        lambda runs: [cost.peak for cost in runs.costs],
        lambda runs: [answer.fit for answer in runs.fits],
        lambda runs: runs.rates,
        lambda runs: runs.fit_rates,
    )
    return f"| {series} | {tool} | " + " | ".join(ratio(figure(ours), figure(theirs)) for figure in of) + " |"


def ruled(head: str) -> list[str]:
    """Return the head of a table and the line under it."""
    return [head, "|---" * (head.count("|") - 1) + "|"]


def tables(measured: Measured) -> str:
    """Return both tables: what was measured, and Bascule's figures over each other tool's."""
    lines = ruled(HEAD) + [row(series, tool, runs) for (series, tool), runs in measured.items()]
    lines += ["", "Bascule's figure over the other tool's:", "", *ruled(RATIOS)]
    for (series, tool), theirs in measured.items():
        if tool != BASCULE:
            lines.append(ratio_row(series, tool, measured[series, BASCULE], theirs))
    return "\n".join(lines)
