"""Whether any plan beats ours: `python -m benchmarks.allocation.optimality [WORLDS] --plans 100000`.

WORLDS holds folders of exports (media.csv, sales.csv, company.toml); without it, three small companies are simulated.
Each is fitted, and planned for each attitude to risk. Beside the plan: plans at random within the same limits, half of
them near it, every one on what the optimiser maximises; every plan there is, where three channels move by steps; and a
bound on what a plan could gain that may change every channel every week. The truth of a simulated company is not read.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np

from bascule.allocation.answer import answer
from bascule.allocation.optimum import Cents, Domain
from bascule.allocation.risk import Aim, Total, aim_at, best
from bascule.plans import Risk
from benchmarks.allocation.cases import Case, from_folder
from benchmarks.allocation.plan import RISKS
from benchmarks.allocation.search import every_plan, random_plans, worths
from benchmarks.allocation.weekly import Limits, free_weeks, over_usual
from benchmarks.machine import facts
from benchmarks.processes import ROOT
from benchmarks.speed.table import ruled

COMPANIES, SEED = 3, 7
# Channels of an exhaustive search, and amounts of the one that has most.
SMALL, AMOUNTS = 3, 400
# Plans worth less than this more are the same plan: currency over the horizon.
CENT = 0.01
HEAD = (
    "| company | channels | risk | worth of ours | gap stated | others worth a cent more | by at most | "
    "three channels by steps: plans | the best of all is worth more by |"
)
WEEKLY = "| company | S-shaped, held | gain of ours | every week free, met | bound | more at most | tables' error |"


@dataclass(frozen=True)
class Rivals:
    """What other plans are worth beside ours: `value` and `gap` ours; `most` the best other's; currency."""

    value: float
    gap: float
    count: int
    beaten: int
    most: float

    @property
    def more(self) -> float:
        """How much more than ours the best other is worth, 0 if none is."""
        return max(self.most - self.value, 0.0)


@dataclass(frozen=True)
class Row:
    """A company and an attitude to risk: its row and what that tells; `stake` is the gain to be expected at best."""

    line: str
    risk: Risk
    stake: float
    random: Rivals
    every: Rivals


@dataclass(frozen=True)
class Freedom:
    """Expected gain of ours, of the best weekly plan met, and the bound; `tables` is ours as the tables have it."""

    held: int
    ours: float
    tables: float
    met: float
    bound: float


def against_random(aim: Aim, case: Case, plans: int, rng: np.random.Generator) -> Rivals:
    """Return our plan beside plans at random, and beside changing nothing."""
    found = best(aim, case.domain, case.total)
    assert found is not None
    others = random_plans(case.domain, int(found.cents.sum()), plans, found.cents, rng)
    return _rivals(aim, found.cents, found.gap, np.concatenate([case.ground.usual[None], others]))


def against_all(aim: Aim, case: Case, amounts: int = AMOUNTS) -> Rivals:
    """Return our plan beside every other, where the three channels that spend most move by steps."""
    chosen = np.sort(np.argsort(-case.ground.usual)[:SMALL])
    domain, budget = by_steps(case.domain, case.ground.usual, chosen, amounts)
    part = replace(aim, tables=[aim.tables[c] for c in chosen])
    found = best(part, domain, Total(budget))
    assert found is not None
    return _rivals(part, found.cents, found.gap, np.concatenate(list(every_plan(domain, budget))))


