"""Bascule against known truth and against the clock, other tools beside; run as modules from the repository's root."""
