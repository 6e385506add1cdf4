"""Ctrl-C while files are read: a sentence, exit code 130, and what was imported before as it was."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from bascule.company import Company
from bascule.ingest import read_folder
from bascule.warehouse import Warehouse

RUN = """
import os, signal, sys
from bascule.cli.main import run
from bascule.ingest import cells

real = cells._together
def interrupted(reader):
    for block in real(reader):
        os.kill(os.getpid(), signal.SIGINT)
        yield block
cells._together = interrupted
sys.exit(run(["run", sys.argv[1], "--prior-only", "--no-report", "--lang", "en"]))
"""
TOML = 'name = "Nordet"\ngross_margin = 0.4\ncurrency = "CAD"\n'


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / ".bascule").rglob("*")) if path.is_file()}


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent in another way there")
def test_an_interrupted_import_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "bascule.toml").write_text(TOML)
    weeks = [f"2026-0{month}-{day:02},radio,{100 + day}.00\n" for month in range(1, 7) for day in range(1, 29)]
    (tmp_path / "media.csv").write_text("date,channel,spend\n" + "".join(weeks))
    warehouse, company, today = Warehouse.open(tmp_path), Company.read(tmp_path), dt.date(2026, 11, 23)
    warehouse.add(read_folder(tmp_path, company, today, keep=True))
    before, imports = _files(tmp_path), warehouse.imports()
    (tmp_path / "media.csv").write_text("date,channel,spend\n" + "".join(weeks[:-1]))
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    stopped = subprocess.run(command, check=False, capture_output=True, text=True)
    assert stopped.returncode == 130
    assert stopped.stderr.strip().startswith("Interrupted. What was imported before is intact")
    assert "Traceback" not in stopped.stderr
    assert (_files(tmp_path), warehouse.imports()) == (before, imports)
    warehouse.add(read_folder(tmp_path, company, today, keep=True))
    assert warehouse.imports() != imports
