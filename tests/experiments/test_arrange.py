import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from bascule.errors import BasculeError
from bascule.experiments.arrange import read_test
from bascule.experiments.question import Asked
from bascule.experiments.sheet import read_sheet

TODAY = dt.date(2026, 11, 23)
FIRST, LAST = dt.date(2026, 3, 2), dt.date(2026, 3, 29)
ASKED = Asked("radio", FIRST, LAST)


@pytest.fixture
def read(tmp_path):
    def run(text, asked=ASKED, method=None):
        path = tmp_path / "essai.csv"
        path.write_text(text, encoding="utf-8")
        return read_test(read_sheet(path, today=TODAY), asked, method)

    return run


def geo_rows(places, *, gain=0.0, cost=None, arm=None, skip=()):
    """Write 26 weeks before the test and its 4 weeks, the first place gaining, in long form."""
    lines = ["date,geo,sales" + (",cost" if cost else "") + (",arm" if arm else "")]
    made = places(np.random.default_rng(3), 30, 7)
    for week in range(30):
        day = FIRST + dt.timedelta(weeks=week - 26)
        for rank in range(7):
            if (week, rank) in skip:
                continue
            sales = made[week, rank] + gain * (rank == 0 and week >= 26)
            cells = [day, f"Région {rank}", f"{sales:.4f}"]
            cells += [cost(week, rank)] if cost else []
            cells += [arm[rank > 0]] if arm else []
            lines.append(",".join(map(str, cells)))
    return "\n".join(lines)


def test_places_are_named_in_any_case_or_by_a_column(read, places):
    named = read(geo_rows(places, gain=8), Asked("radio", FIRST, LAST, treated=("region 0",)))
    told = read(geo_rows(places, gain=8, arm=("traité", "témoin")))
    assert named.lift == told.lift == pytest.approx(32, abs=4 * named.standard_error)
    assert dict(named.estimate.notes)["trial_places"] == {"treated": 1, "control": 6}
    assert (named.method, named.value) == ("geo", 1.0)


def test_the_spending_tested_is_what_the_treated_spent_more(read, places):
    # All spend 10 a week; the treated place spends 50 more in the test, and everybody 20 % more.
    def cost(week, rank):
        return (10 if week < 26 else 12) + 50 * (rank == 0 and week >= 26)

    found = read(geo_rows(places, cost=cost), Asked("radio", FIRST, LAST, treated=("Région 0",)))
    assert found.spend == pytest.approx(200)
    assert "trial_spend_measured" in dict(found.estimate.notes)


def test_spending_that_stopped_turns_the_reading_around(read, places):
    def cost(week, rank):
        return 0 if rank == 0 and week >= 26 else 40

    asked = Asked("radio", FIRST, LAST, treated=("Région 0",))
    found = read(geo_rows(places, gain=-8, cost=cost), asked)
    assert found.spend == pytest.approx(160)
    assert found.lift > 0
    assert found.assumptions[0] == "spend_withdrawn"


def test_blank_places_are_counted_and_said(read, places):
    text = geo_rows(places, skip={(3, 5), (9, 5)})
    found = read(text, Asked("radio", FIRST, LAST, treated=("Région 0",)))
    assert dict(found.estimate.notes)["trial_places_blank"]["blank"] == 2


def test_a_week_partly_in_the_test_is_in_the_test(read, places):
    late = Asked("radio", FIRST + dt.timedelta(days=3), LAST, treated=("Région 0",))
    assert read(geo_rows(places), late).lift == read(
        geo_rows(places), Asked("radio", FIRST, LAST, treated=("Région 0",))
    ).lift  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Asked("radio", LAST, FIRST, treated=("Région 0",)), "trial_dates_backwards"),
        (Asked("radio", FIRST, LAST, treated=("Gaspé",)), "trial_place_unknown"),
        (Asked("radio", FIRST, LAST), "trial_treated_missing"),
        (Asked("radio", treated=("Région 0",)), "trial_dates_missing"),
        (Asked("radio", FIRST, LAST + dt.timedelta(days=1), treated=("Région 0",)), "trial_unfinished"),
        (Asked("radio", dt.date(2025, 9, 8), LAST, treated=("Région 0",)), "trial_before_short"),
        (Asked("radio", FIRST, LAST, treated=tuple(f"Région {k}" for k in range(7))), "trial_places_missing"),
    ],
)
def test_what_cannot_be_read_is_refused(read, places, asked, code):
    with pytest.raises(BasculeError) as refused:
        read(geo_rows(places), asked)
    assert refused.value.code == code


def test_a_place_on_both_sides_is_refused(read):
    text = "date,geo,arm,sales\n2026-03-02,a,treated,1\n2026-03-30,a,control,1\n2026-03-30,b,control,2\n"
    with pytest.raises(BasculeError, match="trial_place_in_both"):
        read(text)


