-- Sales summed on the grid; a row that spans two periods is shared between them by days. A count that a row of the
-- period does not give is unknown for the period, not smaller.
WITH periods AS (
    SELECT unnest($starts::DATE[]) AS start, unnest($ends::DATE[]) AS stop
),
parts AS (
    SELECT
        periods.start,
        (least(sales.date_end, periods.stop) - greatest(sales.date, periods.start) + 1) AS days,
        days / (sales.date_end - sales.date + 1) AS share,
        sales.*
    FROM periods
    JOIN sales ON sales.date <= periods.stop AND sales.date_end >= periods.start
    WHERE sales.revenue IS NOT NULL
)
SELECT
    periods.start,
    coalesce(sum(days), 0) AS days,
    sum(revenue * share) AS revenue,
    CASE WHEN count(orders) = count(*) THEN sum(orders * share) END AS orders,
    CASE WHEN count(new_customers) = count(*) THEN sum(new_customers * share) END AS new_customers,
    sum(price_index * days) / sum(CASE WHEN price_index IS NOT NULL THEN days END) AS price_index,
    sum(promo * days) / sum(CASE WHEN promo IS NOT NULL THEN days END) AS promo
FROM periods
LEFT JOIN parts USING (start)
GROUP BY periods.start
ORDER BY periods.start
