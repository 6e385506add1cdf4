"""What customers bought, told one order at a time: slow and obvious."""

import datetime as dt
import math
from collections import defaultdict

Order = tuple[str, dt.date, float]


def history(orders: list[Order], end: dt.date) -> dict[str, dict[str, float]]:
    """Return frequency, recency, age (weeks), value, first_value and net of every customer who bought."""
    by_customer: dict[str, dict[dt.date, float]] = defaultdict(lambda: defaultdict(float))
    for key, day, net in orders:
        if day <= end:
            by_customer[key][day] += net
    told = {}
    for key, days in by_customer.items():
        purchases: list[list[float]] = []
        bought: list[dt.date] = []
        for day in sorted(days):
            if days[day] > 0.005:
                bought.append(day)
                purchases.append([])
            if purchases:
                purchases[-1].append(days[day])
        if bought:
            sums = [sum(amounts) for amounts in purchases]
            told[key] = {
                "frequency": len(bought) - 1,
                "recency": (bought[-1] - bought[0]).days / 7,
                "age": (end - bought[0]).days / 7,
                "value": sum(sums[1:]) / (len(sums) - 1) if len(sums) > 1 else math.nan,
                "first_value": sums[0],
                "net": sum(days.values()),
            }
    return told
