"""No-break spaces, as the Office québécois de la langue française asks, and apostrophes."""

import re

NBSP = "\u00a0"
MINUS = "\u2212"
_SPACE = "[ \u00a0\u202f]"

# Between two letters only: quoted code keeps its quotation marks.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_FRENCH: tuple[tuple[re.Pattern[str], str], ...] = (
    # Québec sets no space before these three (France does).
    (re.compile(rf"(?<=[^\s«]){_SPACE}+(?=[;!?])"), ""),
    # « text »: a no-break space inside, whether or not the writer typed one.
    (re.compile(f"«{_SPACE}*"), f"«{NBSP}"),
    (re.compile(f"{_SPACE}*»"), f"{NBSP}»"),
    # A typed space before the colon, the per cent and the currency signs becomes no-break. None is added
    # where the writer typed none: 13:40, https://… and %20 stay whole.
    (re.compile(f"{_SPACE}(?=[:%$€£])"), NBSP),
    # 3,1 : 1 is one figure, 13 h 40 one hour, 12 340 one number.
    (re.compile(rf"(?<=\d{NBSP}:) (?=\d)"), NBSP),
    (re.compile(r"(?<=\d) (?=h\b)"), NBSP),
    (re.compile(rf"(?<=\d{NBSP}h) (?=\d\d\b)"), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
)


def typography(text: str, lang: str) -> str:
    r"""Return the text with the spaces and apostrophes of its language; twice changes nothing more.

    Parameters
    ----------
    text : str
        Typed with ordinary spaces.
    lang : {'fr', 'en'}
        English only takes the apostrophe.

    References
    ----------
    Office québécois de la langue française, Banque de dépannage linguistique, « Espacement avant et après les
    principaux signes de ponctuation et autres signes ou symboles ».

    Examples
    --------
    >>> typography("Rendement : 31 % ; vraiment ?", "fr")
    'Rendement\xa0: 31\xa0%; vraiment?'
    >>> typography("à 13:40, https://bascule.example/?a=b%20c", "fr")
    'à 13:40, https://bascule.example/?a=b%20c'
    """
    text = _APOSTROPHE.sub("\u2019", text)
    if lang == "fr":
        for pattern, replacement in _FRENCH:
            text = pattern.sub(replacement, text)
    return text
