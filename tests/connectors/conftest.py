"""A small imitation of the platforms' APIs, started afresh for each test."""

from fake_api import api

__all__ = ["api"]
