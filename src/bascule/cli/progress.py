"""What is being done, on a terminal only: one line that moves, on stderr; nothing when piped."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bascule.locale import N_, Locale

Progress = Callable[[str, float], None]

FileProgress = Callable[[str, float, int], None]

STEPS = {
    "importing": N_("Reading the files"),
    "panel": N_("Building the history, week by week"),
    "fitting": N_("Fitting the response model"),
    "checking": N_("Fitting it again, to see if the answer holds"),
    "deciding": N_("Weighing each channel and the plan"),
    "writing": N_("Writing the report"),
}


@contextmanager
def progress(locale: Locale) -> Iterator[Progress | None]:
    """Give a function of (step, share done from 0 to 1), or None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)

        def show(step: str, share: float) -> None:
            words = locale.t(STEPS[step]) if step in STEPS else step
            bar.update(task, description=words, completed=share)

        yield show


def importing(show: Progress | None) -> FileProgress | None:
    """Return what tells the bar how far the files are, or None where nobody would see it.

    Examples
    --------
    >>> importing(lambda step, share: print(step, share))("orders.csv", 1.5, 3)
    importing 0.5
    """
    if show is None:
        return None

    def told(name: str, done: float, total: int) -> None:
        show("importing", done / max(total, 1))

    return told
