"""The sheets of the budget, one a file."""
