#!/bin/bash
# Gives abri simulate good and broken populations: what it writes, what it says, how it ends.
# Usage: tests/cli/simulate.sh BUILD_DIR   (which holds abri)
# shellcheck disable=SC2059,SC2086 # the inputs are formats of printf; options are several words
set -u
export LC_ALL=C.UTF-8
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
cd "$scratch" || exit 1

simulate() { "$build/abri" simulate "$@"; }
run() { simulate "$@" >out 2>err; status=$?; }

gives() { # gives NAME INPUT OUTPUT OPTIONS...: exit 0, exactly this output, nothing on stderr
    local name=$1 input=$2 output=$3
    shift 3
    printf "$input" >in.csv
    printf "$output" >expected
    run "$@" in.csv
    cmp -s out expected && [ $status = 0 ] && [ ! -s err ]
    verdict $? "$name" "exit $status; $(diff out expected | head -3); stderr: $(head -1 err)"
}
refuses() { # refuses NAME INPUT MESSAGE OPTIONS...: exit 2, this message alone, and no file is left
    local name=$1 input=$2 message=$3
    shift 3
    printf "$input" >in.csv
    mkdir -p dir
    run "$@" -o dir/out.csv in.csv
    [ $status = 2 ] && [ "$(cat err)" = "$message" ] && [ ! -s out ] && [ -z "$(ls -A dir)" ]
    verdict $? "$name" "exit $status; stderr: $(head -2 err); left: $(ls -A dir)"
}
usage() { # usage NAME MESSAGE ARGUMENTS...: exit 2, the message begins stderr
    local name=$1 message=$2
    shift 2
    run "$@"
    [ $status = 2 ] && [ ! -s out ] && [[ "$(cat err)" == "$message"* ]]
    verdict $? "$name" "exit $status; stderr: $(head -1 err)"
}

head='resources_cents,children'
now='--day 2025-11-25'

# ---- good files ----
gives 'a good file' "$head\n71315,0\n71316,0\n213946,0\n" \
    "$head,amount_cents,form\n71315,0,64652,grant\n71316,0,51722,grant\n213946,0,25861,loan\n" $now
gives 'columns in any order, others passed through' 'id,children,x,resources_cents\na,2,"p, ""q""\nr",0\n' \
    'id,children,x,resources_cents,amount_cents,form\na,2,"p, ""q""\nr",0,116374,grant\n' $now
gives 'quoted numbers and names' '"resources_cents","children"\n"0","1"\n' \
    '"resources_cents","children",amount_cents,form\n"0","1",96978,grant\n' $now
gives 'CRLF stays CRLF' "$head\r\n0,0\r\n" "$head,amount_cents,form\r\n0,0,64652,grant\r\n" $now
gives 'CRLF after a passed column' "$head,n\r\n0,0,x\r\n" "$head,n,amount_cents,form\r\n0,0,x,64652,grant\r\n" $now
gives 'a byte order mark is dropped' "\xEF\xBB\xBF$head\n0,0\n" "$head,amount_cents,form\n0,0,64652,grant\n" $now
gives 'the last line may lack its end' "$head\n0,0" "$head,amount_cents,form\n0,0,64652,grant\n" $now
gives 'no household' "$head\n" "$head,amount_cents,form\n" $now
gives 'days and départements of the file' \
    "$head,requested_on,department\n0,0,2023-12-12,2A\n0,0,2024-06-03,976\n0,0,2025-11-25,59\n" \
    "$head,requested_on,department,amount_cents,form\n0,0,2023-12-12,2A,60775,grant\n0,0,2024-06-03,976,31786,grant\n0,0,2025-11-25,59,64652,grant\n"
gives 'département by option' "$head\n0,0\n" "$head,amount_cents,form\n0,0,31786,grant\n" --day 2024-06-03 --department 976
printf "# more for all\nrsa_flat_amount = 700.00 # a month\n\n  smic_net_monthly=1500.5\n" >more.reform
gives 'a reform beside the law' "$head\n71316,0\n" \
    "$head,amount_cents,form,reform_amount_cents,reform_form\n71316,0,51722,grant,70000,grant\n" $now --reform more.reform

# ---- the published cases: day, children, resources, reference wage of the day (0: by rule), amount, form ----
while read -r id day children resources smic amount form; do
    reference=april
    [ "$smic" = 138309 ] && reference=in_force
    [ "$form" = G ] && form=grant || form=loan
    gives "published case $id" "$head\n$resources,$children\n" \
        "$head,amount_cents,form\n$resources,$children,$amount,$form\n" --day "$day" --smic-reference $reference
