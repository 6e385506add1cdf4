"""The log-density of the response model and its gradient, compiled."""
