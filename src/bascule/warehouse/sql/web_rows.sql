-- Visits that nobody pays for; the other channels, without a name, only tell which days are covered.
SELECT
    date,
    date_end,
    'organic' AS kind,
    CASE WHEN channel IN ('organic', 'direct') THEN channel || '_sessions' END AS name,
    sessions AS value
FROM read_parquet($paths)
ORDER BY date, channel
