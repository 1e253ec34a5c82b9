-- Amounts and forms of single households.
SET datestyle = ISO;
CREATE EXTENSION abri;

-- What the server may make of them: constants once, parallel workers, indexes.
SELECT p.oid::regprocedure AS function, provolatile, proparallel, proisstrict
FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'abri' ORDER BY p.oid::regprocedure::text COLLATE "C";

-- Each threshold and a cent more.
SELECT resources, abri_amount('2025-11-25', '59', 0, resources), abri_form('2025-11-25', '59', 0, resources)
FROM unnest(ARRAY[0, 71315, 71316, 142630, 142631, 213945, 213946, 100000000]::bigint[]) AS resources;
-- With three children a loan begins elsewhere.
SELECT resources, abri_amount('2025-11-25', '59', 3, resources), abri_form('2025-11-25', '59', 3, resources)
FROM unnest(ARRAY[470679, 470680]::bigint[]) AS resources;
SELECT children, abri_amount('2025-11-25', '59', children, 0) FROM unnest(ARRAY[0, 1, 2, 3, 4, 30]) AS children;
-- By day: the first of the aid, each revaluation and the day before.
SELECT day, abri_amount(day, '75', 2, 80000)
FROM unnest(ARRAY['2023-11-28', '2024-03-31', '2024-04-01', '2025-03-31', '2025-04-01', '2026-03-31']::date[]) AS day;
-- By place: Mayotte has tables of its own.
SELECT department, abri_amount('2025-11-25', department, 1, 60000)
FROM unnest(ARRAY['01', '2A', '2B', '95', '971', '974', '975', '976']) AS department;
-- Any blank-padded or toasted text is a text.
SELECT abri_amount('2025-11-25', substr(repeat('59', 100000), 1, 2), 1, 60000), abri_amount('2025-11-25', '59'::char(2), 1, 60000);

-- Without a value there is no amount.
SELECT abri_amount(NULL, '59', 0, 0), abri_amount('2025-11-25', NULL, 0, 0), abri_amount('2025-11-25', '59', NULL, 0),
    abri_form('2025-11-25', '59', 0, NULL), abri_assess(NULL), abri_assess('{}', NULL);

-- The amounts in force, and from when on.
SELECT name, euros, since, to_confirm, may_be_outdated FROM abri_parameters('2025-11-25');
SELECT count(*), bool_and(may_be_outdated) FROM abri_parameters('2150-12-31');
SELECT * FROM abri_parameters(NULL);
SELECT abri_rules() ~ '^[0-9a-f]{64}$' AS digest;

-- As a column that is kept, and as an index: what IMMUTABLE is for.
CREATE TABLE household (
    day date, department text, children int, resources_cents bigint,
    amount bigint GENERATED ALWAYS AS (abri_amount(day, department, children, resources_cents)) STORED);
INSERT INTO household SELECT date '2025-11-25', '59', i % 8, i * 600 FROM generate_series(0, 999) AS i;
CREATE INDEX loans ON household (abri_form(day, department, children, resources_cents));
ANALYZE household;
SELECT sum(amount), count(*) FILTER (WHERE abri_form(day, department, children, resources_cents) = 'loan') AS loans FROM household;
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT * FROM household WHERE abri_form(day, department, children, resources_cents) = 'loan';
RESET enable_seqscan;

-- What must be computed again when the rules change (doc/operations.md).
SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) COLLATE "C" AS depends FROM pg_depend d
JOIN pg_depend e ON e.classid = 'pg_proc'::regclass AND e.objid = d.refobjid AND e.deptype = 'e'
JOIN pg_extension x ON x.oid = e.refobjid AND x.extname = 'abri'
WHERE d.refclassid = 'pg_proc'::regclass AND d.deptype <> 'e' ORDER BY 1;
