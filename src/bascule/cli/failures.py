"""From a failure to one sentence and an exit code; a traceback goes to a file, never to the user."""

import datetime as dt
import errno
import os
import tempfile
import traceback
from pathlib import Path

import click

from bascule.cli.verbs import Session
from bascule.errors import BasculeError, ExitCode
from bascule.locale import N_

EXIT_INCIDENT = 1
EXIT_INTERRUPTED = 130

INTERRUPTED = N_("Interrupted. What was imported before is intact; run the command again to go on.")
NO_ANSWER = N_("There is nobody to answer the questions. Add --yes to take the defaults, marked as assumed.")
MEMORY = N_(
    "This machine's memory is not enough for these files. Close other programs, or split the largest "
    "export by year; files with different dates are added together."
)
INCIDENT = N_(
    "Something went wrong that Bascule did not foresee. It is our fault, not your data's; nothing "
    "imported was lost. The details are in {file}: please join that file to a report (see SECURITY.md "
    "and CONTRIBUTING.md)."
)
INCIDENT_UNWRITTEN = N_(
    "Something went wrong that Bascule did not foresee ({detail}), and its details could not be written to a file."
)
DISK_ERRORS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "output_not_writable",
}


def report_failure(failure: BaseException, session: Session) -> int:
    """Say what happened on stderr, in the user's language, and return the exit code."""
    if isinstance(failure, SystemExit):
        return failure.code if isinstance(failure.code, int) else EXIT_INCIDENT
    if isinstance(failure, click.exceptions.Exit):
        return failure.exit_code
    if isinstance(failure, click.ClickException):
        failure.show()
        return failure.exit_code
    sentence, code = worded(failure, session)
    click.echo(sentence, err=True)
    return code


def worded(failure: BaseException, session: Session) -> tuple[str, int]:
    """Return the sentence and the exit code of any failure that is not click's own."""
    from bascule.locale.wording import explain

    locale = session.locale
    if isinstance(failure, OSError) and failure.errno in DISK_ERRORS:
        failure = BasculeError(DISK_ERRORS[failure.errno], path=failure.filename or str(session.log_folder))
    if isinstance(failure, BasculeError):
        return explain(failure, locale), int(failure.exit_code)
    if isinstance(failure, click.Abort) and isinstance(failure.__cause__ or failure.__context__, EOFError):
        return locale.t(NO_ANSWER), ExitCode.USAGE
    if isinstance(failure, KeyboardInterrupt | click.Abort):
        return locale.t(INTERRUPTED), EXIT_INTERRUPTED
    if isinstance(failure, MemoryError):
        return locale.t(MEMORY), ExitCode.DATA_REFUSED
    return incident(failure, session), EXIT_INCIDENT


def incident(failure: BaseException, session: Session) -> str:
    """Write the traceback aside and return the sentence that says where."""
    text = "".join(traceback.format_exception(failure))
    for folder in (session.log_folder, Path(tempfile.gettempdir())):
        if folder is not None and (path := written(text, folder)) is not None:
            return session.locale.t(INCIDENT, file=path)
    return session.locale.t(INCIDENT_UNWRITTEN, detail=type(failure).__name__)


def written(text: str, folder: Path) -> Path | None:
    """Write an incident in a folder, or return None where that cannot be done."""
    path = folder / f"bascule-incident-{dt.datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return path
