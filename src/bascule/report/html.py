"""The report as one HTML file that needs nothing else: no network, no script, its own fonts."""

import base64
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bascule.charts.chart import FONTS, Chart
from bascule.charts.palette import DARK, LIGHT, VERDICT_TONE
from bascule.report.blocks import Document

TEMPLATES = Path(__file__).parent / "templates"
_FACES = (
    ("Bascule Serif", 400, "normal", "serif-regular"),
    ("Bascule Serif", 700, "normal", "serif-bold"),
    ("Bascule Serif", 400, "italic", "serif-italic"),
    ("Bascule Sans", 400, "normal", "sans-regular"),
    ("Bascule Sans", 700, "normal", "sans-bold"),
)


def render_html(told: Document) -> str:
    """Return the report as one self-contained HTML page; the same document gives the same text."""
    template = _environment().get_template("report.html.j2")
    return template.render(document=told, style=Markup(_style()))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["tone"] = VERDICT_TONE.__getitem__
    environment.filters["picture"] = _picture
    return environment


def _picture(chart: Chart, narrow: bool = False) -> Markup:
    # The words beside the picture say it all: assistive tools read `alt`, not every mark.
    label = Markup.escape(chart.alt)
    drawn = chart.themed_svg(narrow=narrow)
    return Markup(drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1))


@cache
def _style() -> str:
    faces = "".join(_face(*face) for face in _FACES)
    tokens = {name: "".join(f"--{token}:{tone};" for token, tone in palette.items()) for name, palette in _THEMES}
    themes = (
        f":root{{color-scheme:light dark;{tokens['light']}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{tokens['dark']}}}}}"
    )
    return faces + themes + (TEMPLATES / "report.css").read_text(encoding="utf-8")


_THEMES = (("light", LIGHT), ("dark", DARK))


def _face(family: str, weight: int, style: str, file: str) -> str:
    data = base64.b64encode((FONTS / f"{file}.woff2").read_bytes()).decode()
    return (
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2');font-display:block}}"
    )
