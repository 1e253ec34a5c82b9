-- What is wrong is refused with its SQLSTATE, its place and what was expected; the backend goes on.
\set VERBOSITY verbose
SELECT abri_amount('2025-11-25', '99', 0, 0);
SELECT abri_assess('{"requested_on": "2025-11-25", "department": "59", "resources_cents": 0, "children": 31}');
\set VERBOSITY default
SELECT pg_backend_pid() AS backend \gset

CREATE FUNCTION refusal(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text;
    place text;
    words text;
BEGIN
    EXECUTE statement;
    RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, place = COLUMN_NAME, words = MESSAGE_TEXT;
    RETURN format('%s [%s] %s', state, place, words);
END $$;
CREATE FUNCTION refused(request text) RETURNS text LANGUAGE sql AS $$ SELECT refusal(format('SELECT abri_assess(%L)', request)) $$;
CREATE FUNCTION refused_with(members text) RETURNS text LANGUAGE sql AS $$
    SELECT refused('{"requested_on": "2025-11-25", "department": "59", "resources_cents": 71316, ' || members || '}') $$;

SELECT call, refusal('SELECT abri_amount(' || call || ')') FROM unnest(ARRAY[
    $$'2023-11-27', '59', 0, 0$$,
    $$'2151-01-01', '59', 0, 0$$,
    $$'infinity', '59', 0, 0$$,
    $$'-infinity', '59', 0, 0$$,
    $$'4713-01-01 BC', '59', 0, 0$$,
    $$'5874897-12-31', '59', 0, 0$$,
    $$'2025-11-25', '', 0, 0$$,
    $$'2025-11-25', '5', 0, 0$$,
    $$'2025-11-25', '059', 0, 0$$,
    $$'2025-11-25', '59 ', 0, 0$$,
    $$'2025-11-25', '2a', 0, 0$$,
    $$'2025-11-25', '20', 0, 0$$,
    $$'2025-11-25', '988', 0, 0$$,
    $$'2025-11-25', 'I9', 0, 0$$,
    $$'2025-11-25', repeat('5', 1000000), 0, 0$$,
    $$'2025-11-25', '59', -1, 0$$,
    $$'2025-11-25', '59', 31, 0$$,
    $$'2025-11-25', '59', 2147483647, 0$$,
    $$'2025-11-25', '59', -2147483648, 0$$,
    $$'2025-11-25', '59', 0, -1$$,
    $$'2025-11-25', '59', 0, 100000001$$,
    $$'2025-11-25', '59', 0, 4294967296$$,
    $$'2025-11-25', '59', 0, 9223372036854775807$$,
    $$'2025-11-25', '59', 0, -9223372036854775808$$]) AS call;
SELECT refusal($$SELECT abri_form('2025-11-25', '59', 31, 0)$$), refusal($$SELECT abri_parameters('2023-11-27')$$),
    refusal($$SELECT abri_parameters('infinity')$$);
SELECT day, refusal(format('SELECT abri_assess(%L, %L)', '{"requested_on": "2025-11-25", "department": "59", "resources_cents": 0}', day))
FROM unnest(ARRAY['2023-11-27', 'infinity', '-infinity', '2023-11-28']) AS day;

-- The document.
SELECT document, refused(document) FROM unnest(ARRAY['null', 'true', '3', '"x"', '[]', '[{}]', '{}',
    '{"requested_on": "2025-11-25"}', '{"requested_on": "2025-11-25", "department": "59"}']) AS document;
-- Its members.
SELECT members, refused_with(members) FROM unnest(ARRAY[
    '"colour": 1', '"Camille EXEMPLE": 1', '"a/b": 1', '"~": 1', '"": 1', '"requested_on ": 1',
    '"requested_on": 20251125', '"requested_on": null', '"requested_on": "2025-02-30"', '"requested_on": ["2025-11-25"]',
    '"requested_on": {"day": 1}', '"requested_on": "2025-11-25\n"', '"department": 59', '"department": "é"',
    '"resources_cents": "713"', '"resources_cents": -1', '"resources_cents": 713.5', '"resources_cents": 713.0',
    '"resources_cents": 100000001', '"resources_cents": 18446744073709551616', '"resources_cents": 1e131071',
    '"resources_cents": 1e-16000', '"children": "2"', '"children": true', '"children": {}', '"children": 31',
    '"children": [2]', '"children": [[]]', '"children": [{}]', '"children": [{"born_on": "2012-05-01", "name": "Camille"}]',
    '"children": [{"born_on": "2012-05-01", "shared_custody": 1}]', '"children": [{"born_on": {"a": [1]}}]',
    '"documents": {}', '"documents": 1', '"documents": [{"kind": "letter", "dated": "2025-11-20"}]',
    '"documents": [{"kind": "complaint"}]', '"documents": [{"dated": "2025-11-20"}]',
    '"documents": [{"kind": "complaint", "dated": "2025-11-26"}]', '"previous_awards": ["2024-11-10", 3]',
    '"previous_awards": [["2024-11-10"]]', '"previous_awards": ["2025-11-26"]', '"relationship": "husband"',
    '"completed_on": "2025-11-24"', '"decided_on": "2151-01-01"']) AS members;

-- Too much of it.
SELECT refused_with('"previous_awards": [' || repeat('"2024-11-10",', 16) || '"2024-11-10"]');
SELECT refused_with('"children": [' || repeat('{},', 99999) || '{}]');
SELECT refused_with('"children": ' || repeat('[', 4000) || repeat(']', 4000));
SELECT refused_with('"' || repeat('x', 1000000) || '": 1');
SELECT refused_with('"relationship": "' || repeat('spouse', 1000000) || '"');
SELECT refused_with('"resources_cents": ' || repeat('9', 100000));

-- What jsonb has changed before the function is called: the last of two equal keys counts, 1e2 is 100.
SELECT abri_assess('{"requested_on": "2025-11-25", "department": "59", "resources_cents": 1e2, "children": 0, "children": 2}') -> 'full_cents' AS full_cents;

-- Documents by chance: members in any number, each right or wrong. Accepted or refused, and nothing else.
CREATE TEMP TABLE piece AS SELECT row_number() OVER () AS number, member FROM unnest(ARRAY[
    '"requested_on": "2025-11-25"', '"requested_on": "2023-01-01"', '"requested_on": 1', '"department": "59"', '"department": "976"',
    '"department": ""', '"resources_cents": 0', '"resources_cents": 71316', '"resources_cents": -5', '"children": 2', '"children": [{"born_on": "2012-05-01"}]',
    '"children": [{"born_on": "2012-05-01", "shared_custody": true}, {"born_on": "1990-05-01"}]', '"children": [[[[]]]]', '"documents": []',
    '"documents": [{"kind": "police_log", "dated": "2025-11-20"}]', '"documents": [{"kind": "police_log"}]', '"documents": [null]',
    '"previous_awards": ["2025-01-31"]', '"previous_awards": [{}]', '"residence": "unknown"', '"residence": {}', '"decided_on": "2025-12-01"',
    '"beneficiary_of": "msa"', '"violence_against": "child_only"', '"smic_reference": "january"', '"\u00e9": 1', '"x": {"y": {"z": [1, 2, {"a": null}]}}']) AS member;
SELECT setseed(0.20231128);
WITH document AS MATERIALIZED (
    SELECT i, '{' || string_agg(member, ',' ORDER BY random()) || '}' AS text
    FROM generate_series(1, 20000) AS i, piece -- drawn for each document, not once for all
    WHERE random() + 0 * i < CASE WHEN number IN (1, 4, 7) THEN 0.95 ELSE 0.02 END GROUP BY i),
    answer AS (SELECT left(refused(text), 5) AS state, count(*) AS documents FROM document GROUP BY 1)
SELECT state, documents > 1000 AS many FROM answer ORDER BY state;

-- The same backend answers, as before.
SELECT pg_backend_pid() = :backend AS same_backend, abri_amount('2025-11-25', '59', 2, 71316);
