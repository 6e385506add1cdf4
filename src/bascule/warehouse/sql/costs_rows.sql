-- Fixed costs as given, named by vendor, else by kind; what is said to vary (fixed = no) is left out.
SELECT
    coalesce(nullif(trim(vendor), ''), kind) AS name,
    kind,
    nullif(trim(channel), '') AS channel,
    period_start,
    period_end,
    amount,
    coalesce(fixed, false) AS fixed
FROM read_parquet($paths)
WHERE amount IS NOT NULL AND coalesce(fixed, true)
ORDER BY name, kind, period_start, period_end, channel, amount
