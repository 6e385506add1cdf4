"""Files and exports → canonical tables: recognised by content, read in one way, refused with reasons."""

from bascule.ingest.folder import read_folder
from bascule.ingest.imported import FileReport, Imported, Question, Refusal
from bascule.ingest.sources import SOURCES
from bascule.ingest.taxonomy import guess_class

__all__ = ["SOURCES", "FileReport", "Imported", "Question", "Refusal", "guess_class", "read_folder"]
