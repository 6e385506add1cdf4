"""Refuse a machine's paths and package registries' addresses in the files of the repository."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Each is written in two parts so that this file does not find itself.
FORBIDDEN = {
    "a machine's path": r"(?<![\w.~-])/(?:wor" + r"k|roo" + r"t|tm" + r"p|hom" + r"e)/\w",
    "a file address": "file:" + "///",
    "a package registry's address": (
        r"py" + r"pi\.org|python" + r"hosted\.org|np" + r"mjs\.(?:org|com)|deb\.deb" + r"ian\.org"
    ),
    "a note to oneself": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
}  # fmt: skip
BINARY = {".mo", ".png", ".pdf", ".parquet", ".zip", ".xlsx", ".ttf", ".otf", ".woff2"}


def tracked() -> list[Path]:
    """Return the files git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file()]


def findings(path: Path) -> Iterator[str]:
    """Yield one sentence for each forbidden thing a file names."""
    text = path.read_bytes().decode("utf-8", errors="replace")
    for what, pattern in FORBIDDEN.items():
        for match in re.finditer(pattern, text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path.relative_to(ROOT)}:{line}: {what}: {match.group()}"


def main() -> int:
    """Print what is found; 1 if anything is."""
    found = [line for path in tracked() if path.suffix not in BINARY for line in findings(path)]
    sys.stdout.writelines(line + "\n" for line in found)
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
