import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def size(tmp_path, monkeypatch):
    module = script("check_size")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


def function(lines, docstring=0):
    documented = ['    """' + "\n".join(["words"] * docstring) + '"""'] if docstring else []
    return "\n".join(["def f():", *documented, *["    x = 1"] * (lines - 1)]) + "\n"


def test_forty_lines_pass_and_forty_one_do_not(size, tmp_path):
    path = tmp_path / "f.py"
    for lines, found in ((40, 0), (41, 1)):
        path.write_text(function(lines), encoding="utf-8")
        assert len(list(size.too_long(path))) == found


def test_docstrings_do_not_count(size, tmp_path):
    path = tmp_path / "f.py"
    path.write_text(function(40, docstring=30), encoding="utf-8")
    assert list(size.too_long(path)) == []


def test_a_file_of_over_400_lines_is_refused(size, tmp_path):
    path = tmp_path / "f.py"
    path.write_text("x = 1\n" * 401, encoding="utf-8")
    assert len(list(size.too_long(path))) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("see /wor" + "k/main", 1),
        ("https://docs.astral.sh/uv/", 0),
        ("py" + "pi.org/simple", 1),
        ("# TO" + "DO later", 1),
        ("a tab / root of it", 0),
        ("docs/wor" + "k/x", 0),
    ],
)
def test_words_that_have_no_place_here_are_found(tmp_path, monkeypatch, text, count):
    words = script("check_words")
    monkeypatch.setattr(words, "ROOT", tmp_path)
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    assert len(list(words.findings(path))) == count
