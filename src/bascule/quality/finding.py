"""What a linter says of one name or link: what is wrong, whether it breaks measurement, and what to write instead."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["breaks", "untidy"]


@dataclass(frozen=True)
class Finding:
    """One thing to mend.

    Attributes
    ----------
    code : str
        Worded by :func:`bascule.locale.wording.word`.
    severity : {'breaks', 'untidy'}
        `breaks`: what is measured under this name is wrong or split; `untidy`: it will be, sooner or later.
    subject : str
        The name or the link as written.
    params : dict
        What the sentence names.
    instead : str
        What to write; empty where only people can choose.
    where : str
        File and row, where they are known.
    """

    code: str
    severity: Severity
    subject: str
    params: dict[str, object]
    instead: str = ""
    where: str = ""
