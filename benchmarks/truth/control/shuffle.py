"""The shuffled control: channels under each other's names, so that what is assumed by class misleads."""

import csv
import random
from pathlib import Path
from typing import Any


def exchanged(channels: list[str], seed: str) -> dict[str, str]:
    """Return another name for each channel, none its own, the same for the same seed.

    Examples
    --------
    >>> names = exchanged(["email", "radio", "video"], "a company")
    >>> sorted(names.values()), any(old == new for old, new in names.items())
    (['email', 'radio', 'video'], False)
    """
    order = sorted(channels)
    random.Random(seed).shuffle(order)
    return dict(zip(order, order[1:] + order[:1], strict=True))


def shuffled_copy(folder: Path, mislead: bool) -> dict[str, str]:
    """Exchange the names of channels in a folder's media.csv if asked; return the true name of each one shown."""
    path = folder / "media.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    channels = sorted({row["channel"] for row in rows})
    if not mislead:
        return {name: name for name in channels}
    shown = exchanged(channels, folder.name)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "channel": shown[row["channel"]]} for row in rows)
    return {new: old for old, new in shown.items()}


def renamed(decisions: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return decisions with channels and plan lines under their true names."""
    channels = [{**line, "channel": names[line["channel"]]} for line in decisions["channels"]]
    plan = decisions["plan"]
    if plan is not None:
        plan = {**plan, "lines": [{**line, "channel": names[line["channel"]]} for line in plan["lines"]]}
    return {**decisions, "channels": channels, "plan": plan}
