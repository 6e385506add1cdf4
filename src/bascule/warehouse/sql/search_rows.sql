-- Searches, those that name the brand apart: impressions where any is known, else clicks for the brand only
-- (clicks on other searches say how well the site ranks, not how many want what it sells).
-- All searches together (brand unknown) say neither, nor which days the others cover; a stretch longer than a month
-- says nothing of its weeks.
WITH searches AS (
    SELECT date, date_end, brand, sum(impressions) AS impressions, sum(clicks) AS clicks
    FROM read_parquet($paths)
    WHERE brand IS NOT NULL AND date_end - date < 31
    GROUP BY date, date_end, brand
)
SELECT
    date,
    date_end,
    CASE WHEN brand THEN 'brand' ELSE 'category' END AS kind,
    CASE WHEN brand THEN 'brand_queries' ELSE 'category_queries' END AS name,
    CASE
        WHEN count(impressions) OVER (PARTITION BY brand) > 0 THEN impressions
        WHEN brand THEN clicks
    END AS value
FROM searches
ORDER BY date, brand
