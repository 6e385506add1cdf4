"""Write every export of Maison Boréale, and its answer key: `python examples/simulator/simulate.py`."""

import csv
import datetime as dt
import json
from pathlib import Path

from advertising import (
    GOOGLE,
    META,
    META_EN,
    META_FR,
    Row,
    rows,
    write_google_en,
    write_google_fr,
    write_meta,
)
from budgets import NEWSLETTER_MONTHLY
from calendar_year import FIRST_DAY, LAST_DAY
from history import GROSS_MARGIN, LAST_YEAR, Life, live, truth
from market import CHANNELS
from orders import write_orders

HERE = Path(__file__).resolve().parents[1] / "maison_boreale"
SEED = 20261101
AGENCY_MONTHLY = 1450.0
ABOUT = (
    "Simulated. True incremental revenue of the spending of the last 52 weeks, channel by channel, from "
    "pairs of lives that differ by that spending only (same people, weather and luck; the other "
    "channels' spending as it was), counted over those weeks and the 26 weeks after. mroas: the same "
    "for 5 % more. verdict: stop where gross_margin × iroas < 1, scale where gross_margin × mroas > "
    "1.1, keep otherwise."
)


def main() -> None:
    """Live once, then write what the shop would find in its accounts, and what really happened."""
    fact = live(SEED)
    write_orders(fact, FIRST_DAY, LAST_DAY, HERE, SEED)
    for campaigns, platform in ((GOOGLE, "google"), (META, "meta")):
        found = rows(fact, campaigns, FIRST_DAY, LAST_DAY, SEED)
        write_platform(platform, *split(found))
    write_invoices(fact)
    write_key(fact)


def split(found: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows of the first and of the second year."""
    return [row for row in found if row.date < LAST_YEAR], [row for row in found if row.date >= LAST_YEAR]


def write_platform(platform: str, before: list[Row], after: list[Row]) -> None:
    """Write a platform's two exports: the first year in French, the second in English."""
    if platform == "google":
        write_google_fr(before, HERE / "google_ads_2024-2025.csv")
        write_google_en(after, HERE / "google_ads_2025-2026.csv")
    else:
        write_meta(before, HERE / "meta_2024-2025.csv", META_FR, bom=True, total=True)
        write_meta(after, HERE / "meta_2025-2026.csv", META_EN, bom=False, total=False)


def write_invoices(fact: Life) -> None:
    """Write the invoices that come once a month: radio, the agency, the newsletter tool."""
    window = months()
    radio = [(first, last, paid(fact, "radio", first, last)) for first, last in window]
    radio = [invoice for invoice in radio if invoice[2] > 0]
    said = ("Boréale FM", "Placement média", "Radio")
    # The accountant's spreadsheet: French Excel saves semicolons, decimal commas and cp1252.
    write_costs(HERE / "radio_factures.csv", said, radio, delimiter=";", encoding="cp1252")
    agency = [(first, last, AGENCY_MONTHLY) for first, last in window]
    write_costs(HERE / "agence_honoraires.csv", ("Agence Nordet", "Honoraires d'agence", ""), agency)
    tool = [(first, last, NEWSLETTER_MONTHLY) for first, last in window]
    write_costs(HERE / "infolettre_abonnement.csv", ("Courrielo", "Outil", "Infolettre"), tool)


def write_costs(
    path: Path,
    said: tuple[str, str, str],
    invoices: list[tuple[dt.date, dt.date, float]],
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> None:
    """Write invoices: supplier, kind and channel as the shop calls them, period, amount before taxes."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(("Fournisseur", "Nature", "Canal", "Du", "Au", "Montant avant taxes", "Devise"))
        for first, last, amount in invoices:
            written = f"{amount:.2f}".replace(".", ",")
            writer.writerow((*said, first.isoformat(), last.isoformat(), written, "CAD"))


def paid(fact: Life, channel: str, first: dt.date, last: dt.date) -> float:
    """Return what a channel cost over some days of the window."""
    return round(float(fact.spend[fact.between(first, last), CHANNELS.index(channel)].sum()), 2)


def months() -> list[tuple[dt.date, dt.date]]:
    """Return the first and last day of every month of the window, cut at the window's ends."""
    found, first = [], FIRST_DAY
    while first <= LAST_DAY:
        following = (first.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        found.append((first, min(following - dt.timedelta(days=1), LAST_DAY)))
        first = following
    return found


def write_key(fact: Life) -> None:
    """Write what is true and no company knows."""
    channels = truth(fact, SEED)
    key = {
        "simulated": True,
        "about": ABOUT,
        "seed": SEED,
        "gross_margin": GROSS_MARGIN,
        "window": {"start": LAST_YEAR.isoformat(), "end": LAST_DAY.isoformat(), "tail_weeks": 26},
        "channels": channels,
    }
    text = json.dumps(key, indent=1, ensure_ascii=False)
    (HERE / "answer_key.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
