import errno

import click
import pytest

from bascule import study
from bascule.cli.failures import written
from bascule.errors import BasculeError, ExitCode


def failing(monkeypatch, failure):
    def run(*_):
        raise failure

    monkeypatch.setattr(study, "run", run)


def test_an_expected_failure_is_a_sentence_and_its_exit_code(call, tmp_path, monkeypatch):
    failing(monkeypatch, BasculeError("folder_empty", folder="exports"))
    answer = call("run", tmp_path)
    assert answer.code == ExitCode.DATA_REFUSED == 3
    assert "exports" in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""


def test_a_model_that_did_not_settle_exits_with_4(call, tmp_path, monkeypatch):
    failing(monkeypatch, BasculeError("not_converged", exit_code=ExitCode.NOT_CONVERGED))
    assert call("run", tmp_path).code == 4


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_disk_that_refuses_is_worded(call, tmp_path, monkeypatch, number, lang):
    failing(monkeypatch, OSError(number, "no", "decisions.json"))
    answer = call("run", tmp_path, "--lang", lang)
    assert answer.code == 3
    assert "decisions.json" in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_too_little_memory_is_worded(call, tmp_path, monkeypatch):
    failing(monkeypatch, MemoryError())
    answer = call("run", tmp_path)
    assert answer.code == 3
    assert "memory" in answer.err


def test_an_interruption_exits_with_130(call, tmp_path, monkeypatch):
    failing(monkeypatch, KeyboardInterrupt())
    answer = call("run", tmp_path, "--lang", "fr")
    assert answer.code == 130
    assert "Interrompu" in answer.err


def test_an_incident_leaves_a_log_where_results_would_be(call, tmp_path, monkeypatch):
    failing(monkeypatch, ZeroDivisionError("unforeseen"))
    out = tmp_path / "out"
    answer = call("run", tmp_path, "--out", out)
    (log,) = out.glob("bascule-incident-*.log")
    assert answer.code == 1
    assert str(log) in answer.err
    assert "unforeseen" in log.read_text(encoding="utf-8")
    assert "Traceback" not in answer.err


def test_an_incident_that_cannot_be_written_there_goes_elsewhere(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert written("text", tmp_path / "file") is None


def test_nobody_to_answer_is_wrong_usage(call, tmp_path, monkeypatch):
    def prompt(*_, **__):
        try:
            raise EOFError
        except EOFError:
            raise click.Abort from None

    monkeypatch.setattr(click, "prompt", prompt)
    (tmp_path / "sales.csv").write_text("date,revenue\n2026-01-05,10\n2026-01-12,11\n", encoding="utf-8")
    answer = call("init", tmp_path)
    assert answer.code == 2
    assert "--yes" in answer.err
