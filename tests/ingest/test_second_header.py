"""Two exports put one after the other: the columns of the second are never read under the headers of the first."""

from collections.abc import Callable

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]
FIRST = "Day,Campaign,Currency code,Cost,Clicks\n2026-09-01,Toitures,CAD,12.34,7\n2026-09-02,Toitures,CAD,10.00,9\n"
OTHER = "Day,Campaign,Currency code,Clicks,Cost\n2026-09-03,Toitures,CAD,88,1020.50\n"


def test_a_second_header_in_another_order_refuses_the_file(read: Read) -> None:
    imported = read({"a.csv": FIRST + OTHER})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.params["row"]) == ("header_within", 4)
    assert not imported.tables


@pytest.mark.parametrize("again", [FIRST, FIRST.splitlines(keepends=True)[0] + "2026-09-03,Toitures,CAD,1.00,1\n"])
def test_the_same_header_again_is_one_bad_row(read: Read, again: str) -> None:
    imported = read({"a.csv": FIRST + again})
    (report,) = imported.files
    assert (report.rows_refused, report.total) == (1, pytest.approx(22.34 if again == FIRST else 23.34))


def test_the_other_language_in_the_same_order_does_no_harm(read: Read) -> None:
    french = "Jour,Campagne,Code de la devise,Coût,Clics\n2026-09-03,Toitures,CAD,1.00,1\n"
    (report,) = read({"a.csv": FIRST + french}).files
    assert (report.rows_kept, report.total) == (3, pytest.approx(23.34))


def test_a_word_in_the_place_of_an_amount_is_no_header(read: Read) -> None:
    (report,) = read({"a.csv": FIRST + "2026-09-03,Cost,CAD,Clicks,1\n"}).files
    assert (report.rows_kept, report.rows_refused) == (2, 1)
