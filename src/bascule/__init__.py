"""Bascule: the growth architecture of a small company, as a program."""

__version__ = "0.1.0"
