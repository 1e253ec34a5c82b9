-- Several processes and several servers: where the rows are, the law is.
SET client_min_messages = warning;
\set VERBOSITY terse
CREATE EXTENSION IF NOT EXISTS abri;
CREATE EXTENSION postgres_fdw;

CREATE TABLE people (department text, day date, children int, resources_cents bigint) PARTITION BY LIST (department);
CREATE TABLE people_north PARTITION OF people FOR VALUES IN ('59', '62');
CREATE TABLE people_overseas PARTITION OF people FOR VALUES IN ('974', '976');
INSERT INTO people SELECT (ARRAY['59', '62', '974', '976'])[1 + i % 4], date '2023-11-28' + i % 900, i % 6, i * 37 % 500000
FROM generate_series(1, 40000) AS i;
ANALYZE people;

-- Parallel workers, over partitions.
SELECT sum(abri_amount(day, department, children, resources_cents)) AS alone FROM people \gset
SET min_parallel_table_scan_size = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
EXPLAIN (COSTS OFF) SELECT sum(abri_amount(day, department, children, resources_cents)) FROM people;
SELECT sum(abri_amount(day, department, children, resources_cents)) = :alone AS together FROM people;

-- Another server, which has the extension as well: the function is computed where the rows are.
SELECT current_setting('unix_socket_directories') AS folder, current_database() AS name, current_user AS me \gset
CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host :'folder', dbname :'name', extensions 'abri');
CREATE USER MAPPING FOR current_user SERVER other OPTIONS (user :'me');
CREATE FOREIGN TABLE people_there (department text, day date, children int, resources_cents bigint)
    SERVER other OPTIONS (table_name 'people');
EXPLAIN (VERBOSE, COSTS OFF) SELECT sum(abri_amount(day, department, children, resources_cents)) FROM people_there
    WHERE abri_form(day, department, children, resources_cents) = 'loan';
SELECT sum(abri_amount(day, department, children, resources_cents)) = :alone AS there FROM people_there;
DROP EXTENSION postgres_fdw CASCADE;
