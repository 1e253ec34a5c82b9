#!/bin/bash
# abri nightly as the machine's keeper runs it: the files of the day and no other, killed wherever it stands and done again, twice
# for nothing, and what it refuses.   nightly.sh BUILD
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
abri=$build/abri
key=$scratch/key
"$abri" keys generate "$key" >/dev/null || verdict 1 'a key'
make() { "$build/tests/make_nights" "sqlite:$1" "$key" "$2" || verdict 1 'a store is made'; }
night() { "$abri" nightly --store "sqlite:$1" --key "$key" "${@:2}"; }
kept() { sqlite3 "$1" "SELECT * FROM summaries ORDER BY file; SELECT * FROM duties ORDER BY file, kind"; }

# Ten files: two of each kind, a day apart.
make "$scratch/a.db" 10
check 'nothing before its day' 0 '{"day":"2026-06-05","files":{"looked_at":0,"changed":0,"set_aside":0},"came":{},"went":{},"moved":{},' \
    night "$scratch/a.db" --day 2026-06-05
before=$(kept "$scratch/a.db" | sha256sum)
check 'the files of the day' 0 '"files":{"looked_at":2,"changed":2,"set_aside":0},"came":{},"went":{"give_opinion":1,"notify_debt":1}' \
    night "$scratch/a.db" --day 2026-06-06
[ "$before" != "$(kept "$scratch/a.db" | sha256sum)" ]
verdict $? 'the night wrote nothing'
after=$(sqlite3 "$scratch/a.db" .dump | sha256sum)
check 'a second time' 0 '"files":{"looked_at":0,"changed":0,"set_aside":0},"came":{},"went":{}' night "$scratch/a.db" --day 2026-06-06
[ "$after" = "$(sqlite3 "$scratch/a.db" .dump | sha256sum)" ]
verdict $? 'a second night of the day wrote something'
check 'what is due and late is counted' 0 '"due":{"ask_for_missing":4' night "$scratch/a.db" --day 2026-07-31
check 'the journal has the same' 0 '10 files rebuilt, 0 differed' "$abri" rebuild --store "sqlite:$scratch/a.db" --key "$key"
check 'and verifies' 0 '0 files do not verify' "$abri" verify --store "sqlite:$scratch/a.db" --key "$key"

# What it refuses, having written nothing.
after=$(sqlite3 "$scratch/a.db" .dump | sha256sum)
check 'no day' 2 '--day: expected a date as YYYY-MM-DD' night "$scratch/a.db" --day 31/12/2026
check 'a day that is none' 2 '--day: expected a date' night "$scratch/a.db" --day 2026-02-30
check 'a day to come' 2 'day: expected a day not after today' night "$scratch/a.db" --day 2099-01-01
check 'no store' 2 '--store: needed' "$abri" nightly
check 'an operand' 2 'one operand too many' night "$scratch/a.db" 2026-06-06
check 'no such key' 1 'expected a file that exists' "$abri" nightly --store "sqlite:$scratch/a.db" --key "$scratch/none"
[ "$after" = "$(sqlite3 "$scratch/a.db" .dump | sha256sum)" ]
verdict $? 'a refusal wrote something'
check 'nobody takes the name it reads under' 2 '--name: expected another name than console' \
    "$abri" token --store "sqlite:$scratch/a.db" --key "$key" --role clerk --body CAF-59 --name system
sqlite3 "$scratch/a.db" "UPDATE summaries SET turns_on = 20260601 WHERE file = (SELECT MIN(file) FROM summaries);
    UPDATE journal SET body = zeroblob(40) WHERE place = 0 AND file = (SELECT MIN(file) FROM summaries)"
check 'a file that does not verify is set aside' 1 '"files":{"looked_at":1,"changed":0,"set_aside":1}' night "$scratch/a.db" --day 2026-08-01

# A terminal sees how far it is; nothing else does.
make "$scratch/t.db" 600
script -qec "$abri nightly --store sqlite:$scratch/t.db --key $key --day 2026-07-31 >/dev/null" /dev/null | grep -q '256 of 480 files'
verdict $? 'no progress on a terminal'
cp "$scratch/t.db" "$scratch/u.db"
[ -z "$(night "$scratch/u.db" --day 2026-07-31 2>&1 >/dev/null)" ]
verdict $? 'progress without a terminal'

# Killed at random moments until one night comes through: the same as a night in one piece, from wherever it was taken up again. That
# a kill met it half done is seen, not hoped for: kills go on until some have.
make "$scratch/whole.db" 3000
cp "$scratch/whole.db" "$scratch/start.db"
start=$(date +%s%N)
night "$scratch/whole.db" --day 2026-07-31 >/dev/null || verdict 1 'a whole night'
took=$((($(date +%s%N) - start) / 1000000 + 1))
expected=$(kept "$scratch/whole.db" | sha256sum)
halves=0
for ((try = 0; try < 200 && halves < 8; try++)); do
    rm -f "$scratch"/k.db*
    cp "$scratch/start.db" "$scratch/k.db"
    "$abri" nightly --store "sqlite:$scratch/k.db" --key "$key" --day 2026-07-31 >/dev/null 2>&1 &
    victim=$!
    milliseconds=$((RANDOM % took))
    sleep "$((milliseconds / 1000)).$(printf %03d $((milliseconds % 1000)))"
    kill -9 "$victim" 2>/dev/null
    wait "$victim" 2>/dev/null
    left=$(sqlite3 "$scratch/k.db" 'SELECT COUNT(*) FROM summaries WHERE turns_on BETWEEN 1 AND 20260731')
    if [ "$left" -gt 0 ] && [ "$left" -lt 2400 ]; then halves=$((halves + 1)); fi
    night "$scratch/k.db" --day 2026-07-31 >/dev/null || verdict 1 "a night after a kill at $milliseconds ms"
    if [ "$(kept "$scratch/k.db" | sha256sum)" != "$expected" ]; then verdict 1 "another queue after a kill at $milliseconds ms"; break; fi
done
[ "$halves" -ge 8 ]
verdict $? "only $halves of $try kills met a night half done"
echo "$try nights killed, $halves of them half done"
finish
