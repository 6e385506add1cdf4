"""Refuse files over 400 lines and functions over 40 (docstrings not counted)."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("src", "tests", "examples", "benchmarks", "scripts")
FILE_LINES, FUNCTION_LINES = 400, 40
Definition = ast.FunctionDef | ast.AsyncFunctionDef


def docstring_lines(node: Definition) -> int:
    """Return how many lines the docstring of a function takes."""
    if ast.get_docstring(node, clean=False) is None:
        return 0
    first = node.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def too_long(path: Path) -> Iterator[str]:
    """Yield one sentence for the file and for each of its functions that is too long."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT)
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{name}: {lines} lines, at most {FILE_LINES}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Definition):
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - docstring_lines(node)
            if length > FUNCTION_LINES:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"


def main() -> int:
    """Print what is too long; 1 if anything is."""
    files = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    found = [line for path in files for line in too_long(path)]
    sys.stdout.writelines(line + "\n" for line in found)
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
