"""An environment of its own for each tool beside which Bascule is measured: never Bascule's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import ROOT

CACHE = ROOT / ".bench"
MARK = "ready.txt"


@dataclass(frozen=True)
class Tool:
    """A tool as its users install it: packages, and the Pythons (minor versions) that they support."""

    name: str
    packages: tuple[str, ...]
    pythons: tuple[int, ...]


# nutpie is the sampler that PyMC takes by itself when it is there, and its fastest.
PYMC = Tool("pymc", ("pymc-marketing", "nutpie"), (13, 12))
MERIDIAN = Tool("meridian", ("google-meridian",), (12, 11))
TOOLS = {tool.name: tool for tool in (PYMC, MERIDIAN)}


class UnavailableError(Exception):
    """The tool cannot be installed here; the message says why."""


def interpreters() -> Iterator[tuple[int, Path]]:
    """Yield the Pythons of this machine: minor version and path."""
    yield sys.version_info.minor, Path(sys.executable)
    for minor in (13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found is not None:
            yield minor, Path(found)
        for path in sorted(Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python")):
            yield minor, path


def interpreter(tool: Tool) -> Path:
    """Return the first Python that runs and that the tool supports."""
    for minor, path in interpreters():
        if minor in tool.pythons and runs(path, minor):
            return path
    raise UnavailableError(f"{tool.name} needs Python 3.{' or 3.'.join(map(str, tool.pythons))}, and none was found")


def runs(path: Path, minor: int) -> bool:
    """Tell whether a Python starts and is of that version (a shim may stand for one that is not there)."""
    asked = [str(path), "-c", f"import sys, venv; raise SystemExit(sys.version_info[:2] != (3, {minor}))"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def python_of(tool: Tool, cache: Path) -> Path:
    """Return the Python of a tool's environment, made now if it is not there yet (minutes, the first time)."""
    place = cache.absolute() / tool.name
    python, mark = place / "bin" / "python", place / MARK
    wanted = " ".join(tool.packages)
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return python
    print(f"installing {wanted} in {place}", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    if not python.is_file():
        base = str(interpreter(tool))
        make = [uv, "venv", "-q", "--python", base] if uv else [base, "-m", "venv"]
        subprocess.run([*make, str(place)], check=True)
    at = str(python)
    pip = [uv, "pip", "install", "-q", "--python", at] if uv else [at, "-m", "pip", "install", "-q"]
    done = subprocess.run([*pip, *tool.packages], check=False, capture_output=True, text=True)
    if done.returncode:
        raise UnavailableError(f"{wanted} does not install: {done.stderr.strip().splitlines()[-1:]}")
    mark.write_text(wanted, encoding="utf-8")
    return python


def surroundings(cache: Path) -> dict[str, str]:
    """Return the variables of a tool's processes: nothing of Bascule's, and compiled code kept in the cache."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return {**kept, "PYTENSOR_FLAGS": f"base_compiledir={cache.absolute() / 'pytensor'}", "TF_CPP_MIN_LOG_LEVEL": "3"}
