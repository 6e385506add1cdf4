"""Write folders of simulated companies, truth beside: `simulate.py OUT --mechanism all --companies 90 --seed 7`."""

import argparse
from pathlib import Path

from companies.firm import MECHANISMS
from companies.folder import write_company


def main() -> None:
    """Write the companies asked for, mechanisms in turn."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("out", type=Path)
    ask.add_argument("--mechanism", choices=[*MECHANISMS, "all"], default="all")
    ask.add_argument("--companies", type=int, default=30, help="in all")
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    mechanisms = MECHANISMS if asked.mechanism == "all" else (asked.mechanism,)
    for k in range(asked.companies):
        mechanism = mechanisms[k % len(mechanisms)]
        write_company(asked.seed * 1_000_000 + k, mechanism, asked.out / f"{mechanism}_{k + 1:03d}")


if __name__ == "__main__":
    main()
