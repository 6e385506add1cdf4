"""TikTok Ads Manager: the total of the last row, masked counts, workbooks."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from bascule.company import FileSettings
from bascule.ingest import Imported

Read = Callable[..., Imported]
SAMPLE = "tiktok/campaign_en.csv"


def _workbook(text: str) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": True}) as book:
        sheet = book.add_worksheet("Campaign")
        for at, row in enumerate(csv.reader(io.StringIO(text))):
            sheet.write_row(at, 0, row)
    return buffer.getvalue()


@pytest.mark.parametrize("workbook", [False, True])
def test_the_last_row_is_a_total_and_it_adds_up(read: Read, exports: Path, workbook: bool) -> None:
    text = (exports / SAMPLE).read_text(encoding="utf-8")
    imported = read({"t.xlsx": _workbook(text)} if workbook else {"t.csv": text})
    media = imported.tables["media"]
    assert media.select("date", "grain", "platform", "channel", "spend", "impressions", "clicks").rows() == [
        (dt.date(2026, 9, 1), "day", "tiktok_ads", "tiktok_prospecting", 55.1, 9003, 78),
        (dt.date(2026, 9, 2), "day", "tiktok_ads", "tiktok_prospecting", 49.9, 8275, 72),
    ]
    assert ("totals_agree", {"stated_money": pytest.approx(105.0)}) in imported.files[0].messages


def test_a_masked_count_is_unknown_and_not_zero(read: Read, exports: Path) -> None:
    text = (exports / SAMPLE).read_text(encoding="utf-8").replace("7110,2\n", "7110,<5\n").replace(",72,", ",-,")
    media = read({"t.csv": text}).tables["media"]
    assert media.select("platform_conversions", "clicks").rows() == [(None, 78), (1, None)]


def test_without_a_day_the_period_is_asked_then_taken_from_the_settings(read: Read) -> None:
    text = "Campaign name,Currency,Cost\nÉté,CAD,31.00\nTotal of 1 results,CAD,31.00\n"
    (question,) = read({"t.csv": text}).questions
    assert (question.field, question.code) == ("period", "period_unknown")
    answered = read({"t.csv": text}, files={"t.csv": FileSettings(period="2026-08-01/2026-08-31")})
    assert answered.tables["media"].select("date", "date_end", "grain", "spend").rows() == [
        (dt.date(2026, 8, 1), dt.date(2026, 8, 31), "month", 31.0)
    ]
