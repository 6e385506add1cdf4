"""The report as PDF: the same document, set by Typst with the fonts of the house and nothing of the machine."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from bascule.charts.chart import Chart
from bascule.charts.palette import LIGHT, VERDICT_SIGN, VERDICT_TONE
from bascule.report.blocks import Document

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
FONTS = Path(__file__).parents[1] / "charts" / "fonts"


def render_pdf(told: Document) -> bytes:
    """Return the report as a PDF (Letter, tagged); the same document gives the same bytes."""
    import typst

    made = dt.datetime.combine(dt.date.fromisoformat(told.made_on), dt.time(12), dt.UTC)
    content: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[FONTS]),
        format="pdf",
        sys_inputs={"document": _told(told)},
        timestamp=int(made.timestamp()),
    )
    return content


def _told(whole: Document) -> str:
    look = {"palette": LIGHT, "tones": VERDICT_TONE, "signs": VERDICT_SIGN}
    return json.dumps({"document": _plain(whole), **look}, ensure_ascii=False)


def _plain(thing: Any) -> Any:
    if isinstance(thing, Chart):
        return {"title": thing.title, "alt": thing.alt, "svg": thing.svg(), "table": _plain(thing.table)}
    if isinstance(thing, tuple):
        return [_plain(item) for item in thing]
    if hasattr(thing, "__dataclass_fields__"):
        fields = {name: _plain(getattr(thing, name)) for name in thing.__dataclass_fields__}
        return {"kind_": type(thing).__name__, **fields}
    return thing
