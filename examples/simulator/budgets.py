"""Who decides the spending: an owner and an agency who look at last month's sales, and accidents."""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from calendar_year import season
from market import CHANNELS, Floats

RADIO_MONTHS = {
    (2024, 11), (2024, 12), (2025, 2), (2025, 3), (2025, 5), (2025, 9), (2025, 10), (2025, 11), (2025, 12),
    (2026, 2), (2026, 4), (2026, 5), (2026, 6), (2026, 9), (2026, 10), (2026, 11), (2026, 12), (2027, 2),
    (2027, 3),
}  # fmt: skip
BOOSTED_MONTHS = {
    (2024, 11), (2024, 12), (2025, 1), (2025, 4), (2025, 5), (2025, 6), (2025, 9), (2025, 10), (2025, 11),
    (2025, 12), (2026, 1), (2026, 2), (2026, 5), (2026, 6), (2026, 7), (2026, 9), (2026, 10), (2026, 11),
    (2027, 1),
}  # fmt: skip
META_OUTAGE = (dt.date(2026, 3, 5), dt.date(2026, 3, 22))  # the advertising account is blocked by mistake
BRAND_PAUSE = (dt.date(2025, 8, 11), dt.date(2025, 8, 31))  # an unpaid card
PMAX_START = dt.date(2025, 3, 3)
SOCIAL_PUSH = (
    (dt.date(2025, 6, 2), dt.date(2025, 6, 29), 2.1),
    (dt.date(2026, 7, 6), dt.date(2026, 8, 2), 0.35),
)
NEWSLETTER_MONTHLY = 189.0
BASE = {"generic_search": 58.0, "performance_max": 62.0, "social_prospecting": 78.0, "retargeting": 34.0}


def within(date: dt.date, period: tuple[dt.date, dt.date]) -> bool:
    """Return whether a day is in a period, ends included."""
    return period[0] <= date <= period[1]


def weekly_noise(date: dt.date, seed: int) -> Floats:
    """Return how far each budget of a week strays from what was meant (1 is as meant)."""
    week = (date - dt.timedelta(days=date.weekday())).toordinal()
    return np.exp(0.20 * np.random.default_rng([seed, week]).standard_normal(len(CHANNELS)))


def spending(date: dt.date, sales: Sequence[float], seed: int) -> Floats:
    """Return the dollars of one day by channel, from what the shop sold in the four weeks before.

    The agency moves the budgets of search and social with sales and with the season; brand search pays for
    as many clicks as people type the name; radio and boosted posts are the owner's decisions, month by
    month.
    """
    recent = np.mean(sales[-28:]) / np.mean(sales[-364:]) if len(sales) >= 28 else 1.0
    mood = (0.45 + 0.55 * float(recent)) * (0.55 + 0.45 * season(date))
    pay = {name: BASE[name] * mood for name in BASE}
    pay["brand_search"] = 44.0 * float(recent) * season(date)
    month = (date.year, date.month)
    pay["radio"] = (2150.0 if date.month in (11, 12) else 1600.0) / 30.4 if month in RADIO_MONTHS else 0.0
    pay["boosted_posts"] = 46.0 if month in BOOSTED_MONTHS or date.year < 2024 else 0.0
    pay["email"] = NEWSLETTER_MONTHLY * 12 / 365.25
    for start, end, multiple in SOCIAL_PUSH:
        pay["social_prospecting"] *= multiple if within(date, (start, end)) else 1.0
    if date < PMAX_START:
        pay["performance_max"] = 0.0
    if within(date, BRAND_PAUSE):
        pay["brand_search"] = 0.0
    if within(date, META_OUTAGE):
        pay.update(social_prospecting=0.0, retargeting=0.0, boosted_posts=0.0)
    noise = weekly_noise(date, seed)
    # Invoices are as agreed: radio and the newsletter tool do not stray.
    return np.array(
        [
            round(pay[name] * (1.0 if name in ("radio", "email") else noise[place]), 2)
            for place, name in enumerate(CHANNELS)
        ]
    )
