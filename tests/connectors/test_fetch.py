"""Each connector against an imitation of its API: authentication, pages, and the very rows that come in."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from bascule.company import Company, FileSettings
from bascule.connectors import CONNECTORS
from bascule.connectors.connector import Ask
from bascule.connectors.fetch import fetch
from bascule.errors import BasculeError
from bascule.ingest import Imported, read_folder
from fake_api import Answer, Call, FakeApi

SINCE, UNTIL = dt.date(2026, 9, 1), dt.date(2026, 9, 2)
COMPANY = Company(name="Atelier Nordet", gross_margin=0.4, own_names=("Nordet",))


def _fetch(api: FakeApi, name: str, folder: Path, **given: str) -> Imported:
    path, _ = fetch(CONNECTORS[name], Ask(given, SINCE, UNTIL), folder, base_url=api.url)
    assert path.parent == folder / "api"
    return read_folder(folder, COMPANY, dt.date(2026, 11, 23))


def _google(api: FakeApi, then) -> None:
    def answer(call: Call) -> Answer:
        if call.path == "/token":
            assert "grant_type=refresh_token" in call.body
            assert "refresh_token=rt" in call.body
            return 200, {"access_token": "at", "expires_in": 3600}, {}
        assert call.headers["authorization"] == "Bearer at"
        return then(call)

    api.answer = answer


def test_google_ads_gives_campaigns_by_day(api: FakeApi, tmp_path: Path) -> None:
    def row(day: str, campaign: str, micros: int) -> dict[str, object]:
        return {
            "segments": {"date": day},
            "campaign": {"name": campaign, "advertisingChannelType": "SEARCH"},
            "customer": {"descriptiveName": "Nordet", "currencyCode": "CAD"},
            "metrics": {
                "costMicros": str(micros), "impressions": "100", "clicks": "7", "conversions": 1.5,
                "conversionsValue": 80.0,
            },
        }  # fmt: skip

    def answer(call: Call) -> Answer:
        assert call.path == "/customers/1234567890/googleAds:search"
        assert call.headers["developer-token"] == "dt"
        assert "BETWEEN '2026-09-01' AND '2026-09-02'" in call.body["query"]
        if call.body.get("pageToken") == "p2":
            return 200, {"results": [row("2026-09-02", "Nordet", 5_250_000)]}, {}
        return 200, {"results": [row("2026-09-01", "Toitures", 12_340_000)], "nextPageToken": "p2"}, {}

    _google(api, answer)
    imported = _fetch(
        api, "google-ads", tmp_path, customer_id="123-456-7890", developer_token="dt", client_id="c",
        client_secret="s", refresh_token="rt", token_url=api.url + "token",
    )  # fmt: skip
    media = imported.tables["media"].sort("date")
    assert media.select("channel", "spend", "clicks", "platform_conversions", "platform_revenue").rows() == [
        ("generic_search", 12.34, 7.0, 1.5, 80.0),
        ("brand_search", 5.25, 7.0, 1.5, 80.0),
    ]


def test_meta_gives_campaigns_by_day_and_counts_a_purchase_once(api: FakeApi, tmp_path: Path) -> None:
    def row(day: str, spend: str) -> dict[str, object]:
        actions = [{"action_type": name, "value": "3"} for name in ("purchase", "omni_purchase", "link_click")]
        return {
            "campaign_name": "Prospection", "account_name": "Nordet", "account_currency": "CAD", "spend": spend,
            "impressions": "900", "inline_link_clicks": "12", "actions": actions,
            "action_values": [{"action_type": "omni_purchase", "value": "210.5"}],
            "date_start": day, "date_stop": day,
        }  # fmt: skip

    def answer(call: Call) -> Answer:
        assert call.headers["authorization"] == "Bearer tok"
        if call.path == "/next":
            return 200, {"data": [row("2026-09-02", "38.90")], "paging": {}}, {}
        assert call.path == "/act_42/insights"
        assert call.query["time_range"] == '{"since": "2026-09-01", "until": "2026-09-02"}'
        return 200, {"data": [row("2026-09-01", "41.27")], "paging": {"next": api.url + "next"}}, {}

    api.answer = answer
    media = _fetch(api, "meta-ads", tmp_path, account_id="act_42", access_token="tok").tables["media"].sort("date")
    assert media.select("grain", "spend", "clicks", "platform_conversions", "platform_revenue").rows() == [
        ("day", 41.27, 12.0, 3.0, 210.5),
        ("day", 38.9, 12.0, 3.0, 210.5),
    ]


def test_shopify_gives_orders_with_refunds_and_without_tests(api: FakeApi, tmp_path: Path) -> None:
    def order(name: str, **more: object) -> dict[str, object]:
        return {
            "name": name, "email": "ada@example.com", "financial_status": "paid", "currency": "CAD",
            "subtotal_price": "100.00", "total_shipping_price_set": {"shop_money": {"amount": "10.00"}},
            "total_tax": "16.47", "total_price": "126.47", "total_discounts": "5.00",
            "created_at": "2026-09-01T23:30:00-04:00", "discount_codes": [{"code": "RENTREE"}],
            "line_items": [{"name": "Bougie"}, {"name": "Savon"}], **more,
        }  # fmt: skip

    refund = {"transactions": [{"kind": "refund", "status": "success", "amount": "63.235"}]}

    def answer(call: Call) -> Answer:
        assert call.headers["x-shopify-access-token"] == "tok"
        if call.query.get("page_info") == "2":
            return 200, {"orders": [order("#2", refunds=[refund]), order("#3", test=True)]}, {}
        assert call.query["created_at_min"] == "2026-09-01T00:00:00"
        return 200, {"orders": [order("#1")]}, {"Link": f'<{api.url}orders.json?page_info=2>; rel="next"'}

    api.answer = answer
    orders = _fetch(api, "shopify", tmp_path, shop="nordet", access_token="tok").tables["orders"].sort("order_id")
    assert orders["order_id"].to_list() == ["#1", "#2"]
    assert orders["net"].to_list() == pytest.approx([100.0, 50.0], abs=0.01)
    assert orders["ordered_at"].to_list() == [dt.datetime(2026, 9, 1, 23, 30)] * 2
    assert orders["customer_key"].n_unique() == 1


def test_stripe_gives_live_payments_on_the_company_s_clock(api: FakeApi, tmp_path: Path) -> None:
    late = int(dt.datetime(2026, 9, 2, 2, 0, tzinfo=dt.UTC).timestamp())

    def charge(name: str, **more: object) -> dict[str, object]:
        return {
            "id": name, "created": late, "amount": 12900, "amount_refunded": 0, "currency": "cad", "captured": True,
            "status": "succeeded", "livemode": True, "customer": "cus_1",
            "balance_transaction": {"currency": "cad", "amount": 12900, "fee": 404}, **more,
        }  # fmt: skip

    def answer(call: Call) -> Answer:
        assert call.headers["authorization"] == "Bearer sk"
        if call.query.get("starting_after") == "ch_2":
            return 200, {"data": [charge("ch_3", status="failed")], "has_more": False}, {}
        assert call.query["created[gte]"] == str(int(dt.datetime(2026, 9, 1, tzinfo=dt.UTC).timestamp()))
        return 200, {"data": [charge("ch_1"), charge("ch_2", livemode=False)], "has_more": True}, {}

    api.answer = answer
    company = COMPANY.model_copy(update={"files": {"stripe*": FileSettings(taxes="out")}})
    _, count = fetch(CONNECTORS["stripe"], Ask({"secret_key": "sk"}, SINCE, UNTIL), tmp_path, base_url=api.url)
    assert count == 2
    orders = read_folder(tmp_path, company, dt.date(2026, 11, 23)).tables["orders"]
    assert orders.select("order_id", "ordered_at", "net").rows() == [("ch_1", dt.datetime(2026, 9, 1, 22, 0), 129.0)]


def test_ga4_gives_visits_by_day_and_channel(api: FakeApi, tmp_path: Path) -> None:
    def row(day: str, channel: str, sessions: int) -> dict[str, object]:
        metrics = [str(sessions), str(sessions // 2), "3", "100.5"]
        return {
            "dimensionValues": [{"value": day}, {"value": channel}],
            "metricValues": [{"value": value} for value in metrics],
        }

    rows = [row("20260901", "Organic Search", 66), row("20260902", "Direct", 70)]

    def answer(call: Call) -> Answer:
        assert call.path == "/properties/99:runReport"
        assert call.body["dateRanges"] == [{"startDate": "2026-09-01", "endDate": "2026-09-02"}]
        start = call.body.get("offset", 0)
        return 200, {"rows": rows[start : start + 1] if start < 2 else [], "rowCount": 2}, {}

    _google(api, answer)
    imported = _fetch(
        api, "ga4", tmp_path, property_id="99", client_id="c", client_secret="s", refresh_token="rt",
        token_url=api.url + "token",
    )  # fmt: skip
    web = imported.tables["web"].sort("date")
    assert web.select("date", "grain", "channel", "sessions").rows()[0] == (SINCE, "day", "organic", 66.0)


def test_hubspot_gives_deals_and_nobody_s_name(api: FakeApi, tmp_path: Path) -> None:
    def deal(name: str, stage: str) -> dict[str, object]:
        properties = {
            "dealname": "Ada Exemple", "dealstage": stage, "amount": "5000", "createdate": "2026-09-01T13:00:00Z",
            "closedate": "2026-09-02T13:00:00Z", "hs_analytics_source": "PAID_SEARCH", "deal_currency_code": "CAD",
        }  # fmt: skip
        return {"id": name, "properties": properties}

    def answer(call: Call) -> Answer:
        assert call.method == "POST"
        assert call.headers["authorization"] == "Bearer tok"
        if call.body.get("after") == "2":
            return 200, {"results": [deal("8", "closedlost")]}, {}
        return 200, {"results": [deal("7", "closedwon")], "paging": {"next": {"after": "2"}}}, {}

    api.answer = answer
    deals = _fetch(api, "hubspot", tmp_path, access_token="tok").tables["deals"].sort("deal_id")
    assert deals.select("deal_id", "outcome", "amount").rows() == [("7", "won", 5000.0), ("8", "lost", 5000.0)]
    assert "Ada" not in (next((tmp_path / "api").iterdir())).read_text(encoding="utf-8")


def test_a_refusal_says_what_the_api_said_without_the_secret_and_writes_nothing(api: FakeApi, tmp_path: Path) -> None:
    api.answer = lambda _: (401, {"error": "invalid token s3cr3t"}, {})
    with pytest.raises(BasculeError, match="connector_refused") as caught:
        fetch(CONNECTORS["hubspot"], Ask({"access_token": "s3cr3t"}, SINCE, UNTIL), tmp_path, base_url=api.url)
    assert caught.value.params["status"] == 401
    assert "s3cr3t" not in str(caught.value)
    assert not (tmp_path / "api").exists()


def test_an_answer_of_another_form_is_said(api: FakeApi, tmp_path: Path) -> None:
    api.answer = lambda _: (200, {"results": [{"nothing": 1}]}, {})
    with pytest.raises(BasculeError, match="connector_unexpected"):
        fetch(CONNECTORS["hubspot"], Ask({"access_token": "t"}, SINCE, UNTIL), tmp_path, base_url=api.url)


def test_an_empty_period_is_a_file_without_rows(api: FakeApi, tmp_path: Path) -> None:
    api.answer = lambda _: (200, {"data": [], "paging": {}}, {})
    given = {"account_id": "42", "access_token": "t"}
    path, count = fetch(CONNECTORS["meta-ads"], Ask(given, SINCE, UNTIL), tmp_path, base_url=api.url)
    assert count == 0
    assert list(csv.reader(path.read_text(encoding="utf-8").splitlines())) == [list(CONNECTORS["meta-ads"].columns)]
