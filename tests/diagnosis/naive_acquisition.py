"""Slow, obviously right versions of what costs are counted and how they are shared."""

import datetime as dt


def within(rows, start, end):
    """What amounts told from a first to a last day come to between two days, one day at a time."""
    total = 0.0
    for first, last, amount in rows:
        length = (last - first).days + 1
        for at in range(length):
            if start <= first + dt.timedelta(days=at) <= end:
                total += amount / length
    return total


def repaid(cost, margins):
    """The month at which the margin left so far reaches the cost, on a straight line between months; None if never."""
    if margins[0] >= cost:
        return 0.0
    for month in range(1, 37):
        if margins[month] >= cost:
            return month - 1 + (cost - margins[month - 1]) / (margins[month] - margins[month - 1])
    return None
