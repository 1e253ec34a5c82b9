#!/bin/bash
# A CSV too large to look through, streamed, with everything a spreadsheet leaves in it and one bad line at its end: the exact
# place, exit 2, no file half-written. ABRI_CSV_MB says how large (64; ./test --long asks for 10,000).
# Usage: tests/cli/large_csv.sh BUILD_DIR
# shellcheck disable=SC2059,SC2181 # the last lines are a format
set -u
export LC_ALL=C.UTF-8
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
megabytes=${ABRI_CSV_MB:-64}
cd "$scratch" || exit 1
mkdir out

# Seven lines of the file, five households: both line ends, quoted numbers, line ends and quotes inside quotes. 100 bytes.
block=$'71315,0,x\r\n"71316","2",\n0,3,"of two\nlines"\n213946,1,"a ""quote"", a comma"\r\n5,30,"\r\nand a long word to make a hundred b"'
bytes=$((${#block} + 1))
blocks=$((megabytes * 1000000 / bytes))
lines=$((1 + blocks * 7))
file() { # file LAST LINES...: the whole of it, then these
    printf '\xEF\xBB\xBFresources_cents,children,note\n'
    yes "$block" | head -c $((blocks * bytes))
    printf "$@"
}
simulate() { "$build/abri" simulate --day 2025-11-25 --threads 2 "$@"; }

file '' | simulate --summary - >sums 2>err
[ $? = 0 ] && grep -q "\"rows\": $((blocks * 5))," sums
verdict $? 'a good one is read to its end' "$(head -3 sums err)"
while IFS='|' read -r name last message; do
    file "$last" | simulate -o out/result.csv - 2>err
    status=$?
    [ $status = 2 ] && [ "$(cat err)" = "-:$((lines + 2)): $message" ]
    verdict $? "$name" "exit $status, $(head -c 300 err), wanted line $((lines + 2))"
    [ -z "$(ls -A out)" ]
    verdict $? "$name leaves nothing" "$(ls -A out)"
done <<'ENDS'
a word for a number|1,1,x\n1,one,x\n|column children: expected a whole number from 0 to 30, digits only
the header twice|1,1,x\r\nresources_cents,children,note\r\n|column resources_cents: expected cents from 0 to 100000000, digits only
another mark of byte order|1,1,x\n\xEF\xBB\xBF1,1,x\n|column resources_cents: expected cents from 0 to 100000000, digits only
a NUL|1,1,x\n1,1,x\000y\n|expected text without NUL bytes
a field too few|1,1,x\n1,1\n|expected as many fields as the header has
a lone carriage return|1,1,x\n1,1,x\r1,1,y\n|expected as many fields as the header has
a quote in the middle|1,1,x\n1,1,x"y\n|expected quotes around whole fields only, doubled inside them
a quote left open|1,1,x\n1,1,"y\n|expected a closing quote
the last line cut|1,1,x\n1,|expected as many fields as the header has
ENDS
# An older result is not touched.
echo kept >out/result.csv
file '1,1\n' | simulate -o out/result.csv - 2>err
[ $? = 2 ] && [ "$(cat out/result.csv)" = kept ] && [ "$(ls -A out)" = result.csv ]
verdict $? 'an older result stays' "$(ls -A out)"
echo "$((blocks * bytes / 1000000)) MB of CSV, $lines lines"
finish
