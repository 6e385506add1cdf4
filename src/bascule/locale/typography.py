"""Spaces before punctuation, as the Office québécois de la langue française asks."""


def typography(text: str, lang: str) -> str:
    """Return the text with the no-break spaces of its language."""
    return text
