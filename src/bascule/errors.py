"""Errors a user can act on: a code and its parameters; the words are in the catalogue."""

import errno
from enum import IntEnum

# What a system says when a disk, or a share of it, has no room left.
DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ExitCode(IntEnum):
    """What the command line returns to the shell."""

    DONE = 0
    USAGE = 2
    DATA_REFUSED = 3
    NOT_CONVERGED = 4


class BasculeError(Exception):
    """An expected failure, identified by a code and worded by the catalogue.

    Parameters
    ----------
    code : str
        Key of the wording in :data:`bascule.locale.wording.WORDINGS`.
    exit_code : ExitCode, default ExitCode.DATA_REFUSED
        What the command line returns.
    **params
        Values named in the wording: file, row, column, value, accepted …

    Examples
    --------
    >>> error = BasculeError("folder_empty", folder="exports")
    >>> error.code, error.params["folder"], int(error.exit_code)
    ('folder_empty', 'exports', 3)
    """

    def __init__(self, code: str, *, exit_code: ExitCode = ExitCode.DATA_REFUSED, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
        self.exit_code = exit_code

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code
