-- Visits that nobody pays for; the other channels, without a name, only tell which days are covered.
-- All visits together (no channel) are those of the channels once more; a stretch longer than a month says nothing of
-- its weeks.
SELECT
    date,
    date_end,
    'organic' AS kind,
    CASE WHEN channel IN ('organic', 'direct') THEN channel || '_sessions' END AS name,
    sessions AS value
FROM read_parquet($paths)
WHERE channel IS NOT NULL AND date_end - date < 31
ORDER BY date, channel
