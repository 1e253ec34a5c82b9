-- What the measure of the extension needs: people, and the rule as somebody would write it in SQL. The numbers of
-- that rule are asked of the extension, so that it is the same rule for every day and place; whether it is, is
-- checked over every row before anything is measured.
CREATE UNLOGGED TABLE people AS
    SELECT date '2023-11-28' + (hashint8(i) & 2147483647) % 1000 AS day,
        CASE WHEN (hashint8(i + 1) & 2147483647) % 50 = 0 THEN '976'
            ELSE lpad((1 + (hashint8(i + 2) & 2147483647) % 95)::text, 2, '0') END AS department,
        (hashint8(i + 3) & 2147483647) % 8 AS children,
        ((hashint8(i + 4) & 2147483647) % 600001)::bigint AS resources_cents
    FROM generate_series(1::bigint, :rows) AS i;
UPDATE people SET department = '2A' WHERE department = '20';
VACUUM (FREEZE, ANALYZE) people;

-- The resources up to which the amount is the one of these.
CREATE FUNCTION last_with(day date, department text, resources bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    low bigint := resources;
    high bigint := 100000000;
    middle bigint;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF abri_amount(day, department, 0, middle) = abri_amount(day, department, 0, resources) THEN low := middle;
        ELSE high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END $$;

-- The rule of one day and place: the full amount by children, less a percentage by resources, to the nearest cent.
CREATE FUNCTION rule_of(day date, department text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    low bigint := last_with(day, department, 0);
    middle bigint := last_with(day, department, low + 1);
    high bigint := last_with(day, department, middle + 1);
    fulls text := string_agg(format('WHEN %s THEN %s', n, abri_amount(day, department, n, 0)), ' ' ORDER BY n)
        FROM generate_series(0, 7) AS n;
BEGIN
    RETURN format('(CASE children %s END * CASE WHEN resources_cents > %s THEN 40 WHEN resources_cents > %s THEN 60 '
        'WHEN resources_cents > %s THEN 80 ELSE 100 END + 50) / 100', fulls, high, middle, low);
END $$;

-- Of a place, the latest amounts first.
CREATE FUNCTION rule_since(place text) RETURNS text LANGUAGE sql AS $$
    WITH starts AS (
        SELECT date '2023-11-28' AS since
        UNION SELECT generate_series(timestamp '2023-12-01', '2026-09-01', '1 month')::date),
    rules AS (SELECT since, rule_of(since, place) AS rule FROM starts),
    changes AS (SELECT since, rule, lag(rule) OVER (ORDER BY since) AS before FROM rules)
    SELECT 'CASE ' || string_agg(format('WHEN day >= %L::date THEN %s', since, rule), ' ' ORDER BY since DESC) || ' END'
    FROM changes WHERE before IS DISTINCT FROM rule $$;
