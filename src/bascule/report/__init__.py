"""The report: one document of blocks, a small renderer each for the screen, for paper and for the terminal."""

from bascule.report.cautions import cautions
from bascule.report.compare import compare_blocks, compare_lines, comparison
from bascule.report.document import document
from bascule.report.exports import plan_files
from bascule.report.html import render_html
from bascule.report.pdf import render_pdf
from bascule.report.summary import summary

__all__ = [
    "cautions", "compare_blocks", "compare_lines", "comparison", "document", "plan_files", "render_html", "render_pdf",
    "summary",
]  # fmt: skip
