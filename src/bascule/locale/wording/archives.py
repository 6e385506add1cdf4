"""What is said of archives and of the stretch of time a file speaks of."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "archive_unreadable": N_(
        "{file} cannot be unpacked ({detail}): it is damaged or protected by a password. Unpack it yourself into the "
        "folder, or export it again."
    ),
    "archive_empty": N_("{file} holds no file to read."),
    "archive_too_large": N_(
        "{file} unpacks into far more than any export holds (too many files, too many bytes, or archives in archives); "
        "it is left closed. Unpack the files you want into the folder yourself."
    ),
    "period_unknown": N_(
        "{file} gives one figure for a whole period and does not say which. State it, both days included, such as "
        "2026-09-01/2026-09-30."
    ),
}
