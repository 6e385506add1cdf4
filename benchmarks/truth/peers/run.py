"""Let another tool decide: `python -m benchmarks.truth.peers.run WORLDS OUT --tool pymc --priors expert`.

Writes OUT/NAME/decisions.json for each company of WORLDS, in the tool's own environment, then `score.py OUT WORLDS`.
`--priors default` is the tool as it comes; `expert` gives it the medians and spreads of return by class that Bascule
starts from, so that what is compared is the rest.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.environments import CACHE, TOOLS, UnavailableError, python_of, surroundings
from benchmarks.processes import ROOT


def main() -> int:
    """Decide for every company of a folder, or the first few."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("worlds", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--tool", choices=sorted(TOOLS), required=True)
    ask.add_argument("--priors", choices=["default", "expert"], default="default")
    ask.add_argument("--limit", type=int, help="how many companies, in order of name")
    ask.add_argument("--environments", type=Path, default=CACHE, help="where the other tools are installed")
    asked = ask.parse_args()
    folders = sorted(path.parent.absolute() for path in asked.worlds.glob("*/media.csv"))[: asked.limit]
    try:
        python = python_of(TOOLS[asked.tool], asked.environments)
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 1
    driver = ["-m", f"benchmarks.truth.peers.drive_{asked.tool}", "--priors", asked.priors]
    command = [python, *driver, asked.out.absolute(), *folders]
    return subprocess.run(command, check=False, cwd=ROOT, env=surroundings(asked.environments)).returncode


if __name__ == "__main__":
    raise SystemExit(main())
