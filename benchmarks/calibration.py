"""Simulation-based calibration as a figure: `python -m benchmarks.calibration docs/images/calibration.png`.

Draws companies from the response model itself, fits them, and ranks the truth among the posterior's draws: uniform if
the sampler and the density are right. The same functions are a slow test.
"""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "tests"))

import calibration

BINS = 20
OF_A_CHANNEL = {0: "return", 1: "carry-over", 2: "saturation", 3: "share of new customers"}
SHARED = ("noise", "memory of the noise", "slow movement", "season")


def names(setup: Any) -> list[str]:
    """Return what each sampled parameter is, all channels of a kind under one name."""
    problem = setup.problem
    own = [OF_A_CHANNEL[k] for k in range(problem.per_channel) for _ in range(problem.channels)]
    return own + [name for _ in range(problem.series) for name in SHARED]


def rows(panel: str, simulations: int) -> tuple[list[dict[str, Any]], list[tuple[str, float]]]:
    """Return a row a rank for the figure, and each parameter's p-value."""
    found, setup = calibration.ranks(panel, simulations)
    named = names(setup)
    drawn = [
        {"panel": panel, "parameter": name, "rank": float(value)}
        for name, column in zip(named, found.T, strict=True)
        for value in column
    ]
    return drawn, list(zip(named, calibration.p_values(found), strict=True))


def draw(found: list[dict[str, Any]], out: Path) -> None:
    """Write histograms of ranks, one a kind of parameter and form of the model."""
    import altair as alt
    import vl_convert

    chart = (
        alt.Chart(alt.Data(values=found))
        .mark_bar(color="#5b6770")
        .encode(
            x=alt.X("rank:Q", bin=alt.Bin(step=(calibration.THINNED + 1) / BINS), title="rank of the truth"),
            y=alt.Y("count()", title="companies"),
            row=alt.Row("panel:N", title=None),
            column=alt.Column("parameter:N", title=None),
        )
        .properties(width=130, height=90)
    )
    out.write_bytes(vl_convert.vegalite_to_png(chart.to_dict(validate=False), scale=1.5))


def main() -> None:
    """Rank, print p-values, draw."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("out", type=Path)
    ask.add_argument("--simulations", type=int, default=200)
    asked = ask.parse_args()
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda panel: rows(panel, asked.simulations), calibration.PANELS))
    for panel, (_, tested) in zip(calibration.PANELS, done, strict=True):
        print(f"{panel}: least p-value {min(p for _, p in tested):.3f} of {len(tested)}")
        print("  " + ", ".join(f"{name} {p:.2f}" for name, p in tested))
    draw([row for drawn, _ in done for row in drawn], asked.out)


if __name__ == "__main__":
    main()
