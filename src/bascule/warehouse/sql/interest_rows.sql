-- How much terms are searched, as given; a rival's is kept in the warehouse and moves no model yet.
SELECT date, date_end, kind, term AS name, value
FROM read_parquet($paths)
WHERE kind IN ('brand', 'category')
ORDER BY date, kind, term
