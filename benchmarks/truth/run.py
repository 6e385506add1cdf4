"""Run Bascule on folders of companies: `run.py WORLDS_DIR OUT --max-multiple 3`.

Writes OUT/NAME/decisions.json, and intervals.json with further quantiles of each return. Three controls:
`--control prior` decides without having read any sale; `--control class` without platforms' claims either, from the
classes' priors alone; `--control shuffled` permutes the channels' names, so that
priors by class mislead, and gives the decisions back under the true names.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from control.shuffle import renamed, shuffled_copy, without_claims

from bascule import study
from bascule.errors import BasculeError
from bascule.mmm.model import Model, prior_model
from bascule.results import Results

EXPORTS = ("media.csv", "sales.csv", "orders.csv", "company.toml", "bascule.toml")
QUANTILES = {"p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}


@dataclass(frozen=True)
class Job:
    """One company to decide for."""

    world: Path
    out: Path
    control: str
    options: study.Options


def decide(folder: Path, options: study.Options, control: str) -> tuple[Results, Model]:
    """Return the study of a folder, under a control, and the model it decided from."""
    kept: list[Model] = []
    fitted = study.fit

    def fit(*asked: Any) -> Model:
        # Of sales, the prior control knows the mean alone, as an owner would say it.
        kept.append(prior_model(*asked[:4]) if control in ("prior", "class") else fitted(*asked))
        return kept[-1]

    with patch.object(study, "fit", fit):
        results = study.run(folder, options)
    return results, kept[-1]


def answer(job: Job) -> str:
    """Decide for one company from a copy of its exports, and return a line on it."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder, names = copied(job, Path(scratch))
        try:
            results, model = decide(folder, job.options, job.control)
        except BasculeError as error:
            return f"{job.world.name}: {error.code}"
    out = job.out / job.world.name
    out.mkdir(parents=True, exist_ok=True)
    decisions = json.loads(results.decisions.to_json())
    (out / "decisions.json").write_text(json.dumps(renamed(decisions, names), indent=1) + "\n", encoding="utf-8")
    wide = {names[c]: quantiles(model.posterior.iroas[:, k]) for k, c in enumerate(model.posterior.channels)}
    (out / "intervals.json").write_text(json.dumps(wide, indent=1) + "\n", encoding="utf-8")
    return f"{job.world.name}: {time.perf_counter() - begun:.1f} s"


def copied(job: Job, scratch: Path) -> tuple[Path, dict[str, str]]:
    """Return a copy of the exports, without the truth, and the true name of each channel in it."""
    folder = scratch / job.world.name
    folder.mkdir()
    for name in EXPORTS:
        if (job.world / name).is_file():
            shutil.copyfile(job.world / name, folder / name)
    if job.control == "class":
        without_claims(folder)
    return folder, shuffled_copy(folder, mislead=job.control == "shuffled")


def quantiles(draws: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> dict[str, float]:
    """Return the quantiles of a channel's return, empty where it has none."""
    if np.isnan(draws).any():
        return {}
    return {name: float(np.quantile(draws, share)) for name, share in QUANTILES.items()}


def answers(jobs: list[Job], workers: int) -> Iterator[str]:
    """Yield a line a company, from this process or from several."""
    if workers == 1:
        yield from map(answer, jobs)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(answer, jobs)


def main() -> None:
    """Decide for every company of a folder."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("worlds", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--max-multiple", type=float, default=3.0)
    ask.add_argument("--control", choices=["none", "prior", "class", "shuffled"], default="none")
    ask.add_argument("--workers", type=int, default=1)
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    options = study.Options(wishes={"max_multiple": asked.max_multiple}, seed=asked.seed, stability=False)
    worlds = sorted(path.parent for path in asked.worlds.glob("*/media.csv"))
    jobs = [Job(world, asked.out, asked.control, options) for world in worlds]
    for line in answers(jobs, asked.workers):
        print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
