"""Who is still there, one customer and one moment at a time: slow and obvious."""

from collections.abc import Sequence


def still_there(durations: Sequence[float], happened: Sequence[bool], time: float) -> float:
    """Return Kaplan and Meier's share at a time."""
    share = 1.0
    for moment in sorted({d for d, event in zip(durations, happened, strict=True) if event and d <= time}):
        known = sum(d >= moment for d in durations)
        gone = sum(event and d == moment for d, event in zip(durations, happened, strict=True))
        share *= 1 - gone / known
    return share