def by_steps(domain: Domain, usual: Cents, channels: Cents, amounts: int) -> tuple[Domain, int]:
    """Return some channels' domain in steps, the second's twice the others', and a budget that these can meet."""
    low, high = domain.low[channels], domain.high[channels]
    step = max(1, int((high - low).max()) // amounts)
    steps = step * np.where(np.arange(len(channels)) == 1, 2, 1)
    even = Domain(-(-low // steps) * steps, high // steps * steps, steps, np.zeros(len(channels), dtype=bool))
    return even, int(usual[channels].sum()) // step * step


def _rivals(aim: Aim, cents: Cents, gap: float, others: Cents) -> Rivals:
    value = float(worths(aim, cents[None])[0])
    worth = worths(aim, others)
    return Rivals(value, gap, len(others), int((worth > value + CENT).sum()), float(worth.max()))


def freedom(case: Case) -> Freedom:
    """Return our plan for the expected gain, ramps included, beside what full freedom every week could gain."""
    ground = replace(case.ground, wishes=replace(case.ground.wishes, risk="neutral"))
    made = answer(ground, case.total)
    outlook = made.ground.outlook
    course = np.stack([outlook.course(c, x / 100) for c, x in enumerate(made.cents)])
    low, high = (outlook.weeks * edge / 100 for edge in (ground.bounds.low, ground.bounds.high))
    asked = (ground.seen, outlook.worth, ground.gross_margin, course)
    free = free_weeks(*asked, Limits(float(course.sum()), low, high))
    held = int((ground.seen.slope != 1.0).sum())
    return Freedom(held, over_usual(*asked), made.chosen.optimum.value, free.met, free.bound)


def row(case: Case, risk: Risk, stake: float, random: Rivals, every: Rivals) -> str:
    """Return the row of a company and an attitude to risk."""
    cells = (
        case.name, len(case.ground.usual), risk, f"{random.value:,.2f}",
        f"{random.gap:,.2f} ({random.gap / stake:.4%})", random.beaten,
        f"{random.more:.4f} ({random.more / stake:.5%})", every.count, f"{every.more:.4f} of a gap of {every.gap:.2f}",
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def weekly_row(case: Case, found: Freedom) -> str:
    """Return the row of a company whose plan may change every week."""
    gain = max(found.ours, CENT)
    cells = (
        case.name, found.held, f"{found.ours:,.2f}", f"{found.met / gain - 1:+.2%}", f"{found.bound:,.2f}",
        f"{found.bound / gain - 1:.2%}", f"{abs(found.tables / gain - 1):.1e}",
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def folders(worlds: Path | None, place: Path) -> list[Path]:
    """Return the folders of companies asked for, or of those simulated now."""
    if worlds is None:
        script = ROOT / "benchmarks" / "truth" / "simulate.py"
        asked = ["--mechanism", "all", "--companies", str(COMPANIES), "--seed", str(SEED)]
        subprocess.run([sys.executable, script, place, *asked], check=True)
    return sorted(path.parent for path in (worlds or place).glob("*/media.csv"))


def rows(case: Case, plans: int, rng: np.random.Generator) -> Iterator[Row]:
    """Yield a row for each attitude to risk, and the rivals it tells of."""
    tables = case.ground.tables(case.ground.seen)
    variants = [case.ground.tables(variant) for variant in case.ground.variants]
    neutral = best(aim_at(tables, "neutral"), case.domain, case.total, certify=False)
    assert neutral is not None
    stake = max(neutral.value, CENT)
    for risk in RISKS:
        aim = aim_at(tables, risk, variants)
        random, every = against_random(aim, case, plans, rng), against_all(aim, case)
        yield Row(row(case, risk, stake, random, every), risk, stake, random, every)


def of_risk(risk: Risk, own: Sequence[Row]) -> str:
    """Return what all companies show of one attitude to risk."""
    beaten = sum(one.random.beaten > 0 for one in own)
    outside = sum(rivals.more > rivals.gap + CENT for one in own for rivals in (one.random, one.every))
    more, gap = max(one.random.more / one.stake for one in own), max(one.random.gap / one.stake for one in own)
    return (
        f"- {risk}: {beaten} of {len(own)} plans met another worth a cent more, by {more:.5%} of the expected gain at "
        f"most; {outside} beyond the gap stated ({gap:.4%} at most); every plan of three channels tried, the best "
        f"is worth {max(one.every.more for one in own):.4f} more at most"
    )


def summary(found: Sequence[Row], weekly: Sequence[Freedom]) -> str:
    """Return what all companies together show, a line for each attitude to risk, and one for the weeks."""
    lines = [of_risk(risk, [one for one in found if one.risk == risk]) for risk in RISKS]
    free = [one.bound / max(one.ours, CENT) - 1 for one in weekly]
    lines.append(f"- free every week: at most {max(free):.2%} more gain than ours, median {np.median(free):.2%}")
    return "\n".join(lines)


def main() -> None:
    """Search, and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("worlds", type=Path, nargs="?", help="folders of companies; simulated if none is given")
    ask.add_argument("--plans", type=int, default=100_000, help="at random, for each attitude to risk")
    ask.add_argument("--max-multiple", type=float, default=1.5)
    ask.add_argument("--weeks", type=int, default=26)
    asked = ask.parse_args()
    found: list[Row] = []
    weekly: list[tuple[str, Freedom]] = []
    with tempfile.TemporaryDirectory() as place:
        for folder in folders(asked.worlds, Path(place)):
            begun = time.perf_counter()
            case = from_folder(folder, asked.max_multiple, asked.weeks)
            found += rows(case, asked.plans, np.random.default_rng(1))
            free = freedom(case)
            weekly.append((weekly_row(case, free), free))
            print(f"{case.name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    print(facts({name: version(name) for name in ("bascule", "numpy", "scipy")}))
    print(f"load {os.getloadavg()[0]:.1f} · {asked.plans} plans at random · 0 to {asked.max_multiple:g} × usual\n")
    print("\n".join([*ruled(HEAD), *(one.line for one in found), "", *ruled(WEEKLY), *(line for line, _ in weekly)]))
    print(f"\n{summary(found, [free for _, free in weekly])}")


if __name__ == "__main__":
    main()
