"""The response model: what revenue owes to each channel, with its uncertainty."""
