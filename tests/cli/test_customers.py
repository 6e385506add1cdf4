"""`bascule customers FOLDER`: the two lists, who is left off the second, and what is said."""

import csv
import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook

TODAY = dt.date.today()
COMPANY = "name = 'Nordet'\ngross_margin = 0.4\ncurrency = 'CAD'\n"


def ago(days):
    return TODAY - dt.timedelta(days=days)


def orders():
    """Return ninety customers: forty who come every month, ten who have stopped, forty who bought once, long ago."""
    lines, number = ["order_id,ordered_at,email,net"], 0
    for who in range(90):
        last = 100 if 20 <= who < 30 else 5
        days = [last + 30 * back for back in range(6)] if who < 50 else [1500 - 20 * (who - 50)]
        for back in days:
            number += 1
            lines.append(f"{number},{ago(back)},client{who:02}@example.com,{50 + who}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bascule.toml").write_text(COMPANY, encoding="utf-8")
    (tmp_path / "orders.csv").write_text(orders(), encoding="utf-8")
    return tmp_path


def rows(path, delimiter=","):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def listed(folder, name="bascule-customers/call_list.csv", delimiter=","):
    return [next(iter(row.values())) for row in rows(folder / name, delimiter)]


def two_years_after(day):
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 2, day=28 if leap else day.day)


def spaced(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_who_is_silent_comes_first_and_everyone_is_in_the_nameless_list(call, folder):
    answer = call("customers", folder)
    assert answer.code == 0
    everyone = rows(folder / "bascule-customers/customers.csv")
    assert len(everyone) == 90
    assert not any("@" in cell for row in everyone for cell in row.values())
    assert {row["Segment"] for row in everyone} >= {"loyal", "lost"}
    addresses = listed(folder)
    assert len(addresses) == 20
    assert {address[:8] for address in addresses[:10]} == {f"client{who}" for who in range(20, 30)}
    assert "30 more could be: --limit 50" in answer.out
    assert "a purchase, or the end of a contract, gives two years" in answer.out


def test_who_withdrew_or_never_consented_is_on_no_list(call, folder):
    register = (
        f"email,consent,date\nclient29@example.com,unsubscribed,{ago(3)}\nclient28@example.com,express,{ago(900)}\n"
    )
    (folder / "registre.csv").write_text(register, encoding="utf-8")
    answer = call("customers", folder, "--segment", "at_risk", "--limit", "100")
    assert answer.code == 0
    assert "client29@example.com" not in listed(folder)
    found = {row["E-mail"]: row for row in rows(folder / "bascule-customers/call_list.csv")}
    assert found["client28@example.com"]["Consent"] == "express"
    assert found["client27@example.com"]["Consent ends"] == str(two_years_after(ago(100)))
    assert {row["Segment"] for row in found.values()} == {"at risk"}
    assert "1 left out: they do not want e-mails." in answer.out


def test_a_register_that_cannot_be_read_whole_stops_everything(call, folder):
    rows = "".join(f"client{who}@example.com,express,2026-01-05\n" for who in range(10, 20))
    (folder / "registre.csv").write_text(f"email,consent,date\n{rows}client29@example.com,STOP!,2026-01-05\n", "utf-8")
    answer = call("customers", folder)
    assert answer.code == 3
    assert "one of them may say that someone does not want e-mails" in answer.err
    assert not (folder / "bascule-customers").exists()


def test_the_french_list_is_named_and_written_in_french(call, folder):
    answer = call("customers", folder, "--lang", "fr", "--out", folder / "listes")
    assert answer.code == 0
    assert listed(folder, "listes/liste_appels.csv", ";")[0].startswith("client2")
    first = rows(folder / "listes/liste_appels.csv", ";")[0]
    assert first["Segment"] == "à risque"
    assert "," in first["Marge attendue en 12 mois"]
    assert "20 clients à joindre." in spaced(answer.out)
    sheet = CalamineWorkbook.from_path(str(folder / "listes/liste_appels.xlsx")).get_sheet_by_index(0).to_python()
    assert sheet[3][0] == "Courriel"
    assert [row[0] for row in sheet[4:]] == listed(folder, "listes/liste_appels.csv", ";")
    assert isinstance(sheet[4][3], dt.date)
    assert isinstance(sheet[4][5], float)


def test_an_address_that_a_spreadsheet_would_run_is_made_inert(call, folder):
    text = orders().replace("client29@example.com", "=cmd@example.com")
    (folder / "orders.csv").write_text(text, encoding="utf-8")
    assert call("customers", folder).code == 0
    assert "'=cmd@example.com" in listed(folder)


def test_orders_that_name_nobody_and_too_few_customers_are_said(call, folder):
    (folder / "orders.csv").write_text("order_id,ordered_at,net\n1,2026-01-05,10\n", encoding="utf-8")
    assert "No order names its customer" in call("customers", folder).err
    (folder / "orders.csv").write_text("order_id,ordered_at,email,net\n1,2026-01-05,a@b.ca,10\n", encoding="utf-8")
    answer = call("customers", folder)
    assert answer.code == 3
    assert "at least" in answer.err


def test_no_address_is_kept_in_the_folder_by_bascule(call, folder):
    call("customers", folder, "--out", folder.parent / "elsewhere")
    kept = b"".join(path.read_bytes() for path in (folder / ".bascule").rglob("*") if path.is_file())
    assert b"@example.com" not in kept
    key = rows(folder.parent / "elsewhere/customers.csv")[0]["Key"]
    call("customers", folder, "--out", folder.parent / "again")
    assert rows(folder.parent / "again/customers.csv")[0]["Key"] == key


def test_a_company_under_contract_alone_is_told_where_its_figures_are(call, folder):
    (folder / "orders.csv").unlink()
    contracts = "subscription_id,email,start,status,mrr\n1,a@example.com,2025-01-05,active,50\n"
    (folder / "subscriptions.csv").write_text(contracts, encoding="utf-8")
    answer = call("customers", folder)
    assert answer.code != 0
    assert "under contract" in answer.err
    assert not (folder / "bascule-customers").exists()


@pytest.mark.parametrize("out", ["bascule-customers", "lists", "."])
def test_the_lists_are_not_read_as_exports_the_next_time(call, folder, out):
    assert call("customers", folder, "--out", folder / out).code == 0
    told = call("check", folder)
    assert "call_list" not in told.out + told.err
