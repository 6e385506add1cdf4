"""The log-density of the response model and its gradient, compiled.

Dividing by zero gives NaN here, not an exception: a density that is not a number is a position to reject.
"""