def test_googles_example_is_read_from_its_file(read):
    folder = Path(__file__).parents[1] / "data" / "google_geo"
    sales = (
        pl.read_csv(folder / "sales.csv").unpivot(index="date", variable_name="geo", value_name="sales").drop_nulls()
    )
    groups = pl.read_csv(folder / "geo_group.csv", schema_overrides={"geo": pl.String})
    group = pl.when(pl.col("geo.group") == 2).then(pl.lit("treatment")).otherwise(pl.lit("control")).alias("geo.group")
    spent = pl.read_csv(folder / "cost.csv").with_columns(geo=pl.lit("1"))
    table = sales.join(groups.with_columns(group), on="geo").join(spent, on=["date", "geo"], how="left")
    text = table.with_columns(pl.col("cost").fill_null(0.0)).write_csv()
    found = read(text, Asked("search", dt.date(2015, 2, 16), dt.date(2015, 4, 7)))
    assert found.spend == pytest.approx(50_000)
    assert found.iroas == pytest.approx(2.860572, abs=1e-6)
    low, high = found.iroas_interval(0.9)
    assert low < 2.6336 < 2.860572 < high
    assert dict(found.estimate.notes)["trial_places"] == {"treated": 50, "control": 50}


def customers(header="customer,arm,sales,before,cost"):
    rng = np.random.default_rng(5)
    lines = [header]
    for rank in range(300):
        arm, before = ("test", "témoin")[rank % 3 == 0], rng.exponential(20)
        lines.append(
            f"{rank},{arm},{before + rng.exponential(10) + 3 * (arm == 'test'):.3f},{before:.3f},{rank % 3 > 0}"
        )
    return "\n".join(lines).replace("True", "0.5").replace("False", "0")


def test_a_holdout_one_row_a_customer(read):
    found = read(customers(), Asked("email", FIRST, LAST, share=2 / 3))
    assert found.method == "holdout"
    assert abs(found.lift - 600) < 2.5 * found.standard_error
    assert found.spend == pytest.approx(100)
    assert "before_adjusted" in found.assumptions
    assert dict(found.estimate.notes)["trial_arms"] == {"treated": 200, "control": 100}
    assert "trial_draw_mismatch" not in dict(found.estimate.notes)
    uneven = read(customers(), Asked("email", FIRST, LAST, share=0.5))
    assert "trial_draw_mismatch" in dict(uneven.estimate.notes)


def test_a_holdout_in_sums(read):
    yes = read("groupe,clients,achats\nexposé,10000,260\ntémoin,5000,100\n")
    assert yes.lift == pytest.approx(60)
    assert yes.value is None
    money = read("arm,customers,sales,sd\ntreated,1000,30000,50\ncontrol,1000,25000,40\n", Asked("email", FIRST, LAST))
    assert money.lift_money == pytest.approx(5000)
    assert money.standard_error == pytest.approx(1000 * np.sqrt(2.5 + 1.6))


@pytest.mark.parametrize(
    ("text", "treated", "code"),
    [
        ("arm,sales\nrouge,1\nbleu,2\n", (), "trial_arm_unknown"),
        ("arm,sales\nrouge,1\nbleu,2\n", ("vert",), "trial_arm_unnamed"),
        ("arm,sales\ntest,1\ntest,2\n", (), "trial_arm_empty"),
        ("arm,customers,sales\ntest,10,100\ncontrol,10,90\n", (), "trial_spread_missing"),
        ("arm,customers,orders\ntest,10,4\ntest,10,4\ncontrol,10,9\n", (), "trial_arm_repeated"),
        ("arm,sales\ntest,5\ntest,5\ncontrol,5\ncontrol,5\n", (), "trial_no_variation"),
    ],
)
def test_arms_that_cannot_be_read_are_refused(read, text, treated, code):
    with pytest.raises(BasculeError) as refused:
        read(text, Asked("email", FIRST, LAST, treated=treated))
    assert refused.value.code == code


def test_an_arm_may_be_named(read):
    text = "arm,sales\n" + "\n".join(f"{name},{value}" for value in range(9) for name in ("rouge", "bleu"))
    assert read(text, Asked("email", FIRST, LAST, treated=("Rouge",))).lift == 0


def weekly(on, cost=None):
    start = LAST + dt.timedelta(days=1) - dt.timedelta(weeks=len(on))
    rng = np.random.default_rng(6)
    lines = ["week,on,sales" + (",cost" if cost else "")]
    for rank, state in enumerate(on):
        day = start + dt.timedelta(weeks=rank)
        lines.append(
            f"{day},{'oui' if state else 'non'},{100 + 20 * state + rng.normal():.2f}{f',{30 * state}' * bool(cost)}"
        )
    return "\n".join(lines), Asked("radio", start, LAST, washout=0)


def test_a_switchback_with_its_cost(read):
    found = read(*weekly([1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1], cost=True))
    assert (found.method, found.spend) == ("switchback", 180)
    assert found.iroas == pytest.approx(120 / 180, abs=0.05)


def test_a_state_that_nothing_tells_is_refused(read):
    text, asked = weekly([1, 0] * 6)
    with pytest.raises(BasculeError, match="trial_column_missing"):
        read(text.replace("week,on,", "week,other,"), asked, "switchback")


def test_before_and_after_with_its_cost(read):
    rng = np.random.default_rng(7)
    lines = ["date,orders,cost"]
    for week in range(40):
        day = FIRST + dt.timedelta(weeks=week - 36)
        lines.append(f"{day},{100 + 15 * (week >= 36) + rng.normal():.2f},{5 + 20 * (week >= 36)}")
    found = read("\n".join(lines), Asked("radio", FIRST, LAST, unit_value=30.0))
    assert (found.method, found.spend, found.value) == ("before-after", 80, 30.0)
    assert found.lift == pytest.approx(60, abs=4 * found.standard_error)
    assert "trial_weak_design" in dict(found.estimate.notes)
    assert "trial_unit_value" in dict(found.estimate.notes)
