"""The plain tables of customers, subscriptions, deals, prices, promotions and events, in English and in French."""

import datetime as dt
from collections.abc import Callable

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]


def _codes(imported: Imported) -> set[tuple[str, int | None]]:
    return {(refusal.code, refusal.row) for refusal in imported.refusals}


@pytest.mark.parametrize(
    "head",
    [
        "customer_id,first_order,orders,spent,province,accepts_email,acquisition_channel",
        "id_client,première_commande,commandes,dépensé,province,accepte_courriels,canal_acquisition",
    ],
)
def test_customers_csv(read: Read, head: str) -> None:
    rows = [
        "77,2026-01-05,3,120.50,QC,oui,Recherche naturelle", "78,2026-02-01,1,20,QC,non,",
        "79,2026-02-01,1,20,QC,maybe,", ",2026-02-01,1,20,QC,,", "80,2026-02-01,1,20,,,", "80,2026-02-01,2,40,,,",
    ]  # fmt: skip
    imported = read({"customers.csv": "\n".join([head, *rows])})
    customers = imported.tables["customers"]
    assert customers.select("orders", "spent", "accepts_email", "acquisition_channel").rows() == [
        (3.0, 120.5, True, "organic"), (1.0, 20.0, False, None),
    ]  # fmt: skip
    assert customers["customer_key"].str.len_chars().to_list() == [32, 32]
    assert customers["first_order_at"][0] == dt.datetime(2026, 1, 5)
    assert _codes(imported) == {
        ("flag_unknown", 4), ("value_missing", 5), ("customer_duplicated", 6), ("customer_duplicated", 7),
    }  # fmt: skip


def test_a_customer_has_one_key_in_every_table(read: Read) -> None:
    imported = read({
        "c.csv": "customer_id,first_order,orders\nA-7,2026-01-05,3\n",
        "o.csv": "order_id,ordered_at,customer_id,net\n1,2026-01-05,a-7,10\n",
        "s.csv": "subscription_id,customer_id,start,mrr\nS1,A-7 ,2026-01-05,10\n",
    })  # fmt: skip
    keys = {imported.tables[name]["customer_key"][0] for name in ("customers", "orders", "subscriptions")}
    assert len(keys) == 1
    assert "a-7" not in keys


@pytest.mark.parametrize(
    "head",
    [
        "subscription_id,customer_id,plan,start,end,mrr,amount,interval",
        "id_abonnement,id_client,forfait,début,fin,mrr,montant,fréquence",
    ],
)
def test_subscriptions_csv(read: Read, head: str) -> None:
    rows = [
        "S1,7,Pro,2026-01-05,,49,,", "S2,8,Pro,2026-01-05,2027-06-01,,480,annuel", "S3,8,Pro,2026-01-05,2025-06-01,9,,",
        "S4,8,Pro,2026-01-05,,-9,,", "S5,8,Pro,2026-01-05,,,9,fortnight",
    ]  # fmt: skip
    imported = read({"subscriptions.csv": "\n".join([head, *rows])})
    assert imported.tables["subscriptions"].select("subscription_id", "mrr", "end").rows() == [
        ("S1", 49.0, None), ("S2", 40.0, dt.date(2027, 6, 1)),
    ]  # fmt: skip
    assert _codes(imported) == {("range_backwards", 4), ("number_negative", 5), ("interval_unknown", 6)}


def test_stripe_subscriptions(read_one: Read) -> None:
    imported = read_one("stripe/subscriptions.csv")
    subscriptions = imported.tables["subscriptions"]
    assert subscriptions["mrr"].to_list() == [98.0, 40.0]
    # 02:30 UTC on the 1st is the evening before in Québec.
    assert subscriptions["start"].to_list() == [dt.date(2026, 1, 5), dt.date(2025, 2, 28)]
    assert subscriptions["end"].to_list() == [None, dt.date(2026, 2, 28)]
    assert subscriptions["currency"].unique().to_list() == ["CAD"]
    assert imported.files[0].source == "stripe_subscriptions"


