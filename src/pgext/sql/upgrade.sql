-- From the first version on: what was built upon it stays.
SET client_min_messages = warning;
\set VERBOSITY terse
DROP EXTENSION abri CASCADE;
CREATE EXTENSION abri VERSION '1.0';
CREATE VIEW functions AS SELECT p.oid::regprocedure AS function FROM pg_proc p
    JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'abri';
SELECT * FROM functions ORDER BY function::text COLLATE "C";
CREATE VIEW awarded AS SELECT abri_amount('2025-11-25', '59', 2, 71316) AS amount, abri_form('2025-11-25', '59', 2, 71316) AS form;
SELECT abri_rules();

SELECT source, target, path FROM pg_extension_update_paths('abri') WHERE path IS NOT NULL;
ALTER EXTENSION abri UPDATE TO '1.1';
SELECT extversion FROM pg_extension WHERE extname = 'abri';
SELECT * FROM functions ORDER BY function::text COLLATE "C";
SELECT * FROM awarded;
SELECT count(*) FROM abri_parameters('2025-11-25');
ALTER EXTENSION abri UPDATE;

-- It leaves nothing behind, and comes back where it is wanted.
DROP EXTENSION abri;
DROP EXTENSION abri CASCADE;
SELECT count(*) FROM pg_proc WHERE proname LIKE 'abri%';
CREATE SCHEMA law;
CREATE EXTENSION abri SCHEMA law;
SELECT law.abri_amount('2025-11-25', '59', 2, 71316);
ALTER EXTENSION abri SET SCHEMA public;
SELECT abri_amount('2025-11-25', '59', 2, 71316);
-- Who owns a database may bring it there: it only computes.
CREATE ROLE office;
GRANT CREATE ON DATABASE :"DBNAME" TO office;
DROP EXTENSION abri;
SET ROLE office;
CREATE EXTENSION abri;
SELECT abri_amount('2025-11-25', '59', 2, 71316);
RESET ROLE;
DROP EXTENSION abri;
DROP SCHEMA law;
REVOKE ALL ON DATABASE :"DBNAME" FROM office;
DROP ROLE office;
