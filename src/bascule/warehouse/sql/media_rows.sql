-- Advertising by channel and stretch of time; what no row knows stays null.
SELECT
    date,
    date_end,
    grain,
    channel,
    sum(spend) AS spend,
    count(*) FILTER (WHERE spend IS NULL) AS unknown_spend,
    sum(impressions) AS impressions,
    sum(clicks) AS clicks,
    sum(platform_conversions) AS claimed_conversions,
    sum(platform_revenue) AS claimed_revenue
FROM read_parquet($paths)
GROUP BY date, date_end, grain, channel
ORDER BY date, channel
