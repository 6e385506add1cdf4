-- Orders summed by the shop's own day; a customer is new on the day of a first order in the data. A refund that is a
-- row of its own, below zero, is no order.
WITH orders AS (
    SELECT CAST(ordered_at AS DATE) AS date, customer_key, net
    FROM read_parquet($paths)
),
firsts AS (
    SELECT customer_key, min(date) AS date
    FROM orders
    WHERE customer_key IS NOT NULL
    GROUP BY customer_key
),
new_ones AS (
    SELECT date, count(*) AS new_customers FROM firsts GROUP BY date
)
SELECT
    date,
    date AS date_end,
    'day' AS grain,
    sum(net) AS revenue,
    CAST(count(*) FILTER (WHERE coalesce(net, 0) >= 0) AS DOUBLE) AS orders,
    CAST(coalesce(any_value(new_customers), 0) AS DOUBLE) AS new_customers,
    CAST(NULL AS DOUBLE) AS price_index,
    CAST(NULL AS DOUBLE) AS promo
FROM orders
LEFT JOIN new_ones USING (date)
GROUP BY date
ORDER BY date
