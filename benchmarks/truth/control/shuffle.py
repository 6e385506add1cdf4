"""The controls' copies of exports: channels under each other's names, so that priors mislead; claims taken out."""

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


def media(folder: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the columns and rows of a folder's media.csv."""
    with (folder / "media.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def write_media(folder: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    """Replace a folder's media.csv."""
    with (folder / "media.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def without_claims(folder: Path) -> None:
    """Take what platforms claim out of a folder's media.csv."""
    columns, rows = media(folder)
    write_media(folder, columns, [{**row, "platform_conversions": "", "platform_revenue": ""} for row in rows])


def shuffled_copy(folder: Path, mislead: bool) -> dict[str, str]:
    """Exchange the names of channels in a folder's media.csv if asked; return the true name of each one shown."""
    columns, rows = media(folder)
    channels = sorted({row["channel"] for row in rows})
    if not mislead:
        return {name: name for name in channels}
    shown = exchanged(channels, folder.name)
    write_media(folder, columns, [{**row, "channel": shown[row["channel"]]} for row in rows])
    return {new: old for old, new in shown.items()}


def renamed(decisions: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return decisions with channels and plan lines under their true names."""
    channels = [{**line, "channel": names[line["channel"]]} for line in decisions["channels"]]
    plan = decisions["plan"]
    if plan is not None:
        plan = {**plan, "lines": [{**line, "channel": names[line["channel"]]} for line in plan["lines"]]}
    return {**decisions, "channels": channels, "plan": plan}
