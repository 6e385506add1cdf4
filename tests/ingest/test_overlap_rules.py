"""Every table has its rule, of columns that it has."""

import pytest

from bascule.ingest.overlap_rules import RULES
from bascule.ingest.tables import AMOUNT, SCHEMAS


def test_every_table_but_those_compared_otherwise_has_a_rule() -> None:
    assert SCHEMAS.keys() - RULES.keys() == {"hours", "billed"}


@pytest.mark.parametrize("table", RULES)
def test_a_rule_names_columns_of_its_table_and_one_way_to_tell_which_export_is_right(table: str) -> None:
    rule, columns = RULES[table], SCHEMAS[table]
    named = {*rule.key, *rule.series, *rule.told_by, rule.measure, rule.filled} - {""}
    assert named <= columns.keys()
    assert bool(rule.measure) != rule.lives_on
    if not rule.lives_on:
        assert rule.measure == AMOUNT.get(table, rule.measure)
    if rule.series:
        assert {"date", "date_end", "grain"} <= columns.keys()
