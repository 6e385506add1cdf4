-- Weeks within which nine in ten of the customers who came back did so; null when nobody did. A refund that is a
-- row of its own is no purchase.
WITH gaps AS (
    SELECT
        date_diff('day', lag(ordered_at) OVER (PARTITION BY customer_key ORDER BY ordered_at), ordered_at) / 7.0 AS weeks
    FROM read_parquet($paths)
    WHERE customer_key IS NOT NULL AND coalesce(net, 0) >= 0
)
SELECT
    quantile_cont(weeks, 0.9) AS usual_gap,
    (SELECT count(customer_key) / count(*) FROM read_parquet($paths)) AS identified
FROM gaps
WHERE weeks IS NOT NULL
