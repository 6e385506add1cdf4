"""What the company's data hold and lack: sources, gaps, age, what agrees with what, which answers they support."""

from bascule.quality.data_report import DataReport, data_report

__all__ = ["DataReport", "data_report"]
