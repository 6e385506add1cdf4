"""A file is refused as a whole when too many of its rows are, with the causes that what is seen makes likeliest."""

from collections.abc import Callable

import pytest

from bascule.company import FileSettings
from bascule.ingest import Imported
from bascule.ingest.causes import ANY, CAUSES
from bascule.locale import Locale
from bascule.locale.wording import WORDINGS, word

Read = Callable[..., Imported]
HEADER = "Day,Campaign,Currency code,Cost\n"
GOOD = "".join(f"2026-09-{day:02d},A,CAD,{day}.50\n" for day in range(1, 21))


def _of(read: Read, bad: str, good: str = GOOD) -> list[str]:
    imported = read({"g.csv": HEADER + good + bad})
    whole = imported.refusals[0]
    assert (whole.code, whole.row) == ("file_mostly_refused", None)
    assert imported.tables == {}
    assert imported.refused == ()
    causes = whole.params["causes"]
    assert isinstance(causes, tuple)
    assert len(causes) == 3
    return [code for code, _ in causes]


def _rows(pattern: str, count: int = 12) -> str:
    return "".join(pattern.format(rank) + "\n" for rank in range(10, 10 + count))


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("459{},A,CAD,1.00", "cause_date_serials"),
        ("########,A{},CAD,1.00", "cause_spreadsheet_errors"),
        ("le {} septembre,A,CAD,1.00", "cause_date_format"),
        ("Toitures,A{},CAD,1.00", "cause_columns_shifted"),
        ("2027-09-{},A,CAD,1.00", "cause_year"),
        ("2026-09-{},A,CAD,-4.00", "cause_credits"),
        ("2026-09-{},A,CAD,1.00 USD net", "cause_signs"),
        ("2026-09-{},A,CAD,1.234.5", "cause_decimal"),
        ("2026-09-{},A,CAD,#REF!", "cause_spreadsheet_errors"),
        (",A{},CAD,4.00", "cause_grouped"),
        ("2026-09-{},A,CAD,12,50", "cause_decimal_comma"),
        ("2026-09-{},A,CAD,12,b,c", "cause_delimiter"),
    ],
)
def test_the_first_cause_is_what_the_cells_show(read: Read, pattern: str, first: str) -> None:
    assert _of(read, _rows(pattern))[0] == first


def test_what_fails_most_is_named_first(read: Read) -> None:
    causes = _of(read, _rows("459{},A,CAD,1.00", 4) + _rows("2026-09-{},A,CAD,-4.00", 20))
    assert causes[0] == "cause_credits"
    assert "cause_date_serials" in causes


def test_lost_letters_point_to_the_encoding(read: Read) -> None:
    text = "Jour;Campagne;Code de la devise;Coût\n" + "".join(
        f"2026-09-{day:02d};Été {'é' * 4};CAD;{day},50\n" for day in range(1, 21)
    )
    data = text.encode() + b"".join(f"2026-08-{day};".encode() + b"\xe9t;CAD;1,50\n" for day in range(10, 25))
    whole = read({"g.csv": data}).refusals[0]
    assert whole.code == "file_mostly_refused"
    assert whole.params["causes"][0][0] == "cause_encoding"  # type: ignore[index]


def test_below_the_thresholds_the_others_are_kept(read: Read) -> None:
    nine = read({"g.csv": HEADER + GOOD[: len(GOOD) // 2] + _rows("2026-10-{},A,CAD,-4.00", 9)})
    assert (nine.files[0].rows_kept, nine.files[0].rows_refused) == (10, 9)
    fifth = read({"g.csv": HEADER + GOOD * 1 + _rows("2026-10-{},A,CAD,-4.00", 5)})
    assert (fifth.files[0].rows_kept, fifth.files[0].rows_refused) == (20, 5)


def test_a_file_of_which_every_row_is_refused_is_refused_even_when_short(read: Read) -> None:
    assert len(_of(read, "2026-09-01,A,CAD,-4.00\n", good="")) == 3


def test_the_owner_can_keep_the_rows_that_can_be_read(read: Read) -> None:
    files = {"g.csv": FileSettings(accept_refusals=True)}
    imported = read({"g.csv": HEADER + GOOD + _rows("459{},A,CAD,1.00")}, files=files)
    assert (imported.files[0].rows_kept, imported.files[0].rows_refused) == (20, 12)
    assert imported.tables["media"]["spend"].sum() == 220.0
    assert imported.refused[0].total == 12


def test_the_sentence_ranks_the_causes_and_says_how_to_keep_the_rest(read: Read) -> None:
    whole = read({"g.csv": HEADER + GOOD + _rows("459{},A,CAD,1.00")}).refusals[0]
    for lang, said in (("en", "12 of its 32 rows"), ("fr", "12 de ses 32 lignes")):
        told = word(whole.code, whole.params, Locale("en" if lang == "en" else "fr")).replace("\u00a0", " ")
        assert said in told
        assert "(1)" in told
        assert "(3)" in told
        assert "45910" in told
        assert "accept_refusals = true" in told
        assert "{" not in told


def test_every_cause_has_words() -> None:
    codes = {cause.code for causes in (*CAUSES.values(), ANY) for cause in causes}
    assert codes == {code for code in WORDINGS if code.startswith("cause_")}