done <<'CASES'
A01	2023-12-12	0	0	135306	60775	G
A02	2023-12-12	0	250000	135306	24310	L
A03	2023-12-12	2	50000	135306	109396	G
A04	2023-12-12	2	203000	135306	43758	G
A05	2023-12-12	3	69000	138309	133706	G
A07	2025-11-25	0	71315	0	64652	G
A09	2025-11-25	0	213945	0	38791	G
A10	2025-11-25	0	213946	0	25861	L
A11	2025-11-25	3	71315	0	142235	G
A12	2025-11-25	3	213946	0	56894	G
A13	2025-11-25	0	142630	0	51722	G
A15	2025-11-25	1	320918	0	38791	G
A17	2025-11-25	2	385101	0	46550	G
A19	2025-11-25	3	470679	0	56894	G
A23	2024-06-03	0	209805	0	25428	L
A34	2025-02-10	0	70000	0	50857	G
CASES

# ---- bad lines ----
money='expected cents from 0 to 100000000, digits only'
number='expected a whole number from 0 to 30, digits only'
for bad in abc -1 100000001 1.5 '' ' 1'; do
    refuses "resources: '$bad'" "$head\n1,1\n$bad,0\n" "in.csv:3: column resources_cents: $money" $now
done
for bad in x -1 31 ''; do
    refuses "children: '$bad'" "$head\n1,$bad\n" "in.csv:2: column children: $number" $now
done
for bad in 2023-11-27 2151-01-01 2025-02-29 25/11/2025 ''; do
    refuses "day: '$bad'" "$head,requested_on\n1,1,$bad\n" \
        'in.csv:2: column requested_on: expected a day from 2023-11-28 to 2150-12-31, as YYYY-MM-DD'
done
for bad in 20 987 XX 5 ''; do
    refuses "département: '$bad'" "department,$head\n$bad,1,1\n" \
        'in.csv:2: column department: expected the code of a département where the aid exists: 01 to 95, 2A, 2B, 971 to 978' $now
done
refuses 'the header twice' "$head\n$head\n" "in.csv:2: column resources_cents: $money" $now
refuses 'a field too few' "$head\n1\n" 'in.csv:2: expected as many fields as the header has' $now
refuses 'a field too many' "$head\n1,2,3\n" 'in.csv:2: expected as many fields as the header has' $now
refuses 'an empty line' "$head\n1,2\n\n1,2\n" 'in.csv:3: expected as many fields as the header has' $now
refuses 'a NUL' "$head,x\n1,2,a\\000b\n" 'in.csv:2: expected text without NUL bytes' $now
refuses 'a quote inside' "$head,x\n1,2,a\"b\n" 'in.csv:2: expected quotes around whole fields only, doubled inside them' $now
refuses 'a quote left open' "$head,x\n1,2,\"a\n3,4,b\n" 'in.csv:2: expected a closing quote' $now
refuses 'a quote left open, even skipping' "$head,x\n1,2,\"a\n3,4,b\n" 'in.csv:2: expected a closing quote' $now --skip-bad
refuses 'lines inside quotes are counted' "$head,x\n1,2,\"a\n\nb\"\n3,99,c\n" "in.csv:5: column children: $number" $now

# ---- bad headers ----
refuses 'an empty file' '' 'in.csv:1: expected a header that names the columns' $now
refuses 'a column missing' 'resources_cents\n1\n' 'in.csv:1: column children: expected this column in the header' $now
refuses 'a column twice' "$head,children\n1,2,2\n" 'in.csv:1: column children: expected this column once' $now
refuses 'a column we write' "$head,form\n1,2,x\n" 'in.csv:1: column form: expected no such column: simulate writes it' $now
refuses 'no day at all' "$head\n1,2\n" 'in.csv:1: expected a column requested_on, or the option --day'

# ---- bad options and reforms ----
printf "$head\n0,0\n" >in.csv
usage 'a day before the law' 'abri: --day: expected a day from 2023-11-28' --day 2023-11-27 in.csv
usage 'an unknown département' 'abri: --department: expected the code' --department 99 in.csv
usage 'no thread' 'abri: --threads: expected a number from 1 to 64' --threads 0 in.csv
usage 'an unknown reference' 'abri: --smic-reference: expected april' --smic-reference may in.csv
usage 'an option twice' 'abri: --day: given twice' $now $now in.csv
usage 'an unknown option' 'abri: --fast: unknown option' --fast in.csv
usage 'no file' 'abri: IN.csv: expected the name of a file, - for standard input, or --from' $now
usage 'two files' 'abri: in.csv: one operand too many' $now in.csv in.csv
while IFS='|' read -r line message; do
    printf '# one\n%s\n' "$line" >bad.reform
    usage "reform: $line" "bad.reform:2: expected $message" $now --reform bad.reform in.csv
