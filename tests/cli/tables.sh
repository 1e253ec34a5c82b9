#!/bin/bash
# Feeds tools/tables good and broken tables: what it writes, what it says, how it ends.
# Usage: tests/cli/tables.sh BUILD_DIR
set -u
export LC_ALL=C.UTF-8
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
tables=$root/tools/tables
cd "$scratch" || exit 1

run() { "$tables" "$@" >out 2>err; status=$?; }

writes() { # writes NAME LINE TABLE FILES...: exit 0 and this line is in the output
    local name=$1 line=$2
    shift 2
    run "$@"
    grep -qxF -- "$line" out && [ $status = 0 ] && [ ! -s err ]
    verdict $? "$name" "exit $status; expected the line $line; stderr: $(head -1 err)"
}
refuses() { # refuses NAME MESSAGE TABLE FILES...: exit 1, the message is a line of stderr, nothing is written
    local name=$1 message=$2
    shift 2
    run "$@"
    grep -qxF -- "$message" err && [ $status = 1 ] && [ ! -s out ]
    verdict $? "$name" "exit $status; expected: $message; stderr: $(head -1 err)"
}
usage() { # usage NAME ARGUMENTS...: exit 2
    local name=$1
    shift
    run "$@"
    [ $status = 2 ] && [ -s err ] && [ ! -s out ]
    verdict $? "$name" "exit $status"
}
table() { # table FILE HEADER ROWS...
    local file=$1
    shift
    printf '%s\n' "$@" >"$file"
}
dep() { table d.csv '# a comment' code,name,form,zone,holiday_regime,covered "$@"; }
fund() { table f.csv code,kind,name,departments,seat "$@"; }
iban() { table i.csv country,length,structure,sepa "$@"; }
letter() { table l.csv 'code point,character,replacement' "$@"; }

# --- the tables we ship
writes 'shipped: a département' 'DEPARTMENT("59", "Nord", "du Nord", METRO, NATIONAL, 0, 0, COVERED)' departments "$root/data/departements.csv"
writes 'shipped: local law' "DEPARTMENT(\"67\", \"Bas-Rhin\", \"du Bas-Rhin\", METRO, ALSACE_MOSELLE, 0, 0, COVERED)" departments "$root/data/departements.csv"
writes 'shipped: abolition' 'DEPARTMENT("974", "La Réunion", "de La Réunion", DROM, ABOLITION, 12, 20, COVERED)' departments "$root/data/departements.csv"
writes 'shipped: to confirm' 'DEPARTMENT("976", "Mayotte", "de Mayotte", DROM, ABOLITION, 4, 27, TO_CONFIRM)' departments "$root/data/departements.csv"
writes 'shipped: not covered' 'DEPARTMENT("988", "Nouvelle-Calédonie", "de la Nouvelle-Calédonie", COM, NATIONAL, 0, 0, NOT_COVERED)' departments "$root/data/departements.csv"
writes 'shipped: a word' 'WORD("abeille")' words "$root/data/mots.csv"
writes 'shipped: ends with undef' '#undef DEPARTMENT' departments "$root/data/departements.csv"
funds=("$root/data/organismes.csv" "$root/data/departements.csv")
writes 'shipped: a Caf' 'FUND("CAF-59", CAF, "Caf du Nord", 60)' funds "${funds[@]}"
writes 'shipped: an MSA' 'FUND("DMSA20", MSA, "MSA de la Corse", 29)' funds "${funds[@]}"
writes 'shipped: the CSSM' 'FUND("CSSM-976", CSSM, "Caisse de sécurité sociale de Mayotte", 102)' funds "${funds[@]}"
writes 'shipped: ends with undef of both' '#undef SERVED' funds "${funds[@]}"
# names NAME PLACE AS_MSA FIRST OTHER: the funds of the département in that place, OTHER empty when there is none
names() {
    local served pair
    served=$("$tables" funds "${funds[@]}" | grep -F "SERVED($2, $3, " | tr -dc '0-9 ')
    pair=$("$tables" funds "${funds[@]}" | grep '^FUND' |
        awk -F '"' -v served="$served" '{ code[NR] = $2 } END { split(served, w, " "); print code[w[2]] "," code[w[3]] }')
    is "$1" "$4,$5" "$pair"
}
names 'shipped: the two Caf of 64' 65 false CAF-64B CAF-64P
names 'shipped: the two Caf of 40' 41 false CAF-40 CAF-64P
names 'shipped: the MSA of 64' 65 true DMSA64 ''
names 'shipped: the CSSM of 976' 102 false CSSM-976 ''
names 'shipped: no MSA in 976' 102 true '' ''
writes 'shipped: the French IBAN' 'IBAN("FR", 27, "5!n5!n11!c2!n", true)' iban "$root/data/iban.csv"
writes 'shipped: outside SEPA' 'IBAN("TN", 24, "2!n3!n13!n2!n", false)' iban "$root/data/iban.csv"
writes 'shipped: é' 'LETTER(0x00E9, "e")' transliteration "$root/data/translitteration.csv"
writes 'shipped: Œ' 'LETTER(0x0152, "OE")' transliteration "$root/data/translitteration.csv"
writes 'shipped: ộ' 'LETTER(0x1ED9, "o")' transliteration "$root/data/translitteration.csv"
writes 'shipped: Щ' 'LETTER(0x0429, "SHT")' transliteration "$root/data/translitteration.csv"
writes 'shipped: apostrophe' "LETTER(0x2019, \"'\")" transliteration "$root/data/translitteration.csv"
writes 'shipped: quoted comma' 'LETTER(0x003B, ",")' transliteration "$root/data/translitteration.csv"
writes 'shipped: a combining accent vanishes' 'LETTER(0x0301, "")' transliteration "$root/data/translitteration.csv"

