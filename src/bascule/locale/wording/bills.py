"""What is said of the bills of ad platforms."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "bills_not_spent": N_(
        "Some bills ({rows}) of {vendors} cover days that the platform's own export covers: they are compared with it, "
        "not counted again."
    ),
}
