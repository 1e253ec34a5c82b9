\echo Use "CREATE EXTENSION abri" to load this file. \quit

CREATE FUNCTION abri_assess(request jsonb) RETURNS jsonb
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'pgext_assess';
COMMENT ON FUNCTION abri_assess(jsonb) IS
    'the decision on a request, with its explanation; both as abri assess reads and writes them';

CREATE FUNCTION abri_amount(day date, department text, children integer, resources_cents bigint) RETURNS bigint
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pgext_amount';
COMMENT ON FUNCTION abri_amount(date, text, integer, bigint) IS
    'the amount of the aid in cents, for a request of that day (CASF D. 214-14)';

CREATE FUNCTION abri_form(day date, department text, children integer, resources_cents bigint) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pgext_form';
COMMENT ON FUNCTION abri_form(date, text, integer, bigint) IS
    'grant or loan, for a request of that day (CASF D. 214-13)';