def test_a_subscription_that_ended_since_is_ended(read: Read) -> None:
    head = "subscription_id,start,end,mrr\n"
    old = head + "S1,2026-01-05,,49\nS2,2026-02-05,,20\n"
    new = head + "S1,2026-01-05,2026-09-30,49\nS2,2026-02-05,,25\n"
    for names in (("a.csv", "b.csv"), ("b.csv", "a.csv")):
        rows = read(dict(zip(names, (old, new), strict=True))).tables["subscriptions"].sort("subscription_id")
        assert rows.select("end", "mrr").rows() == [(dt.date(2026, 9, 30), 49.0), (None, 25.0)]


@pytest.mark.parametrize(
    ("head", "won"),
    [
        ("deal_id,created,closed,stage,outcome,amount,origin", "won"),
        ("id_affaire,créée,fermée,étape,issue,montant,origine", "gagnée"),
    ],
)
def test_deals_csv(read: Read, head: str, won: str) -> None:
    rows = [
        f"1,2026-01-05,2026-02-01,x,{won},100,Web", "2,2026-01-05,,Closed Lost,,50,", "3,2026-01-05,,x,maybe,5,",
        f"4,2026-03-05,2026-02-01,x,{won},100,", f"5,2026-01-05,2026-02-01,x,{won},-1,",
    ]  # fmt: skip
    imported = read({"deals.csv": "\n".join([head, *rows])})
    assert imported.tables["deals"].select("deal_id", "outcome", "closed").rows() == [
        ("1", "won", dt.date(2026, 2, 1)), ("2", "lost", None),
    ]  # fmt: skip
    assert _codes(imported) == {("outcome_unknown", 4), ("range_backwards", 5), ("amount_below_zero", 6)}


@pytest.mark.parametrize("head", ["date,item,price,regular_price", "date,article,prix,prix_courant"])
def test_prices_csv(read: Read, head: str) -> None:
    rows = ["2026-07-01,savon,8,10", "2026-08-01,savon,9,10", "2026-09-01,savon,-9,10", "2026-08-01,bougie,20,"]
    imported = read({"prices.csv": "\n".join([head, *rows])})
    prices = imported.tables["prices"]
    assert prices.select("item", "grain", "price").rows() == [
        ("savon", "month", 8.0), ("savon", "month", 9.0), ("bougie", "day", 20.0),
    ]  # fmt: skip
    assert _codes(imported) == {("amount_below_zero", 4)}


@pytest.mark.parametrize("head", ["start,end,name,depth", "début,fin,nom,remise"])
def test_promos_csv(read: Read, head: str) -> None:
    rows = [
        '2026-07-01,2026-07-07,Été,"0,2"',
        "2026-08-01,,Rentrée,15 %",
        "2026-09-01,2026-08-01,X,0.1",
        "2026-09-01,,Y,20",
    ]
    imported = read({"promos.csv": "\n".join([head, *rows])})
    assert imported.tables["promos"].select("end", "depth").rows() == [
        (dt.date(2026, 7, 7), 0.2), (dt.date(2026, 8, 1), 0.15),
    ]  # fmt: skip
    assert _codes(imported) == {("range_backwards", 4), ("share_unreadable", 5)}


@pytest.mark.parametrize("head", ["start,end,kind,channel,note", "début,fin,nature,canal,commentaire"])
def test_events_csv(read: Read, head: str) -> None:
    rows = [
        "2026-07-01,2026-07-07,Rupture,,savon",
        "2026-08-01,,site down,web,",
        "2026-09-01,2026-08-01,x,,",
        "2026-09-01,,,,",
    ]
    imported = read({"events.csv": "\n".join([head, *rows])})
    assert imported.tables["events"].select("kind", "end", "channel").rows() == [
        ("rupture", dt.date(2026, 7, 7), None), ("site down", dt.date(2026, 8, 1), "web"),
    ]  # fmt: skip
    assert _codes(imported) == {("range_backwards", 4), ("value_missing", 5)}