# --- strings stay valid C
dep '01,"A ""b"" \c","de A ""b"" \c",metro,national,no'
writes 'quotes and backslashes are escaped' 'DEPARTMENT("01", "A \"b\" \\c", "de A \"b\" \\c", METRO, NATIONAL, 0, 0, NOT_COVERED)' departments d.csv
dep '01,"A, B","de A, B",metro,national,no'
writes 'a comma inside quotes' 'DEPARTMENT("01", "A, B", "de A, B", METRO, NATIONAL, 0, 0, NOT_COVERED)' departments d.csv

# --- rows that are not rows
dep '01,Ain,metro,national,yes'
refuses 'too few columns' 'd.csv:3: 5 columns, expected 6' departments d.csv
dep '01,"Ain,de l'"'"'Ain,metro,national,yes'
refuses 'a quote left open' 'd.csv:3: quotes that do not close, or stand inside a column' departments d.csv
dep '01,A"in",de Ain,metro,national,yes'
refuses 'a quote inside a column' 'd.csv:3: quotes that do not close, or stand inside a column' departments d.csv
dep $'01,Ain,de Ain,metro,national,yes\r'
refuses 'a carriage return' 'd.csv:3: control character' departments d.csv
dep ''
refuses 'an empty line' 'd.csv:3: 1 columns, expected 6' departments d.csv
table d.csv code,name
refuses 'another header' 'd.csv:1: header "code,name", expected "code,name,form,zone,holiday_regime,covered"' departments d.csv
table d.csv '# nothing'
refuses 'only comments' 'd.csv:1: no header, expected "code,name,form,zone,holiday_regime,covered"' departments d.csv
dep; sed -i 2q d.csv
refuses 'only a header' 'd.csv:1: no row' departments d.csv
: >d.csv
refuses 'an empty file' 'd.csv:1: empty' departments d.csv

