import typing

import pytest

from bascule.company import ChannelClass
from bascule.experiments.designs import IN_TIME, designs, forms, hourly, suited

CLASSES = set(typing.get_args(ChannelClass))
# A fair, a sponsorship, an agency's fees or an article are not switched on and off.
UNTESTED = {"agency", "content", "event", "sponsorship"}


@pytest.mark.parametrize("design", designs().values(), ids=lambda design: design.name)
def test_a_design_names_known_classes_and_where_its_figures_come_from(design):
    assert design.classes <= CLASSES
    assert design.source.startswith("judgement")
    assert design.sure == "judgement"
    assert all(0 < share <= 1 for share in design.shares)
    assert 0 <= design.leak < 1


def test_every_kind_of_channel_that_can_be_switched_has_a_test():
    assert {kind for kind in CLASSES if not suited(kind)} == UNTESTED


def test_more_switching_is_more_work():
    assert designs()["switchback"].hours(12) > designs()["switchback"].hours(4) > 0
    assert hourly() > 0


@pytest.mark.parametrize(("half", "kind", "block"), [(1, "display", 1), (2, "display", 2), (1, "automated", 2)])
def test_blocks_are_longer_where_an_effect_lasts_or_the_platform_learns(half, kind, block):
    found = forms(designs()["switchback"], half, kind)
    assert {form.block for form in found} == {block}
    assert all(form.weeks % (2 * block) == 0 and form.weeks >= 6 * block for form in found)


@pytest.mark.parametrize(("weeks", "count"), [(5, 0), (4, 0), (10, 1)])
def test_a_duration_that_is_asked_is_kept_to_where_it_makes_pairs(weeks, count):
    assert len(forms(designs()["switchback"], 1, "display", weeks)) == count
    assert [form.weeks for form in forms(designs()["staggered_stop"], 1, "display", weeks)] == [weeks]


def test_a_list_is_held_out_by_several_shares():
    found = forms(designs()["list_holdout"], 1, "email", 4)
    assert [form.share for form in found] == [0.1, 0.2, 0.3]
    assert "list_holdout" not in IN_TIME
