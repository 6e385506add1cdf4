"""The report: one document of blocks, a small renderer each for the screen, for paper and for the terminal."""

from bascule.report.document import document
from bascule.report.html import render_html, write_html
from bascule.report.pdf import render_pdf, write_pdf
from bascule.report.summary import summary

__all__ = ["document", "render_html", "render_pdf", "summary", "write_html", "write_pdf"]
