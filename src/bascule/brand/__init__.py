"""The desirability index, pricing power and friction: what the brand brings, in dollars where it can be told."""