# --- départements
dep '01,Ain,de Ain,metro,national,no' '01,Ain,de Ain,metro,national,no'
refuses 'a département twice' 'd.csv:4: code "01" is already on line 3' departments d.csv
dep '1,Ain,de Ain,metro,national,no'
refuses 'a code of one digit' 'd.csv:3: code "1" is not a département code' departments d.csv
dep '01,Ain,de Aisne,metro,national,no'
refuses 'the form of another name' 'd.csv:3: form "de Aisne" is not "Ain" after de, du, des, de la, de l'"'"' or d'"'" departments d.csv
dep '01,,de ,metro,national,no'
refuses 'no name' 'd.csv:3: name is empty' departments d.csv
dep '01,Ain,de Ain,moon,national,no'
refuses 'an unknown zone' 'd.csv:3: zone "moon" is not one of metro | drom | com' departments d.csv
dep '01,Ain,de Ain,metro,local,no'
refuses 'an unknown regime' 'd.csv:3: holiday_regime "local" is not one of national | alsace-moselle | abolition' departments d.csv
dep '01,Ain,de Ain,metro,abolition,no'
refuses 'abolition without a day' 'd.csv:3: holiday_regime "abolition" is not abolition MM-DD' departments d.csv
dep '01,Ain,de Ain,metro,abolition 02-30,no'
refuses 'abolition on a day that is not' 'd.csv:3: "02-30" is not a day of the year' departments d.csv
dep '01,Ain,de Ain,metro,national 05-01,no'
refuses 'national with a day' 'd.csv:3: holiday_regime "national 05-01": only abolition takes a day' departments d.csv
dep '01,Ain,de Ain,metro,national,perhaps'
refuses 'an unknown coverage' 'd.csv:3: covered "perhaps" is not one of yes | to-confirm | no' departments d.csv

# --- funds
dep '01,Ain,de Ain,metro,national,yes' '02,Aisne,de Aisne,com,national,no'
fund 'CAF-01,caf,Caf A,01,01' 'DMSA01,msa,MSA A,01,01'
writes 'a fund' 'FUND("DMSA01", MSA, "MSA A", 1)' funds f.csv d.csv
writes 'a département served' 'SERVED(1, false, 1, 0)' funds f.csv d.csv
writes 'a département served by an MSA' 'SERVED(1, true, 2, 0)' funds f.csv d.csv
fund 'CAF-01,caf,Caf A,01,01' 'DMSA01,msa,MSA A,01,01' 'CPS-01,cps,Cps A,01,01' 'CAF-01B,caf,Caf B,01,01' 'CAF-01C,caf,Caf C,01,01'
writes 'the other fund is the next of the same kind' 'SERVED(1, false, 1, 4)' funds f.csv d.csv
fund 'CAF-01,caf,Caf A,01,01' 'DMSA01,msa,MSA A,01,01'
fund 'CAF-01,caf,Caf A,01|03,01' 'DMSA01,msa,MSA A,01,01'
refuses 'an unknown département' 'f.csv:2: département "03" is not in d.csv' funds f.csv d.csv
fund 'DMSA01,msa,MSA A,01,01'
refuses 'covered without a fund' 'd.csv:3: no fund serves "01" in f.csv' funds f.csv d.csv
fund 'CAF-01,caf,Caf A,01,01'
refuses 'métropole without an MSA' 'd.csv:3: no MSA serves "01" in f.csv' funds f.csv d.csv
dep '01,Ain,de Ain,com,national,to-confirm'
fund 'DMSA01,msa,MSA A,01,01'
refuses 'to confirm without a fund' 'd.csv:3: no fund serves "01" in f.csv' funds f.csv d.csv
dep '01,Ain,de Ain,metro,national,yes'
fund 'CAF-01,caf,Caf A,01,01' 'CAF-01,msa,MSA A,01,01'
refuses 'a fund twice' 'f.csv:3: code "CAF-01" is already on line 2' funds f.csv d.csv
fund 'CAF-01,bank,Caf A,01,01'
refuses 'an unknown kind' 'f.csv:2: kind "bank" is not one of caf | msa | cssm | cps' funds f.csv d.csv
fund 'CAF-01,caf,Caf A,01,02'
refuses 'a seat elsewhere' 'f.csv:2: seat "02" is not one of the départements it serves' funds f.csv d.csv
fund 'CAF-01,caf,Caf A,01|01,01'
refuses 'the same département twice' 'f.csv:2: département of CAF-01 "01" is already on line 2' funds f.csv d.csv
fund 'CAF-01,caf,,01,01'
refuses 'a fund without a name' 'f.csv:2: name is empty' funds f.csv d.csv
fund 'caf_01,caf,Caf A,01,01'
refuses 'a code in small letters' 'f.csv:2: code "caf_01" is not capitals, digits and hyphens' funds f.csv d.csv
fund 'CAF-01,caf,Caf A,01,01' 'DMSA01,msa,MSA A,01,01'
dep '01,Ain,de Ain,metro,national,perhaps'
refuses 'a broken second table' 'd.csv:3: covered "perhaps" is not one of yes | to-confirm | no' funds f.csv d.csv

