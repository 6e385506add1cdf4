"""A chart: its finding, its picture, and the same figures as words and as a table."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bascule.charts.palette import with_tokens

FONTS = Path(__file__).parent / "fonts"
_REFERENCE = re.compile(r'(\bid="|url\(#|href="#)')


@dataclass(frozen=True)
class Twin:
    """The figures of a chart as a table; the first column names the rows, the others are right-aligned."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """One question, answered.

    Attributes
    ----------
    name : str
        Unique in a document; prefixes the ids inside the picture.
    title : str
        The finding, as a sentence.
    alt : str
        The finding and its main figures, for who cannot see the picture.
    table : Twin
        The figures that the picture shows.
    spec, narrow : mappings
        The Vega-Lite specifications, on the light palette: for a page, and for the width of a telephone.
    """

    name: str
    title: str
    alt: str
    table: Twin
    spec: Mapping[str, Any]
    narrow: Mapping[str, Any]

    def svg(self, *, narrow: bool = False) -> str:
        """Return the picture on the light palette, for paper; the same chart gives the same bytes."""
        spec, prefix = (self.narrow, f"{self.name}-narrow-") if narrow else (self.spec, f"{self.name}-")
        return _REFERENCE.sub(rf"\g<1>{prefix}", _drawn(json.dumps(spec)))

    def themed_svg(self, *, narrow: bool = False) -> str:
        """Return the picture with tones that follow the page's CSS variables, for screens."""
        return with_tokens(self.svg(narrow=narrow))


@lru_cache(maxsize=64)
def _drawn(spec: str) -> str:
    # The screen and paper show the same picture: it is drawn once.
    svg: str = _engine().vegalite_to_svg(spec)
    return svg


@cache
def _engine() -> Any:
    import vl_convert

    # Text is measured with the fonts that the report embeds, so that labels fall where they should.
    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
