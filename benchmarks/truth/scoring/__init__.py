"""Score decisions on companies whose truth is known, beside rules of thumb."""
