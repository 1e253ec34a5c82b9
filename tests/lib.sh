# shellcheck shell=bash disable=SC2034 # `build` and `server` are for who reads this
# What the tests and measures in shell share; those in JavaScript have lib.mjs. Read at the head of a script, below its `set`, while
# its first argument is still the folder of a build: without one the script says its own head and ends with 1. From whatever folder
# it was called, it then has:
#
#   $root $build $scratch            the tree, the build, and a folder of its own, removed when it ends
#   verdict STATUS NAME [DETAIL]     a check, passed when STATUS is 0; one that fails says its name and the detail
#   is NAME EXPECTED FOUND           a check: the same words
#   check NAME CODE WORDS COMMAND... a check: the command ends with CODE and says WORDS
#   finish                           the last line, "N passed, N failed", with "N skipped" where `skipped` is set; it fails when
#                                    a check did, and stands last, so that the script ends as it does
#   start_postgres                   a server of its own (pg/server.sh), stopped when it ends: $server is its folder
#   ask ARGUMENT...                  psql on that server
#   make_key                         a key in that folder, given to every command as the service manager gives it
#
# Who counts otherwise adds to `passed` and `failed`. Who has more to undo at the end sets a trap, which also does what ours does.
[ -n "${1-}" ] || { sed -n '2,/^set/{/shellcheck/d;s/^# \{0,1\}//p}' "$0" >&2; exit 1; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
build=$(cd "$1" && pwd) || exit 1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0
skipped=

verdict() {
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAIL %s%s\n' "$2" "${3:+: $3}"
    fi
}
is() {
    local status=0
    [ "$2" = "$3" ] || status=1
    verdict $status "$1" "expected '${2:0:200}', got '${3:0:200}'"
}
check() {
    local name=$1 code=$2 words=$3 said got=0 status=1
    shift 3
    said=$("$@" 2>&1) || got=$?
    if [ "$got" = "$code" ] && grep -qF -- "$words" <<<"$said"; then status=0; fi
    verdict $status "$name" "code $got, said $said"
}
finish() {
    echo "$passed passed, $failed failed${skipped:+, $skipped skipped}"
    [ $failed = 0 ]
}

start_postgres() {
    server=$(mktemp -d) || exit 1
    trap '"$root/tests/pg/server.sh" stop "$server"; rm -rf "$scratch"' EXIT
    "$root/tests/pg/server.sh" start "$server" || exit 1
}
ask() { psql -qXAt -v ON_ERROR_STOP=1 -h "$server" -U keeper -d postgres "$@"; }
make_key() {
    mkdir "$server/credentials"
    "$build/abri" keys generate "$server/credentials/abri.key" >/dev/null
    export CREDENTIALS_DIRECTORY=$server/credentials
}
