"""Every kind of bad input, from the command line to its last word, in both languages: a sentence, never a traceback."""

import datetime as dt
import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bascule.mmm import fit

LANGS = pytest.mark.parametrize("lang", ["fr", "en"])
FIRST = dt.date(2025, 3, 3)
COMPANY = 'name = "Atelier Nordet"\ngross_margin = 0.43\ncurrency = "CAD"\nprovince = "QC"\n'


def weeks(count: int, missing: range = range(0)) -> list[dt.date]:
    return [FIRST + dt.timedelta(weeks=week) for week in range(count) if week not in missing]


def media(dates: list[dt.date], idle: str = "") -> str:
    rows = [
        f"{date},{name},{0 if name == idle else 200 + 37 * (at * rank % 11)},{400 + at * rank % 90}"
        for at, date in enumerate(dates)
        for rank, name in enumerate(("radio", "google_search", *filter(None, [idle])), start=1)
    ]
    return "date,channel,spend,platform_revenue\n" + "\n".join(rows) + "\n"


def sales(dates: list[dt.date], zero: bool = False) -> str:
    return "date,revenue\n" + "".join(
        f"{date},{0 if zero else 5000 + 91 * (at % 13)}\n" for at, date in enumerate(dates)
    )


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Settle for a fit of no worth: what is tested here is what surrounds it."""
    monkeypatch.setattr(fit, "LADDER", (fit.Rung(40, 40, 1, 0.8),))
    lax = (("MAX_RHAT", 1e9), ("MIN_ESS", 0), ("MIN_TAIL_ESS", 0), ("MIN_EBFMI", 0.0), ("MAX_DIVERGENT", 1.0))
    for name, value in lax:
        monkeypatch.setattr(fit, name, value)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "exports"
    place.mkdir()
    (place / "bascule.toml").write_text(COMPANY, encoding="utf-8")
    (place / "media.csv").write_text(media(weeks(40)), encoding="utf-8")
    (place / "sales.csv").write_text(sales(weeks(40)), encoding="utf-8")
    return place


@pytest.fixture
def say(call) -> Callable[..., tuple[int, str, str]]:
    """Call a verb and return its code and its two outputs, no-break spaces made ordinary; a traceback fails."""

    def run(verb: str, folder: Path, lang: str, *options: str) -> tuple[int, str, str]:
        options = ("--no-report", *options) if verb == "run" else options
        answer = call(verb, folder, "--lang", lang, *options)
        for text in (answer.out, answer.err):
            assert "Traceback" not in text
            assert not re.search(r"\{\w*\}", text)
        return answer.code, *(
            re.sub("[\u00a0\u202f]", " ", text).replace("’", "'") for text in (answer.out, answer.err)
        )

    return run


@pytest.fixture
def studied(folder, say) -> Callable[[], dict[str, bytes]]:
    """Study the good folder once; the function returned gives what must survive all that follows."""
    assert say("run", folder, "en")[0] == 0

    def kept() -> dict[str, bytes]:
        paths = [*(folder / ".bascule").iterdir(), *(folder / "bascule-out").iterdir()]
        return {path.name: path.read_bytes() for path in paths}

    return kept


def refused(say, folder: Path, lang: str, *expected: str) -> None:
    """Check that `run` ends with 3 and one sentence that says all this, and that `check` ends with 3 too."""
    code, out, err = say("run", folder, lang)
    assert (code, out) == (3, "")
    assert len(err.strip().splitlines()) == 1
    for words in expected:
        assert words in err
    assert say("check", folder, lang)[0] == 3


def kept_going(say, folder: Path, lang: str, *expected: str) -> str:
    """Check that `run` ends with 0 and says this under its answer; return what `check` says."""
    code, out, err = say("run", folder, lang)
    assert (code, err) == (0, "")
    for words in expected:
        assert words in out
    code, out, _ = say("check", folder, lang)
    assert code == 0
    return out


@LANGS
def test_an_empty_folder(say, tmp_path, lang):
    place = tmp_path / "vide"
    place.mkdir()
    (place / "bascule.toml").write_text(COMPANY, encoding="utf-8")
    action = {"fr": "Déposez-y vos exportations", "en": "Put your exports in it"}[lang]
    refused(say, place, lang, "vide", action)


@LANGS
def test_a_folder_that_nobody_described(say, folder, lang):
    (folder / "bascule.toml").unlink()
    code, _, err = say("run", folder, lang)
    assert code == 3
    assert "bascule init" in err
    assert "bascule init" in say("check", folder, lang)[1]


@LANGS
def test_an_unknown_file(say, folder, lang):
    (folder / "inventaire.csv").write_text("sku,qty\nA,1\nB,2\n", encoding="utf-8")
    aside = {"fr": "inventaire.csv n'a pas été reconnu", "en": "inventaire.csv was not recognised"}[lang]
    assert aside in kept_going(say, folder, lang, aside)


@LANGS
def test_a_header_without_rows(say, folder, lang):
    (folder / "google.csv").write_text("Day,Campaign,Currency code,Cost\n", encoding="utf-8")
    said = {"fr": "google.csv a ses titres de colonnes, mais pas une ligne", "en": "not one row of figures"}[lang]
    assert said in kept_going(say, folder, lang, said)


@LANGS
def test_totals_that_do_not_add_up(say, folder, studied, lang):
    before = studied()
    rows = "Day,Campaign,Currency code,Cost\n2025-09-01,A,CAD,10.00\nTotal: Account,--,CAD,10.02\n"
    (folder / "google.csv").write_text(rows, encoding="utf-8")
    amounts = {"fr": ("10,00 $", "10,02 $", "0,02 $"), "en": ("$10.00", "$10.02", "$0.02")}[lang]
    action = {"fr": "exportez-le de nouveau", "en": "export it again"}[lang]
    refused(say, folder, lang, "google.csv", *amounts, action)
    assert studied() == before


@LANGS
def test_two_currencies_in_a_file(say, folder, studied, lang):
    before = studied()
    rows = "Day,Campaign,Currency code,Cost\n2025-09-01,A,CAD,10.00\n2025-09-02,A,USD,10.00\n"
    (folder / "google.csv").write_text(rows, encoding="utf-8")
    action = {"fr": "sous [rates]", "en": "under [rates]"}[lang]
    refused(say, folder, lang, "google.csv", "CAD", "USD", action)
    assert studied() == before


@LANGS
def test_a_currency_that_is_not_the_companys(say, folder, lang):
    rows = "Day,Campaign,Currency code,Cost\n2025-09-01,A,USD,10.00\n2025-09-02,A,USD,10.00\n"
    (folder / "google.csv").write_text(rows, encoding="utf-8")
    refused(say, folder, lang, "google.csv", "USD", "CAD", "bascule.toml")


@LANGS
def test_a_currency_that_nothing_says(say, folder, lang):
    (folder / "google.csv").write_text("Day,Campaign,Cost\n2025-09-01,A,10.00\n", encoding="utf-8")
    refused(say, folder, lang, "google.csv", '[files."google.csv"]', 'currency = "CAD"')


@LANGS
def test_a_margin_that_nobody_gave(say, folder, studied, lang):
    before = studied()
    (folder / "bascule.toml").write_text(COMPANY.replace("gross_margin = 0.43\n", ""), encoding="utf-8")
    refused(say, folder, lang, "bascule.toml", "gross_margin = 0.43")
    assert studied() == before


@LANGS
def test_a_date_in_the_future(say, folder, lang):
    (folder / "media.csv").write_text(media(weeks(40)) + "2999-01-07,radio,120,\n", encoding="utf-8")
    count = {"fr": "media.csv : 1 ligne refusée", "en": "media.csv: 1 row refused"}[lang]
    out = kept_going(say, folder, lang, count)
    place = {"fr": "ligne 82, colonne date : 2999-01-07", "en": "row 82, column date: 2999-01-07"}[lang]
    action = {"fr": "corrigez la date", "en": "correct the date"}[lang]
    assert place in out
    assert action in out


@LANGS
def test_a_week_twice_with_two_figures(say, folder, lang):
    (folder / "sales.csv").write_text(sales(weeks(40)) + f"{weeks(40)[7]},9999\n", encoding="utf-8")
    missing = {"fr": "du 21 avril 2025 au 27 avril 2025", "en": "from April 21, 2025 to April 27, 2025"}[lang]
    out = kept_going(say, folder, lang, missing)
    row, column = {"fr": ("ligne", "colonne"), "en": ("row", "column")}[lang]
    for number in (9, 42):
        assert re.search(rf"sales.csv, {row} {number}, {column} date ?: 2025-04-21", out)


@LANGS
@pytest.mark.parametrize("file", ["sales.csv", "media.csv"])
def test_a_gap_of_a_month(say, folder, lang, file):
    made = sales if file == "sales.csv" else media
    (folder / file).write_text(made(weeks(40, missing=range(20, 24))), encoding="utf-8")
    period = {"fr": "du 21 juillet 2025 au 17 août 2025", "en": "from July 21, 2025 to August 17, 2025"}[lang]
    assert period in kept_going(say, folder, lang, period)


@LANGS
def test_a_negative_spend(say, folder, lang):
    (folder / "media.csv").write_text(media(weeks(40)) + "2025-12-01,radio,-12.50,\n", encoding="utf-8")
    count = {"fr": "1 ligne refusée", "en": "1 row refused"}[lang]
    out = kept_going(say, folder, lang, count)
    place = {"fr": "ligne 82, colonne spend : -12.50", "en": "row 82, column spend: -12.50"}[lang]
    assert place in out


@LANGS
def test_a_channel_never_spent_on(say, folder, lang):
    (folder / "media.csv").write_text(media(weeks(40), idle="tiktok"), encoding="utf-8")
    said = {"fr": "Rien n'a été dépensé pour tiktok", "en": "Nothing was spent on tiktok"}[lang]
    assert said in kept_going(say, folder, lang, said)
    decided = json.loads((folder / "bascule-out" / "decisions.json").read_text(encoding="utf-8"))
    assert {line["channel"] for line in decided["channels"]} == {"radio", "google_search"}


@LANGS
def test_twelve_weeks_of_history_are_little_and_not_an_error(say, folder, lang):
    (folder / "media.csv").write_text(media(weeks(12)), encoding="utf-8")
    (folder / "sales.csv").write_text(sales(weeks(12)), encoding="utf-8")
    short = {"fr": "L'historique est trop court (12 périodes)", "en": "The history is too short (12 periods)"}[lang]
    kept_going(say, folder, lang, short)
    decided = json.loads((folder / "bascule-out" / "decisions.json").read_text(encoding="utf-8"))
    assert decided["window"]["periods"] == 12
    assert len(decided["channels"]) == 2


@LANGS
def test_sales_that_are_all_zero(say, folder, studied, lang):
    before = studied()["decisions.json"]
    (folder / "sales.csv").write_text(sales(weeks(40), zero=True), encoding="utf-8")
    action = {"fr": "Vérifiez la colonne des ventes", "en": "Check the column of revenue"}[lang]
    refused(say, folder, lang, action)
    assert studied()["decisions.json"] == before


@LANGS
def test_a_file_cut_in_the_middle_of_a_character(say, folder, lang):
    whole = (media(weeks(40)) + "2025-12-01,journal Hebdo é").encode()
    (folder / "media.csv").write_bytes(whole[:-1])
    cut = {"fr": "s'arrête au milieu d'un caractère", "en": "stops in the middle of a character"}[lang]
    out = kept_going(say, folder, lang, cut, {"fr": "1 ligne refusée", "en": "1 row refused"}[lang])
    assert {"fr": "media.csv, ligne 82", "en": "media.csv, row 82"}[lang] in out


def test_a_big_file(say, folder):
    days = [FIRST + dt.timedelta(days=day) for day in range(280)]
    rows = (f"{day},Campagne {at},CAD,{at % 7}.25,{at}\n" for day in days for at in range(200))
    with (folder / "google.csv").open("w", encoding="utf-8") as file:
        file.write("Day,Campaign,Currency code,Cost,Impr.\n")
        file.writelines(rows)
    code, out, _ = say("check", folder, "fr")
    assert code == 0
    assert "56 000 lignes gardées" in out


@LANGS
def test_a_workbook_under_the_name_of_a_csv(say, folder, lang):
    (folder / "ventes.csv").write_bytes(b"PK\x03\x04" + b"not a workbook after all" * 20)
    action = {"fr": "exportez-le de nouveau", "en": "export it again"}[lang]
    refused(say, folder, lang, "ventes.csv", "Excel", action)


@LANGS
@pytest.mark.parametrize(("number", "told"), [(errno.EACCES, ("droit", "allowed")), (errno.ENOSPC, ("plein", "full"))])
@pytest.mark.parametrize("where", [".bascule", "bascule-out"])
def test_a_disk_that_refuses_leaves_what_was_there(say, folder, studied, monkeypatch, lang, number, told, where):
    before = studied()
    (folder / "media.csv").write_text(media(weeks(39)), encoding="utf-8")
    opened = Path.open

    def refuse(path, mode="r", *options, **more):
        if "r" not in mode and path.parent.name == where:
            raise OSError(number, os.strerror(number), str(path))
        return opened(path, mode, *options, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        code, out, err = say("run", folder, lang)
    assert (code, out) == (3, "")
    assert told[lang == "en"] in err
    assert where in err
    assert {name: data for name, data in studied().items() if name in before} == before | (
        {} if where == ".bascule" else {"manifest.json": studied()["manifest.json"]}
    )
    assert not list(folder.rglob("*.part"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
@LANGS
def test_a_folder_that_may_not_be_written_in(say, folder, lang):
    folder.chmod(0o500)
    try:
        code, _, err = say("run", folder, lang)
    finally:
        folder.chmod(0o700)
    assert code == 3
    assert {"fr": "n'a pas le droit", "en": "not allowed"}[lang] in err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
@LANGS
def test_a_file_that_may_not_be_read(say, folder, lang):
    (folder / "sales.csv").chmod(0)
    refused(say, folder, lang, "sales.csv")
