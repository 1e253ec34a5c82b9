#!/bin/bash
# T28: nothing is asked of her that nobody reads. Each member of a fact's body and of the request is read by the rules
# (src/law, src/case, src/pay), beyond what only carries it; each field of a claim's vault is read where an office acts.
# No field counts, weighs or ranks her.   fields.sh BUILD
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
cd "$root" || exit 1

# The members of a struct of a header: the names before ; , [ and = of its lines without comments.
members() { # members FILE STRUCT
    awk -v start="struct $2 {" '
        $0 == start { inside = 1; next }
        inside && /^};/ { exit }
        inside' "$1" | tr '\n' ' ' | sed -E 's%/\*([^*]|\*[^/])*\*/%%g' | tr ';' '\n' |
        sed 's/\[[^]]*\]//g; s/^ *\(const \)\{0,1\}\(struct \|enum \)\{0,1\}[a-z_0-9]* *\**//' | tr ',' '\n' |
        grep -oE '[a-z_]+' | LC_ALL=C sort -u
}
# What is kept to be told to her, and so is read by no rule: a person settled it (CRPA R. 311-3-1-2), who checked a request.
told=' settled_by_agent checked_by '

# What carries a body from place to place and to the eye reads nothing of it.
carriers='^src/case/(bodies|canonical|words|fields)\.c|^src/wire/|^src/library/|^src/wasm/|^src/pgext/'
reading() { # reading NAME FOLDER...: whether a source reads x.NAME or x->NAME
    local name=$1
    shift
    grep -rnE "(\.|->)$name\b" "$@" --include='*.c' | grep -vE "$carriers" | grep -vqE "(\.|->)$name = "
}

for pair in 'src/case/facts.h body' 'src/law/request.h request'; do
    # shellcheck disable=SC2086 # two words
    found=$(members $pair)
    [ "$(wc -w <<<"$found")" -ge 15 ]
    verdict $? "T28: ${pair#* } has its members"
    for name in $found; do
        [[ $told != *" $name "* ]] || continue
        reading "$name" src/law src/case src/pay src/desk src/paper
        verdict $? "T28: $name of ${pair#* } is read by no rule"
    done
done

# What goes to the vault: each name of the claim is asked for by its name where an office acts.
for name in family_name given_names born_on lines postcode city phone email channel value hours words never code_word \
    iban holder seen_by_others; do
    grep -rqF "\"$name\"" src --include='*.c' --include='*.def' --exclude=claim.c --exclude=fields.def --exclude-dir=pages
    verdict $? "T28: $name of a claim is read by nobody"
done

# The test itself: a member that nothing reads is seen.
! reading "member_nobody_reads" src/law src/case src/pay
verdict $? 'T28: a field without a reader would pass'
reading requested_on src/law
verdict $? 'T28: a field with a reader would not'
# No score of her.
! grep -rniE '\b(score|risk_level|riskiness|suspicion)\b' src --include='*.c' --include='*.h' --include='*.def' --include='*.html' | grep -v 'not a score'
verdict $? 'T28: a score'

finish
