#!/bin/bash
# Millions of households drawn by chance, with a day and a département each: abri simulate and abri_amount must say
# the same amount, to the cent, and the same form; so must parallel workers, and the whole decision of some of them.
# Usage: tests/pgext/population.sh BUILD_DIR [ROWS]
set -euo pipefail
export LC_ALL=C.UTF-8
# shellcheck source=tests/pgext/server
. "$(dirname "$0")/server"
rows=${2:-3000000}

# Half of the resources lie within a euro of a threshold of some year; the rest anywhere.
population() {
    mawk -v rows="$rows" -v seed=20231128 '
        function draw(n) { seed = (seed * 16807) % 2147483647; return seed % n }
        BEGIN {
            codes = split("01 13 2A 2B 31 33 57 59 62 67 69 75 93 95 971 972 973 974 975 976 976 976", code, " ")
            near = split("51732 53907 67653 69155 71315 73896 103463 107813 135306 138309 142630 147793 155194 161719 " \
                "202959 207464 213945 221690 304438 311194 320918 365326 373433 385101 446509 456418 470679", about, " ")
            for (y = 2023; y <= 2028; y++) for (m = 1; m <= 12; m++) for (d = 1; d <= 28; d++)
                if (y > 2023 || m == 12) day[days++] = sprintf("%d-%02d-%02d", y, m, d)
            day[days++] = "2023-11-28"; day[days++] = "2024-02-29"; day[days++] = "2150-12-31"
            print "requested_on,department,children,resources_cents"
            for (i = 0; i < rows; i++)
                print day[draw(days)] "," code[1 + draw(codes)] "," draw(31) "," \
                    (draw(2) ? about[1 + draw(near)] + draw(201) - 100 : draw(draw(5) ? 600001 : 100000001))
        }'
}
population | "$build/abri" simulate --threads 2 - >"$server/simulated.csv"
ask -c 'CREATE UNLOGGED TABLE people (day date, department text, children int, resources_cents bigint, amount bigint, form text)' \
    -c '\copy people FROM pstdin WITH (FORMAT csv, HEADER)' <"$server/simulated.csv"
ask -c 'ANALYZE people'
is 'every household is there' "$rows" "$(ask -c 'SELECT count(*) FROM people')"

differ='abri_amount(day, department, children, resources_cents) IS DISTINCT FROM amount
    OR abri_form(day, department, children, resources_cents) IS DISTINCT FROM form'
for workers in 0 2; do
    is "rows that differ from simulate, $workers workers beside" 0 "$(ask -c "SET max_parallel_workers_per_gather = $workers" \
        -c 'SET parallel_setup_cost = 0' -c "SELECT count(*) FROM people WHERE $differ")"
done
kinds() { ask -c "SELECT count(*) FROM (SELECT DISTINCT $1 FROM people) AS found"; }
is 'days, places and children of every kind' '1711 20 31' "$(kinds day) $(kinds department) $(kinds children)"
is 'amounts of every kind' '1 2' "$(($(kinds amount) > 500)) $(kinds form)"
ask -c 'UPDATE people SET amount = amount + 1 WHERE ctid = (SELECT ctid FROM people OFFSET 1000 LIMIT 1)'
is 'a planted cent is seen' 1 "$(ask -c "SELECT count(*) FROM people WHERE $differ")"
is 'whole decisions that differ' 0 "$(ask -c "SELECT count(*) FROM
    (SELECT * FROM people WHERE hashint8(resources_cents + 31 * children) % 400 = 0) AS chosen,
    abri_assess(jsonb_build_object('requested_on', day, 'department', department, 'children', children,
        'resources_cents', resources_cents)) AS decision
    WHERE (decision -> 'amount_cents')::bigint <> abri_amount(day, department, children, resources_cents)
        OR decision ->> 'form' <> form")"

echo "compared with simulate: $rows households, every amount and form"
finish
