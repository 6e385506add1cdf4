"""The one palette: named tones, for paper and for dark screens."""

import re

LIGHT: dict[str, str] = {
    "ink": "#1e2227",
    "muted": "#59626b",
    "faint": "#98a1a9",
    "line": "#d8dce0",
    "wash": "#f4f3ef",
    "paper": "#fffefc",
    "accent": "#0e5a96",
    "accent-soft": "#d3e3f1",
    "alarm": "#a63d17",
    "alarm-soft": "#f3dbd0",
    "doubt": "#856100",
    "doubt-soft": "#efe3c2",
    "calm": "#4f5a64",
    "calm-soft": "#e1e5e8",
}
DARK: dict[str, str] = {
    "ink": "#e9e7e2",
    "muted": "#a9b1b8",
    "faint": "#717a82",
    "line": "#363c42",
    "wash": "#1d2125",
    "paper": "#14171a",
    "accent": "#74b8f0",
    "accent-soft": "#1d3a54",
    "alarm": "#f19a76",
    "alarm-soft": "#4a281b",
    "doubt": "#dcb853",
    "doubt-soft": "#41371a",
    "calm": "#aab3bb",
    "calm-soft": "#30373d",
}
# A verdict is a shape, a word and a tone; the tone alone never carries it.
VERDICT_TONE: dict[str, str] = {"scale": "accent", "keep": "calm", "test": "doubt", "stop": "alarm"}
VERDICT_SHAPE: dict[str, str] = {"scale": "triangle-up", "keep": "circle", "test": "diamond", "stop": "square"}
VERDICT_SIGN: dict[str, str] = {"scale": "▲", "keep": "●", "test": "◇", "stop": "■"}
VERDICT_ORDER: tuple[str, ...] = ("stop", "test", "keep", "scale")

_TONE_OF = {value: name for name, value in LIGHT.items()}
_HEX = re.compile("|".join(_TONE_OF), re.IGNORECASE)


def with_tokens(svg: str) -> str:
    """Return an image whose tones follow the page's CSS variables, so that dark mode repaints it.

    Examples
    --------
    >>> with_tokens('<path fill="#0e5a96"/>')
    '<path fill="var(--accent, #0e5a96)"/>'
    """
    return _HEX.sub(lambda found: f"var(--{_TONE_OF[found.group().lower()]}, {found.group()})", svg)
