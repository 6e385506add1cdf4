"""Simulated small companies whose truth is known: three mechanisms, none of them a marketing-mix regression."""
