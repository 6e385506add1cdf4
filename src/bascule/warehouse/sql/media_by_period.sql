-- Advertising by channel on the grid; a range or a month is spread evenly over its days.
WITH periods AS (
    SELECT unnest($starts::DATE[]) AS start, unnest($ends::DATE[]) AS stop
),
parts AS (
    SELECT
        periods.start,
        (least(media.date_end, periods.stop) - greatest(media.date, periods.start) + 1)
            / (media.date_end - media.date + 1) AS share,
        media.*
    FROM periods
    JOIN media ON media.date <= periods.stop AND media.date_end >= periods.start
)
SELECT
    start,
    channel,
    coalesce(sum(spend * share), 0) AS spend,
    sum(claimed_revenue * share) AS claimed_revenue,
    sum(claimed_conversions * share) AS claimed_conversions,
    sum(impressions * share) AS impressions,
    sum(clicks * share) AS clicks
FROM parts
GROUP BY start, channel
ORDER BY start, channel
