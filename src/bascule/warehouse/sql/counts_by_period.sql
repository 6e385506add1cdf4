-- Counts summed on the grid, each spread evenly over its days; `days`: those of the period with a row of any series,
-- `known`: share of the rows of the series, day by day, that say how many.
WITH periods AS (
    SELECT unnest($starts::DATE[]) AS start, unnest($ends::DATE[]) AS stop
),
daily AS (
    SELECT
        kind,
        name,
        value / (date_end - date + 1) AS value,
        CAST(unnest(generate_series(date, date_end, INTERVAL 1 DAY)) AS DATE) AS day
    FROM readings
),
placed AS (
    SELECT periods.start, daily.* FROM periods JOIN daily ON daily.day BETWEEN periods.start AND periods.stop
),
covered AS (
    SELECT start, count(DISTINCT day) AS days FROM placed GROUP BY start
)
SELECT start, kind, name, sum(value) AS value, count(value) / count(*) AS known, any_value(days) AS days
FROM placed
JOIN covered USING (start)
GROUP BY start, kind, name
ORDER BY start, kind, name
