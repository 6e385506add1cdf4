"""Compile the French of click's own words: `python -m bascule.cli.compile`; the result is committed."""

from pathlib import Path

from bascule.locale.compile import compiled

WORDS = Path(__file__).parent / "words"
FOLDER = WORDS / "fr" / "LC_MESSAGES"


def write() -> Path:
    """Write `click.mo` beside `click.po` and return its path."""
    target = FOLDER / "click.mo"
    target.write_bytes(compiled(FOLDER))
    return target


if __name__ == "__main__":
    write()
