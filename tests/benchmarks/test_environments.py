"""Each tool has an environment of its own, made once."""

import sys
from pathlib import Path

import pytest

from benchmarks import environments
from benchmarks.environments import MARK, MERIDIAN, PYMC, Tool, UnavailableError, interpreter, python_of, surroundings

HERE = (sys.version_info.minor, Path(sys.executable))


def test_the_first_python_that_runs_and_is_supported_is_taken(monkeypatch):
    every = [(9, Path("old")), (HERE[0], Path("a-shim-for-nothing")), HERE]
    monkeypatch.setattr(environments, "interpreters", lambda: iter(every))
    monkeypatch.setattr(environments, "runs", lambda path, minor: path == HERE[1])
    assert interpreter(Tool("any", ("any",), (HERE[0],))) == HERE[1]


def test_a_tool_without_its_python_is_said_to_be_unavailable(monkeypatch):
    monkeypatch.setattr(environments, "interpreters", lambda: iter([(9, Path("old"))]))
    with pytest.raises(UnavailableError, match=r"meridian needs Python 3\.12 or 3\.11"):
        interpreter(MERIDIAN)


def test_an_environment_already_made_is_not_made_again(tmp_path):
    (tmp_path / "pymc").mkdir()
    (tmp_path / "pymc" / MARK).write_text("pymc-marketing nutpie")
    assert python_of(PYMC, tmp_path) == tmp_path / "pymc" / "bin" / "python"


def test_a_tool_that_does_not_install_is_said_to_be_unavailable(tmp_path):
    python = tmp_path / "none" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    with pytest.raises(UnavailableError, match="does not install"):
        python_of(Tool("none", ("--no-index", "no-such-package-at-all"), (HERE[0],)), tmp_path)
    assert not (tmp_path / "none" / MARK).exists()


def test_nothing_of_bascules_reaches_another_tool(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "src")
    variables = surroundings(tmp_path)
    assert "PYTHONPATH" not in variables
    assert str(tmp_path) in variables["PYTENSOR_FLAGS"]
