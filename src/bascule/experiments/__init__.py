"""Tests of a channel: their design, what they would show and cost, and how to read them."""
