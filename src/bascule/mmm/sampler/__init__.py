"""A compiled No-U-Turn sampler: dense adapted metric, no interpreter lock, one compilation for every data set."""
