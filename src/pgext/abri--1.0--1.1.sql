\echo Use "ALTER EXTENSION abri UPDATE TO '1.1'" to load this file. \quit

CREATE FUNCTION abri_assess(request jsonb, known_on date) RETURNS jsonb
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'pgext_assess_known';
COMMENT ON FUNCTION abri_assess(jsonb, date) IS
    'the same, from what was published by a day alone';

CREATE FUNCTION abri_parameters(day date, OUT name text, OUT euros numeric, OUT since date, OUT published date,
    OUT source text, OUT article text, OUT to_confirm boolean, OUT may_be_outdated boolean) RETURNS SETOF record
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 4 AS 'MODULE_PATHNAME', 'pgext_parameters';
COMMENT ON FUNCTION abri_parameters(date) IS
    'every amount in force on a day, since when and by which text';

CREATE FUNCTION abri_rules() RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pgext_rules';
COMMENT ON FUNCTION abri_rules() IS
    'the digest of the rules and amounts: where it changes, what was stored or indexed must be computed again';