# --- IBAN
iban 'FR,27,5!n5!n11!c2!n,yes' 'FR,27,5!n5!n11!c2!n,yes'
refuses 'a country twice' 'i.csv:3: country "FR" is already on line 2' iban i.csv
iban 'Fr,27,5!n5!n11!c2!n,yes'
refuses 'a country in small letters' 'i.csv:2: country "Fr" is not two capitals' iban i.csv
iban 'FR,26,5!n5!n11!c2!n,yes'
refuses 'a structure that does not add up' 'i.csv:2: structure "5!n5!n11!c2!n" makes an IBAN of 27, length says 26' iban i.csv
iban 'FR,27,5!n5!x,yes'
refuses 'an unknown class' 'i.csv:2: structure "5!n5!x" is not SWIFT notation such as 5!n11!c' iban i.csv
iban 'FR,27,,yes'
refuses 'no structure' 'i.csv:2: structure "" is not SWIFT notation such as 5!n11!c' iban i.csv
iban 'FR,long,5!n5!n11!c2!n,yes'
refuses 'a length in words' 'i.csv:2: length "long" is not a number of two digits' iban i.csv
iban 'FR,27,5!n5!n11!c2!n,oui'
refuses 'sepa in French' 'i.csv:2: sepa "oui" is not one of yes | no' iban i.csv
iban 'ZZ,38,30!n4!n,no'
refuses 'longer than any IBAN' 'i.csv:2: an IBAN has at most 34 characters' iban i.csv

# --- transliteration
letter 'U+00E9,é,e' 'U+00E9,é,e'
refuses 'a character twice' 'l.csv:3: code point "U+00E9" is already on line 2' transliteration l.csv
letter 'U+00E9,é,e' 'U+00E8,è,e'
refuses 'out of order' 'l.csv:3: code point "U+00E8" is out of order' transliteration l.csv
letter 'U+00E9,è,e'
refuses 'another character' 'l.csv:2: character "è" is not U+00E9' transliteration l.csv
letter 'e9,é,e'
refuses 'not a code point' 'l.csv:2: code point "e9" is not U+ and four to six capital hexadecimal digits' transliteration l.csv
letter 'U+0065,e,f'
refuses 'a letter of the alphabet' 'l.csv:2: character "e" stands for itself' transliteration l.csv
letter 'U+00E9,é,è'
refuses 'replaced by what cannot travel' 'l.csv:2: replacement "è" has characters a payment message cannot carry' transliteration l.csv
letter 'U+00E9,é,'
refuses 'a letter that disappears' 'l.csv:2: character "é" would disappear' transliteration l.csv
letter 'U+1F600,😀,.'
writes 'a character of four bytes' 'LETTER(0x1F600, ".")' transliteration l.csv

# --- words
table w.csv word abeille abricot
refuses 'too few words' 'w.csv:1: 2 words, expected 1024' words w.csv
table w.csv word abeille abeilles
refuses 'a beginning twice' 'w.csv:3: beginning "abei" is already on line 2' words w.csv
table w.csv word école
refuses 'a word with an accent' 'w.csv:2: word "école" is not 4 to 12 small letters without accents' words w.csv
table w.csv word zone abeille
refuses 'words out of order' 'w.csv:3: word "abeille" is out of order' words w.csv

# --- how it is called
usage 'no argument'
usage 'an unknown table' rivers d.csv
usage 'no file' iban
usage 'funds need both tables' funds f.csv
usage 'a file that is not there' iban absent.csv

finish
