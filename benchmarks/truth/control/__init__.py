"""Controls that stand beside every figure: what do the data add, and can they overrule a wrong prior."""
