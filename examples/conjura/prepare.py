"""Write `media.csv` and `sales.csv` from `weekly.csv`: `python examples/conjura/prepare.py`."""

import csv
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
CURRENCY = "USD"
CHANNELS = {
    "google_search": "spend_google_search",
    "google_shopping_pmax": "spend_google_shopping_pmax",
    "meta": "spend_meta",
    "tiktok": "spend_tiktok",
}


def main() -> None:
    """Rearrange the brand's weekly sums into canonical tables; figures are only rounded to the cent."""
    with (HERE / "weekly.csv").open(encoding="utf-8", newline="") as file:
        weeks = list(csv.DictReader(file))
    sales = [(week["week_start"], CURRENCY, cents(week["revenue"]), week["all_purchases"]) for week in weeks]
    media = [
        (week["week_start"], channel, CURRENCY, cents(week[column]))
        for week in weeks
        for channel, column in CHANNELS.items()
    ]
    write("sales.csv", ("date", "currency", "revenue", "orders"), sales)
    write("media.csv", ("date", "channel", "currency", "spend"), media)


def cents(amount: str) -> str:
    """Return an amount to the cent.

    Examples
    --------
    >>> cents("5514.110000000001")
    '5514.11'
    """
    return f"{float(amount):.2f}"


def write(name: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Write one canonical table."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    main()