done <<'REFORMS'
rsa = 700|one of rsa_flat_amount rsa_flat_amount_mayotte smic_net_monthly smic_net_monthly_mayotte
rsa_flat_amount 700|NAME = EUROS
rsa_flat_amount = 700,00|euros from 0 to 9999.999, with at most three decimals
rsa_flat_amount = 700.0001|euros from 0 to 9999.999, with at most three decimals
rsa_flat_amount = 10000|euros from 0 to 9999.999, with at most three decimals
rsa_flat_amount = -1|euros from 0 to 9999.999, with at most three decimals
rsa_flat_amount =|euros from 0 to 9999.999, with at most three decimals
rsa_flat_amount = 7.|euros from 0 to 9999.999, with at most three decimals
REFORMS
printf 'rsa_flat_amount = 1\nrsa_flat_amount = 2\n' >bad.reform
usage 'reform: a name twice' 'bad.reform:2: expected each name once' $now --reform bad.reform in.csv
run $now missing.csv
verdict $((status != 1)) 'a file that is not there' "exit $status"
run $now -o no/such/place.csv in.csv
verdict $((status != 1)) 'a place that is not there' "exit $status"
simulate $now in.csv >/dev/full 2>err
verdict $(($? != 1)) 'a full disk' "$(cat err)"

# ---- leaving bad lines out ----
awk 'BEGIN { print "resources_cents,children"; for (i = 1; i <= 100; i++) print (i % 4 ? i : "bad") ",1" }' >in.csv
run $now --skip-bad in.csv
[ $status = 0 ] && [ "$(wc -l <out)" = 76 ] && [ "$(wc -l <err)" = 21 ] &&
    [ "$(head -1 err)" = "in.csv:5: column resources_cents: $money" ] && [ "$(tail -1 err)" = 'in.csv: 25 bad lines left out' ]
verdict $? 'bad lines are left out, listed, counted' "exit $status; $(wc -l <out err); $(tail -1 err)"
run $now --skip-bad --summary in.csv
[ $status = 0 ] && grep -q '^  "bad": 25,$' out && grep -q '^  "rows": 75,$' out
verdict $? 'the summary counts them' "$(head -4 out)"

# ---- a larger file: threads, sums ----
awk 'BEGIN {
    srand(20231128)
    print "n,resources_cents,children,requested_on,department"
    split("59 75 2A 971 976 67", codes, " ")
    for (i = 0; i < 120000; i++)
        printf "%s%d%s,%d,%d,20%02d-%02d-%02d,%s\n", i % 7 ? "" : "\"", i, i % 7 ? "" : "\n\"", 600000 * rand(),
            8 * rand(), 24 + 3 * rand(), 1 + 12 * rand(), 1 + 28 * rand(), codes[1 + int(6 * rand())]
}' >large.csv
simulate --threads 1 large.csv >one.csv && simulate --threads 2 large.csv >two.csv && simulate --threads 5 -o five.csv large.csv
verdict $? 'threads end well'
cmp one.csv two.csv && cmp one.csv five.csv
verdict $? 'one thread or many write the same'
sed 's/,7,\(2024-0\)/,77,\1/' large.csv >broken.csv
simulate --threads 1 broken.csv >one.csv 2>one.err
[ $? = 2 ] && simulate --threads 5 broken.csv >five.csv 2>five.err
[ $? = 2 ] && cmp one.csv five.csv && cmp one.err five.err && [ "$(wc -l <one.err)" = 1 ] && \
    [ "$(cut -d: -f2 one.err)" = "$(awk '/,77,2024/ { print NR - (before ~ /^"/); exit } { before = $0 }' broken.csv)" ]
verdict $? 'the bad line has its number, whatever the threads' "$(cat one.err five.err)"
simulate --threads 1 --skip-bad broken.csv >one.csv 2>one.err && simulate --threads 5 --skip-bad broken.csv >five.csv 2>five.err
cmp one.csv five.csv && cmp one.err five.err && [ "$(wc -l <one.err)" = 21 ]
verdict $? 'so have all, left out' "$(diff one.err five.err | head -2)"
simulate --threads 2 - < <(cat large.csv) >two.csv && simulate --threads 1 large.csv | cmp -s - two.csv
verdict $? 'a pipe gives the same'
simulate --summary large.csv >sums.json
awk -F, '/^"/ { getline line; $0 = $0 line } NR > 1 { rows++; cents += $(NF - 1); loans += $NF == "loan"
        c[$(NF - 4)] += $(NF - 1); d[$(NF - 2)] += $(NF - 1) }
    END { printf "  \"rows\": %d,\n  \"total_cents\": %.0f,\n  \"mean_cents\": %d,\n  \"loans\": %d,\n  \"grants\": %d,\n",
        rows, cents, int(cents / rows + 0.5), loans, rows - loans
        printf "\"976\" %.0f\n\"3\" %.0f\n", d["976"], c["3"] }' two.csv >sums.awk
