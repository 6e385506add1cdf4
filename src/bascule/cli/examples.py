"""Where the examples are: beside the sources in a checkout, inside the package once installed."""

import shutil
from pathlib import Path

import bascule

CONJURA = "conjura"
MAISON_BOREALE = "maison_boreale"
PACKAGE = Path(bascule.__file__).parent


def examples_folder() -> Path:
    """Return the folder that holds the examples.

    Examples
    --------
    >>> (examples_folder() / "conjura" / "bascule.toml").is_file()
    True
    """
    checkout = PACKAGE.parents[1] / "examples"
    return checkout if (checkout / CONJURA / "bascule.toml").is_file() else PACKAGE / "examples"


def copy_example(name: str, target: Path) -> Path:
    """Copy what a company would have (exports and bascule.toml) to a folder that may be written in.

    The installed package may be read-only, and snapshots are kept beside the exports.
    """
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted((examples_folder() / name).iterdir()):
        if path.suffix in (".csv", ".toml") and path.name != "weekly.csv":
            shutil.copyfile(path, target / path.name)
    return target
