import subprocess
import sys
from pathlib import Path

import pytest

import bascule

BASCULE = Path(sys.executable).with_name("bascule")
HEAVY = (
    "numpy", "scipy", "numba", "polars", "pyarrow", "duckdb", "pydantic", "babel", "rich", "altair", "jinja2", "typst",
)  # fmt: skip


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from bascule.cli.main import run; run(['--help']); run(['run', '--help']);"
        "run(['demo', '--help']); run(['priors', '--help']); run(['check', '--help']);"
        "run(['test', 'design', '--help']); run(['--version'])\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_it_says_its_version(call):
    assert call("--version").out == f"bascule {bascule.__version__}\n"


def test_without_arguments_it_shows_its_help(call):
    answer = call()
    assert answer.code == 2
    assert "Usage: bascule" in answer.out + answer.err


@pytest.mark.parametrize("arguments", [("--lang", "fr", "--help"), ("--help", "--lang", "fr"), ("--lang=fr", "--help")])
def test_lang_speaks_french_wherever_it_stands(call, arguments):
    out = call(*arguments).out
    assert "Utilisation" in out
    assert "Dire quelles dépenses" in out
    assert "Afficher cette aide" in out
    assert "D’un dossier d’exportations" in out


def test_the_environment_speaks_french(call, monkeypatch):
    monkeypatch.setenv("LANG", "fr_CA.UTF-8")
    assert "Utilisation" in call("run", "--help").out
    assert "Usage:" in call("run", "--help", "--lang", "en").out


@pytest.mark.parametrize("verb", ["run", "init", "check", "demo", "priors"])
def test_the_help_of_every_verb_is_french_throughout(call, verb):
    english, french = call(verb, "--help").out, call(verb, "--help", "--lang", "fr").out
    shared = {line.strip() for line in english.splitlines()} & {line.strip() for line in french.splitlines()}
    # Only names, never sentences, may be the same in both.
    assert all(len(line.split()) <= 3 for line in shared)


def test_no_english_sentence_of_click_remains_in_french_errors(call, tmp_path):
    for arguments in (("rnu",), ("run",), ("run", "--frob"), ("run", tmp_path / "none"), ("--lang", "de", "check")):
        error = call("--lang", "fr", *arguments).err
        assert not {"Usage:", "Error:", "Missing", "No such", "Try", "does not"} & set(error.split())
        assert "Erreur" in error


def test_wrong_usage_exits_with_2(call, tmp_path):
    for arguments in (("rnu",), ("run",), ("run", tmp_path, "--budget", "12x"), ("run", tmp_path, "--seed", "-1")):
        assert call(*arguments).code == 2


def test_a_reader_that_goes_away_is_no_error():
    shell = f"{BASCULE} --help | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
