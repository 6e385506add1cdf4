-- Planned tests as given, the oldest first.
SELECT channel, start, "end", lift, lift_error, spend
FROM read_parquet($paths)
ORDER BY start, "end", channel
