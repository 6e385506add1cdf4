"""Every sample of a CRM or an e-mail tool gives the rows that MANIFEST.csv states, and no one's name or address."""

import csv
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from bascule.ingest import SOURCES, Imported

Read = Callable[..., Imported]
EXPORTS = Path(__file__).parents[1] / "data" / "exports"
EXPECTED = {
    "hubspot": ("hubspot_deals", "deals"),
    "pipedrive": ("pipedrive_deals", "deals"),
    "salesforce": ("salesforce_opportunities", "deals"),
    "mailchimp": ("mailchimp_campaigns", "emails"),
    "klaviyo": ("klaviyo_campaigns", "emails"),
}
PEOPLE = ("Inès", "Moreau", "Tremblay", "Benali", "Ada", "Karim", "Client A", "Client B", "Client C", "Contrat", "@")


def _stated() -> list[dict[str, str]]:
    with (EXPORTS / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["file"].partition("/")[0] in EXPECTED]


@pytest.mark.parametrize("stated", _stated(), ids=lambda row: row["file"])
def test_a_sample_gives_the_rows_that_the_manifest_states(read_one: Read, stated: dict[str, str]) -> None:
    kind, table = EXPECTED[stated["file"].partition("/")[0]]
    imported = read_one(stated["file"])
    (report,) = imported.files
    assert (report.source, report.table) == (kind, table)
    assert (report.rows_kept, report.rows_refused, report.rows_left_out) == (int(stated["rows"]), 0, 0)
    assert imported.tables[table].height == int(stated["rows"])
    assert report.encoding == stated["encoding"]
    assert (report.delimiter, report.decimal) == (stated["delim"], stated["decimal"])
    assert not imported.refusals
    assert not imported.questions


def test_the_manifest_has_a_sample_of_each_tool() -> None:
    assert {row["file"].partition("/")[0] for row in _stated()} == set(EXPECTED)


def test_the_manifest_and_the_sources_agree_on_what_is_a_guess() -> None:
    for row in _stated():
        kind, _ = EXPECTED[row["file"].partition("/")[0]]
        assert SOURCES[kind].grade == row["confidence"].rstrip("-")


# Forms on prices that ask nobody's name.
UNNAMED = {"google_forms_buy_fr.csv", "surveymonkey_prices_en.csv", "typeform_buy_en.csv"}


@pytest.mark.parametrize(
    "path",
    sorted(path for folder in (*EXPECTED, "surveys", "stripe") for path in (EXPORTS / folder).glob("[!u]*.csv")),
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_no_name_and_no_address_of_a_sample_is_in_any_table(read: Read, path: Path) -> None:
    text = path.read_bytes().decode("cp1252" if path.parent.name == "salesforce" or "resave" in path.name else "utf-8")
    imported = read({"export.csv": path.read_bytes()})
    unnamed = path.parent.name in {"mailchimp", "klaviyo", "stripe"} or path.name in UNNAMED
    assert unnamed or any(word in text for word in PEOPLE)
    for rows in imported.tables.values():
        cells = rows.select(pl.col(pl.String).exclude("source_file", "import_id"))
        written = {cell for column in cells.iter_columns() for cell in column.drop_nulls()}
        assert not [cell for cell in written for word in PEOPLE if word.lower() in cell.lower()]
