import pytest

from bascule.diagnosis.thresholds import Threshold, threshold, thresholds


@pytest.mark.parametrize("name", sorted(thresholds()))
def test_every_threshold_says_where_it_comes_from_and_fails_only_after_it_reviews(name):
    one = threshold(name)
    assert one.source
    assert one.worse in ("above", "below")
    if one.fail is not None:
        assert one.fail > one.review if one.worse == "above" else one.fail < one.review


def test_a_value_on_a_threshold_is_on_its_good_side():
    high = Threshold(review=1.0, fail=2.0, worse="above", source="here")
    assert [high.severity(v) for v in (1.0, 1.01, 2.0, 2.01)] == ["pass", "review", "review", "fail"]
    low = Threshold(review=1.0, fail=0.5, worse="below", source="here")
    assert [low.severity(v) for v in (1.0, 0.99, 0.5, 0.49)] == ["pass", "review", "review", "fail"]


def test_a_check_without_a_second_threshold_never_fails():
    assert Threshold(review=1.0, worse="above", source="here").severity(1e9) == "review"
