-- Indices averaged on the grid: a value holds on each of its days; `known`: share of the period's days with one.
WITH periods AS (
    SELECT unnest($starts::DATE[]) AS start, unnest($ends::DATE[]) AS stop
),
daily AS (
    SELECT kind, name, value, CAST(unnest(generate_series(date, date_end, INTERVAL 1 DAY)) AS DATE) AS day
    FROM readings
    WHERE value IS NOT NULL
)
SELECT start, kind, name, avg(value) AS value, count(DISTINCT day) / (stop - start + 1) AS known
FROM periods
JOIN daily ON daily.day BETWEEN periods.start AND periods.stop
GROUP BY start, stop, kind, name
ORDER BY start, kind, name
