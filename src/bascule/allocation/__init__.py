"""Where every dollar should go: the optimum on the posterior, its certificate, the dated plan."""
