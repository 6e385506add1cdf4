"""Which language to speak: what was asked, else what the environment says, else English."""

from collections.abc import Mapping

from bascule.locale.speaker import Lang

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def detect(asked: str | None, environ: Mapping[str, str]) -> Lang:
    """Return the language to speak.

    The first variable that is set decides, as POSIX says; a language that Bascule does not speak is
    answered in English.

    Parameters
    ----------
    asked : {'fr', 'en'} or None
        The `--lang` option.
    environ : mapping
        Usually :data:`os.environ`.

    Examples
    --------
    >>> detect(None, {"LANG": "fr_CA.UTF-8"}), detect("en", {"LANG": "fr_CA.UTF-8"}), detect(None, {})
    ('fr', 'en', 'en')
    """
    words = asked or next((environ[name] for name in VARIABLES if environ.get(name)), "")
    return "fr" if words.lower().startswith("fr") else "en"
