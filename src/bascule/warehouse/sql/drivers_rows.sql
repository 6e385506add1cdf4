-- What moves sales from outside, as given.
SELECT date, date_end, 'driver' AS kind, driver AS name, value
FROM read_parquet($paths)
ORDER BY date, driver
