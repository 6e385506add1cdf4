import datetime as dt

import pytest

from bascule.company import Company
from bascule.errors import BasculeError
from bascule.experiments.arrange import method_of
from bascule.experiments.sheet import read_sheet
from bascule.locale import Locale
from bascule.locale.wording import explain

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def put(tmp_path):
    def write(text, name="essai.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_french_file_is_read_in_any_encoding(put, encoding):
    text = "Région;Semaine;Ventes;Coût\nMontréal;2026-03-02;1 020,50 $;0\nQuébec;2026-03-09;980,25;12,5\n"
    sheet = read_sheet(put(text, encoding=encoding), today=TODAY)
    assert sheet.rows.select("geo", "date", "value", "cost").rows() == [
        ("Montréal", dt.date(2026, 3, 2), 1020.5, 0.0),
        ("Québec", dt.date(2026, 3, 9), 980.25, 12.5),
    ]
    assert sheet.in_money
    assert method_of(sheet) == "geo"


@pytest.mark.parametrize(
    ("header", "method"),
    [
        ("date,location,sales", "geo"),
        ("jour,ville,commandes", "geo"),
        ("customer,arm,sales", "holdout"),
        ("client,groupe,ventes,avant", "holdout"),
        ("week,on,revenue", "switchback"),
        ("semaine,en marche,revenus", "switchback"),
        ("date,sales,cost", "before-after"),
        ("date,conversions", "before-after"),
    ],
)
def test_the_columns_tell_the_method(put, header, method):
    kinds = {"date": "2026-03-02", "jour": "2026-03-02", "week": "2026-03-02", "semaine": "2026-03-02"}
    cells = [kinds.get(name, "1") for name in header.split(",")]
    assert method_of(read_sheet(put(f"{header}\n{','.join(cells)}\n"), today=TODAY)) == method


def test_a_week_lasts_until_its_sunday(put):
    text = "date,sales\n2026-03-02,1\n2026-03-09,2\n2026-03-16,3\n"
    assert read_sheet(put(text), today=TODAY).rows["last"][0] == dt.date(2026, 3, 8)


@pytest.mark.parametrize("row", ["2026-03-02,abc", "2026-03-02,", "2026-13-42,5", "2026-03-02,5,6,7"])
def test_a_row_that_cannot_be_read_stops_the_test(put, row):
    with pytest.raises(BasculeError) as refused:
        read_sheet(put(f"date,sales\n{row}\n2026-03-03,6\n"), today=TODAY)
    assert refused.value.code == "trial_row_refused"
    assert refused.value.params["row"] == 2


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "date,geo\n2026-03-02,x\n"])
def test_a_file_without_results_is_told_which_columns_are_accepted(put, text):
    with pytest.raises(BasculeError) as refused:
        read_sheet(put(text), today=TODAY)
    assert "ventes" in explain(refused.value, Locale("fr"))


def test_what_the_file_cannot_say_is_asked_and_answered_in_the_companys_settings(put):
    path = put("date,sales\n03/04/2026,10\n04/04/2026,12\n")
    with pytest.raises(BasculeError) as asked:
        read_sheet(path, today=TODAY)
    assert 'date_order = "day_first"' in explain(asked.value, Locale("en"))
    company = Company(name="Nordet", gross_margin=0.4, files={"essai.csv": {"date_order": "day_first"}})
    assert read_sheet(path, company, TODAY).rows["date"][0] == dt.date(2026, 4, 3)
