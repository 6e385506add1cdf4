-- Sales as given: one row a day, week or month.
SELECT date, date_end, grain, revenue, orders, new_customers, price_index, promo
FROM read_parquet($paths)
ORDER BY date
