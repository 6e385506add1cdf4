"""What must hold whatever the file: dialects, orders, and any bytes at all."""

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bascule.company import Company
from bascule.errors import BasculeError
from bascule.ingest import Imported, read_folder
from bascule.locale import Locale
from bascule.locale.spreadsheet import as_meant
from bascule.locale.wording import WORDINGS, explain
from bascule.locale.wording.ingest import WORDINGS as OURS

COMPANY = Company(name="Nordet", gross_margin=0.4)
TODAY = dt.date(2026, 11, 23)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CAMPAIGNS = st.text("abcé œÀ,;|\"'\t-#=+0", min_size=1, max_size=12).filter(
    lambda text: text.strip(" \t-'") != "" and not text.strip().startswith(("=", "#"))
)
ROWS = st.lists(
    st.tuples(st.dates(dt.date(2024, 1, 1), TODAY), CAMPAIGNS, st.integers(0, 10**8)),
    min_size=1,
    max_size=12,
    unique_by=lambda row: (row[0], " ".join(row[1].split())),
)


def _read(contents: dict[str, bytes]) -> Imported:
    with tempfile.TemporaryDirectory() as name:
        for file, data in contents.items():
            (Path(name) / file).write_bytes(data)
        return read_folder(Path(name), COMPANY, TODAY)


def _spend(imported: Imported) -> list[tuple[dt.date, str | None, int]]:
    rows = imported.tables["media"].select("date", "campaign", "spend").rows()
    return sorted((date, campaign or "", round(spend * 100)) for date, campaign, spend in rows)


@FEW
@given(
    ROWS,
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.permutations(range(4)),
)
def test_the_dialect_of_a_file_changes_nothing(
    rows: list[tuple[dt.date, str, int]], delimiter: str, codec: str, newline: str, quoted: bool, order: list[int]
) -> None:
    table = [("Day", "Campaign", "Currency code", "Cost")]
    table += [(day.isoformat(), name, "CAD", f"{cents / 100:.2f}") for day, name, cents in rows]
    buffer = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    writer.writerows([row[column] for column in order] for row in table)
    imported = _read({"x.csv": buffer.getvalue().encode(codec)})
    assert _spend(imported) == sorted((day, as_meant(name.strip()).strip(), cents) for day, name, cents in rows)
    assert not imported.refusals


@FEW
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[dt.date, str, int]], random: object) -> None:
    def text(table: list[tuple[dt.date, str, int]]) -> bytes:
        buffer = io.StringIO()
        csv.writer(buffer).writerows([("date", "channel", "spend"), *((d, c, f"{s / 100:.2f}") for d, c, s in table)])
        return buffer.getvalue().encode()

    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (
        _read({"m.csv": text(table)}).tables["media"].drop("source_row", "import_id") for table in (rows, shuffled)
    )
    assert one.sort(one.columns).equals(other.sort(one.columns))


@FEW
@given(st.dictionaries(st.sampled_from(["a.csv", "b.txt", "c.xlsx", "d"]), st.binary(max_size=300), min_size=1))
def test_any_bytes_are_said_and_never_raised(contents: dict[str, bytes]) -> None:
    _survives(contents)


HEADS = (
    b"Day,Campaign,Currency code,Cost\n",
    "Jour;Campagne;Code de la devise;Coût\n".encode("cp1252"),
    b"date,revenue\n",
    b"date,brand,impressions,clicks\n",
    b"date,term,kind,value\n",
    b"channel,start,end,lift,lift_error,spend\n",
    b"date,grain,driver,value\n",
    b"Name,Financial Status,Subtotal,Created at,Lineitem name,Email\n",
    b"Date,Fournisseur,Montant\n",
    "Reporting starts\tCampaign name\tAmount spent (CAD)\n".encode("utf-16"),
)
PIECES = st.sampled_from(
    [b",", b";", b"\t", b'"', b"\n", b"2026-09-01", b"12.50", b"12,50", b"CAD", b"Total", b"\xe9", b"\x00"]
)


@FEW
@given(st.sampled_from(HEADS), st.lists(st.one_of(PIECES, st.binary(max_size=4)), max_size=60))
def test_any_rows_below_a_known_header_are_said_and_never_raised(head: bytes, pieces: list[bytes]) -> None:
    _survives({"x.csv": head + b"".join(pieces)})


def _survives(contents: dict[str, bytes]) -> None:
    refusal: BasculeError | None = None
    imported = Imported({})
    try:
        imported = _read(contents)
    except BasculeError as error:
        refusal = error
    if refusal:
        assert refusal.code in WORDINGS
        assert explain(refusal, Locale("fr"))
        return
    assert len(imported.files) == len(contents)
    said = [code for report in imported.files for code, _ in report.messages]
    assert {*said, *(each.code for each in imported.refusals)} <= set(WORDINGS)


def test_every_code_of_the_room_has_french_words() -> None:
    for code, message in OURS.items():
        assert Locale("fr").t(message).replace("’", "'") != message, code
