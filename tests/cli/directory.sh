#!/bin/bash
# Lists of who may help, read in as an operator does: whole or not at all, wrong ones with their place, no address of a
# shelter kept.   directory.sh BUILD
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
abri=$build/abri
store="sqlite:$scratch/a.db"
read_in() { "$abri" directory import "$1" --dated "${2-2026-03-01}" --store "$store"; }

service() { # service KIND NAME POSTCODE
    printf '{"nom": "%s", "pivot": [{"type_service_local": "%s", "code_insee_commune": ["59350"]}], "code_insee_commune": "59350", "adresse": [{"numero_voie": "1 rue Marqueur", "code_postal": "%s", "nom_commune": "Lille"}], "telephone": [{"valeur": "03 00 00 00 01"}]}' "$2" "$1" "$3"
}
printf '{"service": [%s, %s, %s]}\n' "$(service cidf 'CIDFF - Exemple' 59000)" "$(service mairie 'Mairie' 59000)" \
    "$(service chrs 'Maison Exemple' 59000)" >"$scratch/list.json"
printf '{"service": [%s, %s]}\n' "$(service cidf 'Autre' 59000)" "$(service cidf 'Faux' 590)" >"$scratch/wrong.json"
number=$(grep 'Tribunal judiciaire de Lille' "$root/data/tribunaux.csv" | cut -d, -f1)
printf 'Commune;Orig. TJ;N° TJ\n59009;1;%s\n' "$number" >"$scratch/courts.csv"
printf 'Commune;Orig. TJ;N° TJ\n59009;1;%s\n59009;1;0\n' "$number" >"$scratch/wrong.csv"

check 'a list is read in' 0 '2 structures taken in, in 1 départements' read_in "$scratch/list.json"
check 'and says what was left out' 0 '1 services of other kinds left out, 0 outside our départements; 1 shelters' read_in "$scratch/list.json"
check 'the courts too' 0 '1 communes and their courts taken in' read_in "$scratch/courts.csv"
check 'a wrong list is refused with its place' 2 '/service/1/adresse/0/code_postal: expected five digits' read_in "$scratch/wrong.json"
check 'a wrong line too' 2 'line 3, N° TJ' read_in "$scratch/wrong.csv"
check 'no such file' 2 'a file that exists' read_in "$scratch/none"
check 'no day' 2 '--dated' "$abri" directory import "$scratch/list.json" --store "$store"
check 'a day to come' 2 'not to come' read_in "$scratch/list.json" 2099-01-01
check 'no word' 2 'expected import' "$abri" directory --store "$store" --dated 2026-03-01
printf '\000\377{' >"$scratch/noise"
check 'noise' 2 'expected' read_in "$scratch/noise"

# Nothing of the refused list, nothing of where people live, is anywhere in the store.
for word in Autre Faux; do
    ! grep -rqa "$word" "$scratch"/a.db*
    verdict $? "$word was kept"
done
rows=$(grep -ao 'shelter[^a-z]*Maison Exemple[^a-z]*' "$scratch"/a.db* | head -1)
[ -n "$rows" ] && ! grep -q Marqueur <<<"$rows"
verdict $? "a shelter's row" "$rows"
[ "$(cat "$scratch"/a.db* | grep -ao 'rue Marqueur' | sort | uniq | wc -l)" = 1 ] &&
    [ "$(cat "$scratch"/a.db-wal "$scratch"/a.db 2>/dev/null | grep -ac 'shelter.*Marqueur')" = 0 ]
verdict $? 'an address of a shelter'
finish
