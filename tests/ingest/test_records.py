"""Rows are found again by the reader's own numbers, and replaced without moving the others."""

from pathlib import Path

import pytest

from bascule.ingest.encoding import examine
from bascule.ingest.records import find_rows, numbered, rewrite_text
from bascule.ingest.refused import Place

TEXT = 'Note\na,b\n1,"x\ny"\n2,z\n\n3,w\r\n4,v'


@pytest.mark.parametrize(("by_lines", "numbers"), [(False, [1, 2, 3, 4, 5, 6, 7]), (True, [1, 2, 4, 5, 6, 7, 8])])
def test_rows_are_numbered_by_rank_below_the_header_or_by_line(
    tmp_path: Path, by_lines: bool, numbers: list[int]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode())
    place = Place(2, 2, ",", by_lines=by_lines)
    read = list(numbered(path, examine(path), place))
    assert [number for number, _, _ in read] == numbers
    assert "".join(text for _, text, _ in read) == TEXT


@pytest.mark.parametrize("by_lines", [False, True])
def test_other_rows_stay_where_they_are_to_the_byte(tmp_path: Path, by_lines: bool) -> None:
    path, copy = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_bytes(TEXT.encode())
    place = Place(2, 2, ",", by_lines=by_lines)
    last = 8 if by_lines else 7
    folded = 4 if by_lines else 3
    changed = rewrite_text(
        path, examine(path), place, {folded: ("9", 'q,"r'), last: (), 2 if by_lines else 99: ("a", "b")}, copy
    )
    assert set(changed) == {folded, last}
    kept = [text for number, text, _ in numbered(path, examine(path), place) if number not in changed]
    assert [text for number, text, _ in numbered(copy, examine(copy), place) if text in kept] == kept
    header, rows = find_rows(copy, examine(copy), place, range(20))
    assert header == ("a", "b")
    assert rows[folded] == ["9", 'q,"r']
    assert rows[last] == ["", ""]
    assert rows[last - 1] == ["3", "w"]
