"""The questions of a survey, known by what they ask: forms write the whole question as the header of its column."""

import re
from functools import lru_cache

# A form's own columns, in the languages of its owner.
_MOMENTS = (
    "timestamp", "horodateur", "horodatage", "submitted at", "submission date", "date de soumission", "start time",
    "heure de debut", "completion time", "heure de fin", "end date", "date de fin", "date submitted", "date d'envoi",
)  # fmt: skip
_MOMENTS_UTC = ("submit date (utc)", "submitted at (utc)", "date d'envoi (utc)", "date de soumission (utc)")
_REASONS = r"\b(?:why|pourquoi|reasons?|raisons?|explain|expliquez|precisez)\b"
_SCALE = r"\b(?:0|zero) ?(?:a|to|-|–|/|et|and) ?10\b|\bscale\b|\bechelle\b|\bhow likely\b|probab|dans quelle mesure"
_RECOMMEND = r"\brecomm(?:end|and)"
_NPS = (
    r"^(?:(?:score|note|net promoter score)? ?\(?nps\)?(?: score)?|net promoter score)(?: ?\(?0 ?(?:-|a|to) ?10\)?)?$"
)
_SCORE = r"^(?:score|note)(?: ?\(?(?:sur|/|out of|0 ?(?:-|a|to)) ?10\)?)?$"
_FEEL = r"\b(?:feel|disappointed|sentir|sentiriez|ressentiriez|ressentirais|decus?|decue?s?|reaction|reagiriez)\b"
_WITHOUT = (
    r"no longer|without us|without our|could not use|couldn't use|ne pouviez plus|ne pouvais plus|n'aviez plus|"
    r"n'existait plus|n'existions plus|disparaissait|devoir vous passer|sans nous"
)
_HOW = r"^(?:how|comment|where|ou|when|quand|through|par)\b"
_AWARE = (
    r"heard of|heard about|aware of|familiar with|do you know|entendu parler|connaissez[- ]vous|connaissiez[- ]vous|"
    r"deja vu le nom"
)


@lru_cache(maxsize=4096)
def question(header: str) -> str:
    """Return what a plain header of a form asks: moment, score, disappointed, awareness; itself where it is neither.

    A question that asks why, or how one heard of the company, is another question.

    Examples
    --------
    >>> question("on a scale of 0-10, how likely are you to recommend us to a friend?")
    'nps question'
    >>> question("comment vous sentiriez-vous si vous ne pouviez plus utiliser nos services ?")
    'disappointed question'
    >>> question("avez-vous deja entendu parler de nordet ?"), question("comment avez-vous entendu parler de nous ?")
    ('awareness question', 'comment avez-vous entendu parler de nous ?')
    """
    text = header.rstrip(" :*")
    if text in _MOMENTS or text in _MOMENTS_UTC:
        return "form moment" if text in _MOMENTS else "form moment utc"
    if re.search(_REASONS, text):
        return header
    if re.search(_NPS, text) or (re.search(_RECOMMEND, text) and re.search(_SCALE, text)):
        return "nps question"
    if re.search(_SCORE, text):
        return "score question"
    if re.search(_FEEL, text) and re.search(_WITHOUT, text):
        return "disappointed question"
    if re.search(_AWARE, text) and not re.search(_HOW, text):
        return "awareness question"
    return header
