#!/bin/bash
# What a document cannot hold does not compile: paper.sh BUILD. Each change is made to a copy of src/paper and given to
# the compiler; the copy as it is must compile, so that a refusal is the change's.
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# compiles FILE...: the copy, with what it includes from the tree
compiles() {
    ${CC:-gcc} -std=gnu17 -Wall -Wextra -Werror -fsyntax-only -iquote "$scratch" -I "$scratch" -I "$root/src" \
        "$scratch/paper/paper.c" "$scratch/paper/make.c" >"$scratch/said" 2>&1
}
fresh() {
    rm -rf "$scratch/paper"
    cp -r "$root/src/paper" "$scratch/paper"
}
good() { verdict 0 ''; }
bad() { verdict 1 "$1"; }
# refused NAME FILE LINE: a line added to a table
refused() {
    fresh
    printf '%s\n' "$3" >>"$scratch/paper/$2"
    if compiles; then bad "$1: it compiles"; else good; fi
    if [ -n "${4:-}" ]; then
        if grep -q "$4" "$scratch/said"; then good; else bad "$1: refused for another reason: $(head -n 3 "$scratch/said")"; fi
    fi
}

fresh
if compiles; then good; else bad "the tables as they are: $(head -n 3 "$scratch/said")"; fi

# T9, T16: no kind of value is an account, an address, a way to reach her or words that were typed
for kind in IBAN ACCOUNT ADDRESS CONTACT PHONE EMAIL TEXT WORDS COURT; do
    refused "T9: a line of kind $kind" attestation.def "LINE($kind, leak, ALL, \"fuite\", \"leak\")" "paper_$kind"
done
# T16: what a document may not tell
for line in 'author.def PARTY' 'accountant.def PARTY' 'police.def PARTY' 'association.def PARTY' 'attestation.def OFFICE' \
    'attestation.def PLACE' 'departement.def PLACE' 'author.def FILE' 'author.def REASONING' 'attestation.def REASONING'; do
    refused "T16: ${line#* } in ${line%% *}" "${line%% *}" "LINE(${line#* }, leak, ALL, \"fuite\", \"leak\")" 'static assertion failed'
done
# T16: a kind of free words cannot be added
for type in text 'const char *' 'char *'; do
    fresh
    sed -i "s|^VALUE(DAY,|VALUE(WORDS, $type, NOTHING, \"words\")\n&|" "$scratch/paper/kinds.def"
    if compiles; then bad "T16: a kind of type $type compiles"; else good; fi
    if grep -q 'would hold free words' "$scratch/said"; then good; else bad "T16: $type refused for another reason"; fi
done
# T9: this folder sees neither accounts nor the vault
if "$root/tools/layers" >/dev/null 2>&1; then good; else bad "T9: the folders as they are"; fi
for header in pay/iban.h store/store.h wire/wire.h; do
    mkdir -p "$scratch/src"
    cp -r "$root/tools" "$root/src" "$scratch/" 2>/dev/null
    sed -i "1i #include \"$header\"" "$scratch/src/paper/name.c"
    if "$scratch/tools/layers" >/dev/null 2>&1; then bad "T9: paper may include $header"; else good; fi
    rm -rf "${scratch:?}/src" "${scratch:?}/tools"
done

finish
