"""A header row belongs to one source, whatever optional columns stand beside the ones that identify it."""

import itertools
from collections.abc import Iterator

import pytest

from bascule.ingest import SOURCES
from bascule.ingest.headers import plain
from bascule.ingest.layout import find_layout, heads
from bascule.ingest.source import Source

PLAIN = (
    "media_csv", "sales_csv", "search_csv", "interest_csv", "web_csv", "experiments_csv", "drivers_csv",
    "customers_csv", "subscriptions_csv", "deals_csv", "emails_csv", "surveys_csv", "price_surveys_csv", "prices_csv",
    "promos_csv", "events_csv", "consents_csv",
)  # fmt: skip


def _header(source: Source, names: tuple[str, ...]) -> str:
    return ",".join(f'"{source.column(name).names[0]}"' for name in names)


def _recognised(header: str) -> str | None:
    layout = find_layout(heads(f"{header}\n"), SOURCES.values())
    return layout.source.kind if layout else None


def _headers(source: Source) -> Iterator[tuple[str, ...]]:
    for identity in source.identified_by:
        needed = {column.name for column in source.columns if column.needed}
        always = tuple(dict.fromkeys((*identity, *sorted(needed))))
        rest = [column.name for column in source.columns if column.name not in always]
        for count in (0, 1, 2, len(rest)):
            for chosen in itertools.combinations(rest, count):
                yield always + chosen


@pytest.mark.parametrize("kind", PLAIN)
def test_a_plain_table_is_recognised_whatever_optional_columns_it_has(kind: str) -> None:
    source = SOURCES[kind]
    assert {_recognised(_header(source, names)) for names in _headers(source)} == {kind}


@pytest.mark.parametrize("kind", [kind for kind in SOURCES if kind not in PLAIN])
def test_an_export_is_never_taken_for_a_plain_table(kind: str) -> None:
    source = SOURCES[kind]
    taken = {_recognised(_header(source, names)) for names in _headers(source)}
    assert not taken & set(PLAIN)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("date,channel,spend,sessions", "media_csv"),
        ("date,channel,brand,spend,impressions,clicks", "media_csv"),
        ("date,channel,query,brand,spend,impressions,clicks", "media_csv"),
        ("date,revenue,orders,sessions", "sales_csv"),
        ("date,revenue,driver", "sales_csv"),
        ("channel,start,end,lift,lift_error,cost,kind", "experiments_csv"),
        ("Date,Kind,Amount,Channel,Vendor", "costs"),
        ("Start,End,Channel,Amount", "costs"),
        ("date,term,value", None),
        ("date,impressions,clicks", None),
        ("date,term,kind", None),
        ("Date,Kind,Note,Amount", "costs"),
        ("start,end,kind,channel,amount,vendor", "costs"),
        ("order_id,ordered_at,email,net,source_channel", "orders_csv"),
        ("date,survey,score,answer", "surveys_csv"),
        ("date,score", None),
    ],
)
def test_a_column_of_another_table_does_not_mislead(header: str, kind: str | None) -> None:
    assert _recognised(header) == kind


def test_no_table_is_identified_by_what_identifies_another() -> None:
    named = {
        (kind, identity): {plain(SOURCES[kind].column(name).names[0]) for name in identity}
        for kind in PLAIN
        for identity in SOURCES[kind].identified_by
    }
    for (one, _), (other, _) in itertools.permutations(named, 2):
        if one != other:
            pairs = [(a, b) for (k, _), a in named.items() if k == one for (o, _), b in named.items() if o == other]
            assert not any(a <= b for a, b in pairs), (one, other)