head -6 sums.json | tail -5 >sums.short
grep -oE '"(976|3)": \{"rows": [0-9]+, "total_cents": [0-9]+' sums.json | sed -E 's/^("[0-9]+").* ([0-9]+)$/\1 \2/' >>sums.short
cmp sums.short sums.awk
verdict $? 'the summary sums what is written' "$(diff sums.short sums.awk | head -4)"
simulate --summary --reform more.reform large.csv >reform.json
awk '/"total_cents"/ && !/rows/ { gsub(/[^-0-9]/, ""); total[++n] = $0 } END { exit !(n == 3 && total[2] - total[1] == total[3] && total[3] > 0) }' reform.json
verdict $? 'the difference is the difference' "$(head -4 reform.json)"
cp one.csv kept.csv
simulate --threads 2 -o kept.csv broken.csv 2>err
[ $? = 2 ] && cmp -s one.csv kept.csv
verdict $? 'an older result survives a bad input'
(umask 027 && simulate -o fresh.csv large.csv) && [ "$(stat -c %a fresh.csv)" = 640 ]
verdict $? 'a new file has the usual rights'

# ---- a reform: who gains and who loses, against awk on the rows that are written
printf 'rsa_flat_amount = 700.00\nsmic_net_monthly = 1300\n' >mixed.reform
printf 'resources_cents,children,department\n' >homes.csv
awk 'BEGIN { split("59 13 2A 976 75", d); for (i = 0; i < 60000; i++) print i * 7919 % 345678 "," i * 31 % 7 "," d[i % 5 + 1] }' >>homes.csv
simulate $now --reform mixed.reform --threads 2 -o rows.csv --table table.csv --report page.html --summary homes.csv >changes.json
awk -F, 'function count(key) {
        rows[key]++; b[key] += $4; r[key] += $6
        if ($6 > $4) { w[key]++; g[key] += $6 - $4 }
        if ($6 < $4) { l[key]++; x[key] += $4 - $6 }
    }
    NR > 1 {
        band = int($1 / 25000); if (band > 12) band = 12
        count("all,"); count("department," $3); count("children," $2)
        count("resources_cents," band * 25000 "-" (band < 12 ? (band + 1) * 25000 : ""))
    }
    END { for (key in rows) printf "%s,%.0f,%.0f,%.0f,%.0f,%.0f,%.0f,%.0f,%.0f\n", key, rows[key], b[key], r[key], r[key] - b[key], w[key], l[key], g[key], x[key] }' \
    rows.csv | sort >table.awk
sed 1d table.csv | sort | cmp - table.awk
verdict $? 'the table counts what is written' "$(sed 1d table.csv | sort | diff - table.awk | head -4)"
awk -F, '/^all/ { exit !($7 > 1000 && $8 > 1000) }' table.csv
verdict $? 'some gain and some lose' "$(sed -n 2p table.csv)"
# shellcheck disable=SC2016 # JavaScript
node -e '
    const fs = require("fs"), { changes, difference } = JSON.parse(fs.readFileSync("changes.json"))
    const order = ["rows", "baseline_cents", "reform_cents", , "winners", "losers", "gained_cents", "lost_cents"]
    const at = { all: () => changes.all, department: k => changes.by_department[k], children: k => changes.by_children[k], resources_cents: k => changes.by_resources_cents[k] }
    const lines = fs.readFileSync("table.csv", "utf8").trim().split("\n").slice(1)
    for (const [group, key, ...cells] of lines.map(line => line.split(",")))
        order.forEach((name, i) => { if (at[group](key)[name] !== Number(cells[i])) throw Error(`${group} ${key} ${name}`) })
    const count = 1 + ["by_department", "by_children", "by_resources_cents"].reduce((n, k) => n + Object.keys(changes[k]).length, 0)
    if (count !== lines.length) throw Error(`${count} groups`)
    if (changes.all.gained_cents - changes.all.lost_cents !== difference.total_cents) throw Error("the difference")' 2>err
verdict $? 'JSON says the same' "$(head -5 err)"
grep -q '<svg' page.html && ! grep -qiE '<script|https?:|src=|url\(' page.html && [ "$(grep -c '<rect' page.html)" = $(($(wc -l <table.csv) - 2)) ]
verdict $? 'the page stands alone, a bar for each group' "$(grep -ciE '<rect' page.html)"
simulate $now --reform mixed.reform --report english.html --lang en homes.csv && grep -q '<html lang="en">' english.html && grep -q 'Simulated reform' english.html
verdict $? 'the page in English' "$(head -3 english.html)"
usage 'a report of no reform' 'abri: --report: expected a reform: --reform FILE' $now --report r.html homes.csv
cp page.html kept.html
simulate $now --reform mixed.reform --report kept.html --table none.csv broken.csv >out 2>err
[ $? = 2 ] && cmp -s page.html kept.html && [ ! -e none.csv ] && [ ! -s out ]
verdict $? 'a bad input leaves the older page' "$(head -2 err)"

finish
