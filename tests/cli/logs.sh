#!/bin/bash
# tools/logs refuses what it is there to refuse: logs.sh BUILD.
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# ---- what is logged
line='2026-11-28T18:03:00Z abri[12]: vault: worker 0 opened person of 4821-0937-5516, opening 1 of this file'
scan() { # scan NAME WANTED LINE
    local status=0
    printf '%s\n' "$line" "$3" >"$scratch/log"
    "$root/tools/logs" scan "$scratch/log" >"$scratch/said" || status=$?
    is "T24: $1" "$2" "$status"
    if [ "$2" = 1 ] && grep -qF -- "$3" "$scratch/said"; then verdict 1 "T24: $1 is repeated"; fi
}
scan 'a line of ours' 0 "$line"
scan 'a number of bytes' 0 'no memory for an arena of 268435456 bytes'
scan 'a moment' 0 '2026-11-28T18:03:00Z'
scan 'a reference' 0 'batch B000123456789012 of 12 orders, 11172.00 EUR'
scan 'an IBAN' 1 'order to FR7699999000010000000000115'
scan 'an IBAN in groups' 1 'order to FR76 9999 9000 0100 0000 0000 115'
scan 'a telephone number' 1 'calls 06 39 98 70 12 back'
scan 'a telephone number in one' 1 'calls 0639987012'
scan 'a telephone number abroad' 1 'calls +33 6 39 98 70 12'
scan 'an e-mail address' 1 'writes to c.x@exemple.test'
scan 'a day of birth' 1 'born 1990-01-01'
scan 'a day of birth in French' 1 'born 1er janvier 1990'
scan 'a day of birth in figures' 1 'born 01/01/1990'
scan 'a name' 1 'Camille asked'
scan 'a canary' 1 'said Zqéhifofomo'
scan 'a canary as a link' 1 'said zq%C3%A9hifofomo'
: >"$scratch/log"
status=0
"$root/tools/logs" scan "$scratch/log" >/dev/null || status=$?
is 'nothing was logged' 1 "$status"

# ---- what may be logged
mkdir -p "$scratch/tree"
cp -r "$root/tools" "$root/src" "$scratch/tree/"
call() { # call NAME WANTED CODE
    local status=0
    cp "$root/src/desk/roles.c" "$scratch/tree/src/desk/roles.c"
    printf 'static void planted(void)\n{\n    %s\n}\n' "$3" >>"$scratch/tree/src/desk/roles.c"
    "$scratch/tree/tools/logs" source >/dev/null || status=$?
    is "T24: $1" "$2" "$status"
}
call 'the program as it is' 0 ''
call 'a number of ours' 0 'host_log("worker %d", w);'
call 'a name' 1 'host_log("agent %s", desk->agent.name);'
call 'a reason' 1 'host_log("because %.*s", (int)reason.length, reason.at);'
call 'a trouble of a request' 1 'host_log("%s", trouble->expected);'
call 'a format that is a value' 1 'host_log(words);'
call 'an argument on a second line' 1 'host_log("a, b (%s)",
             purpose);'

finish
