-- Whole decisions. The explanation and the digest are left out: their words and number change with the law's texts.
SET datestyle = ISO;
CREATE FUNCTION decision(request jsonb) RETURNS jsonb LANGUAGE sql AS $$ SELECT abri_assess(request) - 'explanation' - 'rules' $$;
SELECT decision('{"requested_on": "2025-11-25", "department": "59", "resources_cents": 71316, "children": 2,
    "beneficiary_of": "caf", "documents": [{"kind": "complaint", "dated": "2025-11-20"}]}');
SELECT decision('{"requested_on": "2025-11-25", "department": "59", "resources_cents": 250000, "documents": []}');
SELECT decision('{"requested_on": "2023-11-27", "department": "75", "resources_cents": 0}');
SELECT decision('{"requested_on": "2025-11-25", "department": "976", "resources_cents": 0,
    "children": [{"born_on": "2012-05-01", "shared_custody": true}, {"born_on": "2000-05-01"}], "residence": "unknown"}');
SELECT decision('{"requested_on": "2025-11-25", "department": "2B", "resources_cents": 0, "previous_awards": ["2024-12-10", "2023-12-01"],
    "relationship": "other", "violence_against": "child_only", "decided_on": "2025-12-01", "completed_on": "2025-11-26"}');
-- Every step of the explanation has its article and its sentence.
SELECT count(*) > 10 AS steps, bool_and(step ->> 'article' <> '' AND step ->> 'text' <> '') AS founded
FROM jsonb_array_elements(abri_assess('{"requested_on": "2025-11-25", "department": "59", "resources_cents": 71316}') -> 'explanation') AS step;
SELECT abri_assess('{"requested_on": "2025-11-25", "department": "59", "resources_cents": 0}') ->> 'rules' = abri_rules() AS same_rules;

-- What was known on a day: the amounts of April 2024 were published on the thirtieth.
SELECT known_on, decision -> 'amount_cents' AS amount_cents, decision -> 'flags' AS flags
FROM unnest(ARRAY['2024-04-15', '2024-04-30']::date[]) AS known_on,
    abri_assess('{"requested_on": "2024-04-15", "department": "59", "resources_cents": 0}', known_on) AS decision;

-- The whole and its part agree, for every amount and form of a day.
SELECT count(*) FROM generate_series(0, 500000, 997) AS resources, generate_series(0, 8) AS children,
    abri_assess(jsonb_build_object('requested_on', '2025-11-25', 'department', '13', 'resources_cents', resources, 'children', children)) AS decision
WHERE (decision -> 'amount_cents')::bigint <> abri_amount('2025-11-25', '13', children, resources)
    OR decision ->> 'form' <> abri_form('2025-11-25', '13', children, resources);
