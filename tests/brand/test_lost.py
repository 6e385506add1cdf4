"""Deals lost on price: what the reason of each CRM says, in either language, and where it is kept."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from bascule.brand.lost import on_price
from bascule.company import Company
from bascule.ingest import Imported, read_folder

Read = Callable[[str], Imported]


def _said(*reasons: str | None) -> list[bool | None]:
    return pl.DataFrame({"x": reasons}, schema={"x": pl.String}).select(on_price(pl.col("x")))["x"].to_list()


def test_reasons_that_name_the_price() -> None:
    assert all(
        _said(
            "Price",
            "Pricing / budget",
            "Too expensive",
            "Lower bid",
            "Found cheaper",
            "Cost too high",
            "Trop cher",
            "Trop dispendieux",
            "PRIX",
            "Prix non compétitif",
            "Soumission plus basse ailleurs",
            "Coûts trop élevés",
            "Dépasse le budget",
            "Price: not competitive",
            "Trop élevé",
            "Tarif",
            "Hors budget",
        )
    )


def test_reasons_that_name_something_else() -> None:
    assert not any(
        _said(
            "Went silent",
            "No budget",
            "Budget",
            "Feature gap",
            "Lost to competitor",
            "Sans nouvelles",
            "Délai",
            "Pas une question de prix",
            "Not about the price",
            "Price was not an issue",
            "Cherche autre chose",
            "Cher client a déménagé",
            "Switching cost",
            "Reporté",
        )
    )


def test_no_reason_is_unknown() -> None:
    assert _said("", "  ", "—", None) == [None] * 4


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def _read(text: str) -> Imported:
        (tmp_path / "export.csv").write_text(text, encoding="utf-8")
        return read_folder(tmp_path, Company(name="Essai", gross_margin=0.4), dt.date(2026, 11, 23))

    return _read


@pytest.mark.parametrize(
    ("head", "lost", "won"),
    [
        ("deal_id,created,outcome,lost_reason", "1,2026-01-05,lost,Too expensive", "2,2026-01-05,won,stale"),
        ("id_affaire,date_creation,issue,raison_perte", "1,2026-01-05,perdue,Trop cher", "2,2026-01-05,gagnée,x"),
        ("Record ID,Deal Stage,Pipeline,Create Date,Closed Lost Reason", "1,Closed Lost,P,2026-01-05,Price",
         "2,Closed Won,P,2026-01-05,"),
        ("Deal - ID,Deal - Status,Deal - Value,Deal - Stage,Deal - Deal created,Deal - Lost reason",
         "1,Lost,5,S,2026-01-05 09:00:00,Price", "2,Won,5,S,2026-01-05 09:00:00,"),
        ("Affaire - ID,Affaire - Statut,Affaire - Valeur,Affaire - Étape,Affaire - Affaire créée,"
         "Affaire - Raison de la perte", "1,Perdue,5,S,2026-01-05 09:00:00,Prix", "2,Gagnée,5,S,2026-01-05 09:00:00,"),
        ("Opportunity ID,Stage,Close Date,Created Date,Loss Reason", "1,Closed Lost,2026-02-05,2026-01-05,Cost",
         "2,Closed Won,2026-02-05,2026-01-05,Cost"),
    ],
)  # fmt: skip
def test_every_crm_gives_the_reason_of_what_was_lost_alone(read: Read, head: str, lost: str, won: str) -> None:
    deals = read(f"{head}\n{lost}\n{won}\n").tables["deals"].sort("deal_id")
    assert deals["outcome"].to_list() == ["lost", "won"]
    assert deals.select(on_price(pl.col("lost_reason")))["lost_reason"].to_list() == [True, None]
    assert deals["lost_reason"][1] is None
