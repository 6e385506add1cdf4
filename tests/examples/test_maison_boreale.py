import datetime as dt
import json
import sys
from pathlib import Path

import polars as pl
import pytest

from bascule.company import Company
from bascule.ingest import read_folder

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
EXAMPLE = EXAMPLES / "maison_boreale"
SIZE = 15 * 2**20


@pytest.fixture(scope="module")
def simulator():
    sys.path.insert(0, str(EXAMPLES / "simulator"))
    import simulate

    yield simulate
    sys.path.remove(str(EXAMPLES / "simulator"))


@pytest.fixture(scope="module")
def written(simulator, tmp_path_factory):
    folder = tmp_path_factory.mktemp("boreale")
    here, simulator.HERE = simulator.HERE, folder
    simulator.main()
    simulator.HERE = here
    return folder


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    for path in (*EXAMPLE.glob("*.csv"), EXAMPLE / "bascule.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    return read_folder(folder, Company.read(folder), dt.date(2026, 11, 23))


@pytest.fixture(scope="module")
def key():
    return json.loads((EXAMPLE / "answer_key.json").read_text(encoding="utf-8"))


def test_the_simulator_writes_the_same_bytes_again(written):
    names = {path.name for path in written.iterdir()}
    assert names == {path.name for path in EXAMPLE.glob("*.csv")} | {"answer_key.json"}
    for name in names - {"answer_key.json"}:
        assert (written / name).read_bytes() == (EXAMPLE / name).read_bytes(), name


def test_the_simulator_finds_the_same_truth_again(written, key):
    again = json.loads((written / "answer_key.json").read_text(encoding="utf-8"))
    for channel, truth in key["channels"].items():
        assert again["channels"][channel]["iroas"] == pytest.approx(truth["iroas"], abs=1e-3)
        assert again["channels"][channel]["verdict"] == truth["verdict"]


def test_every_native_file_is_recognised_whole(imported):
    sources = {report.file: report.source for report in imported.files if report.file.endswith(".csv")}
    assert set(sources.values()) == {"google_ads", "meta_ads", "shopify_orders", "costs"}
    assert all(report.rows_refused == 0 for report in imported.files)
    assert not imported.refusals
    assert not imported.questions


def test_french_and_english_are_mixed_as_people_have_them(imported):
    languages = {report.file: report.language for report in imported.files}
    assert languages["google_ads_2024-2025.csv"] == languages["meta_2024-2025.csv"] == "fr"
    assert languages["google_ads_2025-2026.csv"] == languages["meta_2025-2026.csv"] == "en"
    assert {report.decimal for report in imported.files} >= {",", "."}
    assert {report.encoding for report in imported.files} >= {"cp1252", "utf-8", "utf-8-sig"}


def test_the_key_knows_every_channel_of_the_exports_to_the_dollar(imported, key):
    start = dt.date.fromisoformat(key["window"]["start"])
    media = imported.tables["media"].filter(pl.col("date") >= start - dt.timedelta(days=7))
    assert set(media["channel"].unique()) == set(key["channels"]) - {"email"}
    spend = dict(media.filter(pl.col("date") >= start).group_by("channel").agg(pl.col("spend").sum()).rows())
    for channel in set(spend) - {"radio"}:  # radio comes by the month: November straddles the window
        assert spend[channel] == pytest.approx(key["channels"][channel]["spend"], abs=1)


def test_the_window_is_104_weeks_to_the_first_of_november(imported):
    orders = imported.tables["orders"]["ordered_at"]
    assert orders.min().date() == dt.date(2024, 11, 4)
    assert orders.max().date() == dt.date(2026, 11, 1)
    weekly = imported.tables["orders"].group_by(pl.col("ordered_at").dt.truncate("1w")).len()
    assert weekly.height == 104


def test_it_is_a_company_of_about_a_million_a_year(imported):
    assert 1.5e6 < imported.tables["orders"]["net"].sum() < 2.5e6


def test_the_orders_are_those_the_market_expected(simulator, imported):
    life = simulator.live(simulator.SEED)
    window = life.between(simulator.FIRST_DAY, simulator.LAST_DAY)
    assert imported.tables["orders"]["net"].sum() == pytest.approx(life.revenue[window].sum(), rel=0.02)


def test_some_channels_earn_and_some_are_vanity(key):
    verdicts = {channel: truth["verdict"] for channel, truth in key["channels"].items()}
    assert verdicts["brand_search"] == verdicts["retargeting"] == verdicts["boosted_posts"] == "stop"
    assert verdicts["generic_search"] == verdicts["social_prospecting"] == "scale"
    for truth in key["channels"].values():
        assert (truth["verdict"] == "stop") == (truth["iroas"] * key["gross_margin"] < 1)


def test_platforms_claim_most_where_they_bring_least(key):
    brand, generic = key["channels"]["brand_search"], key["channels"]["generic_search"]
    assert brand["claimed_roas"] / brand["iroas"] > 10
    assert generic["claimed_roas"] / generic["iroas"] < 1.5


def test_there_are_stops_and_steps_to_learn_from(imported):
    media = imported.tables["media"].filter(pl.col("grain") == "day")
    days = dict(media.group_by("channel").agg(pl.col("date").n_unique()).rows())
    assert days["generic_search"] == 728
    assert days["social_prospecting"] == 728 - 18
    assert days["brand_search"] == 728 - 21
    assert days["boosted_posts"] < 600


def test_every_address_is_invented_and_nothing_is_too_big():
    orders = pl.concat([pl.read_csv(path, columns=["Email"]) for path in EXAMPLE.glob("orders_export_*.csv")])
    assert orders["Email"].str.ends_with("@example.com").all()
    assert sum(path.stat().st_size for path in EXAMPLE.iterdir() if path.is_file()) < SIZE


def test_it_says_that_it_is_simulated(key):
    assert Company.read(EXAMPLE).simulated
    assert key["simulated"] is True
    assert "données simulées" in (EXAMPLE / "README.md").read_text(encoding="utf-8")
