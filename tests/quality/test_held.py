"""What each source holds: grain, gaps and age."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.ingest.imported import FileReport, Imported
from bascule.ingest.tables import conform
from bascule.quality.held import Gap, gaps, holdings

TODAY = dt.date(2026, 11, 23)


def _days(first: dt.date, count: int, step: int = 1) -> list[dt.date]:
    return [first + dt.timedelta(days=step * at) for at in range(count)]


def _media(days: list[dt.date], grain: str, width: int, file: str = "a.csv") -> pl.DataFrame:
    ends = [day + dt.timedelta(days=width - 1) for day in days]
    rows = {"date": days, "date_end": ends, "grain": [grain] * len(days), "spend": [2.0] * len(days)}
    return conform(pl.DataFrame({**rows, "source_file": [file] * len(days)}), "media")


def test_a_source_is_told_by_its_files_and_table() -> None:
    tables = {
        "media": pl.concat(
            [
                _media(_days(dt.date(2026, 9, 7), 4, 7), "week", 7),
                _media(_days(dt.date(2026, 11, 1), 20), "day", 1, "b.csv"),
            ]
        )
    }
    files = (FileReport("a.csv", "meta_ads"), FileReport("b.csv", "google_ads"))
    one, other = holdings(Imported(tables, files), TODAY)
    assert (one.source, one.grain, one.rows, one.total, one.start, one.end) == (
        "meta_ads", "week", 4, 8.0, dt.date(2026, 9, 7), dt.date(2026, 10, 4),
    )  # fmt: skip
    assert (one.age_days, one.age) == (50, "old")
    assert (other.source, other.age_days, other.age) == ("google_ads", 3, "fresh")


def test_working_time_whose_file_bears_no_name_has_its_source() -> None:
    rows = conform(pl.DataFrame({"week": [dt.date(2026, 11, 9)], "minutes": [90.0], "source_file": ["….ics"]}), "hours")
    (held,) = holdings(Imported({"hours": rows}, (FileReport("ines@x.example.ics", "calendar_ics", "hours"),)), TODAY)
    assert (held.source, held.grain, held.rows) == ("calendar_ics", "week", 1)


def test_a_week_of_working_time_lasts_seven_days() -> None:
    weeks = [dt.date(2026, 8, 31), dt.date(2026, 9, 14), dt.date(2026, 9, 21)]
    rows = conform(pl.DataFrame({"week": weeks, "minutes": [60.0] * 3, "source_file": ["t.csv"] * 3}), "hours")
    (held,) = holdings(Imported({"hours": rows}, (FileReport("t.csv", "toggl_time", "hours"),)), TODAY)
    assert held.gaps == (Gap(dt.date(2026, 9, 7), dt.date(2026, 9, 13)),)
    assert held.end == dt.date(2026, 9, 27)
    (running,) = holdings(
        Imported({"hours": rows}, (FileReport("t.csv", "toggl_time", "hours"),)), dt.date(2026, 9, 23)
    )
    assert (running.end, running.age_days) == (dt.date(2026, 9, 23), 0)


@pytest.mark.parametrize(("quiet", "found"), [(6, 0), (7, 1), (30, 1)])
def test_a_week_without_a_row_is_a_gap_in_a_daily_export(quiet: int, found: int) -> None:
    before = _days(dt.date(2026, 1, 1), 30)
    after = _days(before[-1] + dt.timedelta(days=quiet + 1), 30)
    days = pl.Series(before + after)
    told = gaps(days, days, "day")
    assert len(told) == found
    assert [gap.days for gap in told] == [quiet] * found


def test_a_shop_that_sells_now_and_then_has_no_gap() -> None:
    days = pl.Series([*_days(dt.date(2026, 1, 1), 40, 6), dt.date(2026, 9, 10)])
    assert gaps(days, days, "day") == ()


def test_weeks_that_touch_leave_no_gap_and_a_missing_one_does() -> None:
    starts = [day for day in _days(dt.date(2026, 1, 5), 20, 7) if day != dt.date(2026, 2, 2)]
    ends = [day + dt.timedelta(days=6) for day in starts]
    (gap,) = gaps(pl.Series(starts), pl.Series(ends), "week")
    assert (gap.start, gap.end) == (dt.date(2026, 2, 2), dt.date(2026, 2, 8))


@given(st.lists(st.integers(0, 700), min_size=1, max_size=60))
def test_no_gap_ever_holds_a_row(offsets: list[int]) -> None:
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=offset) for offset in offsets]
    for gap in gaps(pl.Series(days), pl.Series(days), "day"):
        assert not [day for day in days if gap.start <= day <= gap.end]
