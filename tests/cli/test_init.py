import tomllib

import pytest

from bascule.cli.questions import margin_of
from bascule.cli.settings import ChannelAnswer, Settings, settings_text
from bascule.company import Company
from bascule.locale import Locale

SALES = "date,revenue\n2026-01-05,1000\n2026-01-12,1100\n2026-01-19,900\n2026-01-26,950\n"
MEDIA = "date,channel,spend\n" + "".join(
    f"2026-01-{day},{channel},{spend}\n"
    for day in ("05", "12", "19", "26")
    for channel, spend in (("radio", 50), ("meta", 80))
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "maison_nordet"
    place.mkdir()
    (place / "ventes.csv").write_text(SALES, encoding="utf-8")
    (place / "depenses.csv").write_text(MEDIA, encoding="utf-8")
    return place


def test_the_defaults_are_marked_as_assumed(call, folder):
    answer = call("init", folder, "--yes")
    assert answer.code == 0
    company = Company.read(folder)
    assert company.name == "Maison Nordet"
    assert company.gross_margin == 0.5
    assert {"gross_margin", "currency", "province"} <= set(company.assumed)
    assert company.channels["radio"].channel_class == "radio"
    assert company.channels["meta"].channel_class == "social_prospecting"


@pytest.mark.parametrize(("lang", "word"), [("fr", "# Marge sur coûts variables"), ("en", "# Contribution margin")])
def test_the_comments_speak_the_users_language(call, folder, lang, word):
    call("init", folder, "--yes", "--lang", lang)
    assert word in (folder / "bascule.toml").read_text(encoding="utf-8").replace("\u00a0", " ")


def test_a_description_that_is_there_is_kept(call, folder):
    (folder / "bascule.toml").write_text("gross_margin = 0.4\nname = 'N'\n", encoding="utf-8")
    assert call("init", folder, "--yes").code == 2
    assert Company.read(folder).gross_margin == 0.4
    assert call("init", folder, "--yes", "--force").code == 0
    assert Company.read(folder).gross_margin == 0.5


def test_what_is_answered_is_not_assumed(call, folder, monkeypatch):
    answers = iter(["Nordet", "Nordet, Maison Nordet", "43 %", "cad", "on", "display"])

    def prompt(*_, default=None, value_proc=None, **__):
        answer = next(answers)
        return value_proc(answer) if value_proc else answer

    monkeypatch.setattr("click.prompt", prompt)
    assert call("init", folder).code == 0
    company = Company.read(folder)
    assert (company.name, company.own_names) == ("Nordet", ("Nordet", "Maison Nordet"))
    assert (company.gross_margin, company.currency, company.province) == (0.43, "CAD", "ON")
    assert company.assumed == ()
    assert company.channels["meta"].channel_class == "display"


def test_a_margin_nobody_knows_stays_assumed(call, folder, monkeypatch):
    answers = iter(["Nordet", "Nordet", "?", "CAD", "QC", "social_prospecting"])

    def prompt(*_, default=None, value_proc=None, **__):
        answer = next(answers)
        return value_proc(answer) if value_proc else answer

    monkeypatch.setattr("click.prompt", prompt)
    call("init", folder)
    assert Company.read(folder).assumed == ("gross_margin",)


@pytest.mark.parametrize(("text", "share"), [("43", 0.43), ("43,5 %", 0.435), ("0.43", 0.43), ("100", 1.0), ("1", 1.0)])
def test_a_margin_is_read_as_people_write_it(text, share):
    assert margin_of(text, Locale("fr")) == share


@pytest.mark.parametrize("text", ["0", "-3", "143", "beaucoup", ""])
def test_a_margin_that_cannot_be_is_refused(text):
    import click

    with pytest.raises(click.UsageError):
        margin_of(text, Locale("en"))


def test_any_name_survives_the_file():
    name = 'Chez "Léa" \\ fils # 2'
    channels = (ChannelAnswer("Foire d'été #1", "event", guessed=True),)
    text = settings_text(Settings(name, 0.43, "CAD", "QC", own_names=(name,), channels=channels), Locale("fr"))
    read = tomllib.loads(text)
    assert read["name"] == name
    assert read["own_names"] == [name]
    assert read["channels"]["Foire d'été #1"] == {"class": "event"}


def test_an_empty_folder_is_refused(call, tmp_path):
    answer = call("init", tmp_path, "--yes")
    assert answer.code == 3
    assert not (tmp_path / "bascule.toml").exists()


def test_a_channel_that_bascule_named_is_called_as_people_do(call, folder):
    (folder / "depenses.csv").write_text(MEDIA.replace("radio", "brand_search"), encoding="utf-8")
    call("init", folder, "--yes", "--lang", "fr")
    channels = Company.read(folder).channels
    assert channels["brand_search"].label == "Recherche de marque"
    assert channels["meta"].label is None


def test_the_margin_of_the_books_is_proposed_and_stays_to_be_confirmed(call, tmp_path):
    (tmp_path / "pl.csv").write_text(
        'A inc.\nProfit and Loss\n"January, 2026"\n\n,Jan 2026,Total\nIncome,,\nSales,1000.00,1000.00\n'
        "Total for Income,1000.00,1000.00\nCost of Goods Sold,,\nPurchases,600.00,600.00\n"
        "Total for Cost of Goods Sold,600.00,600.00\nGross Profit,400.00,400.00\nNet Income,400.00,400.00\n",
        "utf-8",
    )
    answer = call("init", tmp_path, "--yes")
    assert answer.code == 0, answer.err
    assert "a contribution margin of 40.0% before marketing" in answer.out
    company = Company.read(tmp_path)
    assert company.gross_margin == 0.4
    assert "gross_margin" in company.assumed
