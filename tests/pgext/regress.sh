#!/bin/bash
# The regression of src/pgext (sql/ against expected/), as PostgreSQL's own extensions are tested: with the module
# that meson made, then with the one PGXS makes from the installed library.
# Usage: tests/pgext/regress.sh BUILD_DIR
set -euo pipefail
# shellcheck source=tests/pgext/server
. "$(dirname "$0")/server"
source=$root/src/pgext
programs=/usr/lib/postgresql/15/bin

regress() { # regress NAME: counts each file
    local out=$server/results-$1 file wanted
    wanted=$(sed -n 's/^REGRESS = //p' "$source/Makefile")
    mkdir "$out"
    # shellcheck disable=SC2086 # one word a file
    "$(dirname "$($programs/pg_config --pgxs)")/../test/regress/pg_regress" --inputdir="$source" --outputdir="$out" \
        --bindir=$programs --host="$server" --user=keeper --dbname="regress_$1" $wanted >"$out/log" 2>&1 || true
    for file in $wanted; do
        if grep -qE "^test $file +\.\.\. ok" "$out/log"; then
            verdict 0 "$file"
        else
            verdict 1 "$1 $file" "$(head -n 60 "$out/regression.diffs" 2>/dev/null || cat "$out/log")"
        fi
    done
}
regress meson

# A database that is not UTF-8: amounts as everywhere, messages in its letters, and what it cannot hold is said.
ask -c "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
export PGCLIENTENCODING=UTF8
ask_latin() { psql -qXAt -d latin -v VERBOSITY=terse "$@" 2>&1; }
ask_latin -c 'CREATE EXTENSION abri'
found=$(ask_latin -c "SELECT abri_amount('2025-11-25', '59', 2, 71316)" -c "SELECT source FROM abri_parameters('2025-11-25') LIMIT 1" \
    -c "SELECT abri_assess('{\"requested_on\": \"2025-11-25\", \"department\": \"59\", \"resources_cents\": 0}')" \
    -c "SELECT abri_form('2025-11-25', '99', 2, 71316)" | tr '\n' '|') || true
case $found in
'93099|décret n° 2025-293|ERROR:  character with byte sequence 0xe2 0x82 0xac '*'|ERROR:  /department: expected the code of a département '*) status=0 ;;
*) status=1 ;;
esac
verdict $status 'a database in LATIN1' "$found"

# The same by PGXS, out of the tree: against libabri as it is installed, nothing else of the sources.
mkdir "$server/pgxs"
cp "$source"/{*.c,*.h,*.sql,abri.control,Makefile} "$server/pgxs"
DESTDIR=$server/library meson install -C "$build" --no-rebuild --tags devel,runtime >/dev/null
PKG_CONFIG_PATH=$(dirname "$(find "$server/library" -name libabri.pc)")
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR=$server/library
making=(make -C "$server/pgxs" with_llvm=no "PG_CONFIG=$programs/pg_config")
status=1
log=$("${making[@]}" PROFILE=-Werror all 2>&1) && log+=$("${making[@]}" install "DESTDIR=$server/root" 2>&1) && status=0
verdict $status 'PGXS builds and installs' "$log"
chmod -R a+rX "$server/root"
status=0
cmp -s "$server/pgxs/abri.so" "$(find "$server/root" -name abri.so)" || status=1
verdict $status 'the module of PGXS is the one in place' "$(find "$server/root" -name abri.so)"
seen=$(nm -D --defined-only "$server/pgxs/abri.so" | awk '{ print $3 }' | grep -vE '^(pg_finfo_pgext_|pgext_|Pg_magic_func$)') || true
status=0
[ -z "$seen" ] || status=1
verdict $status 'nothing of the law is seen from outside' "$seen"
regress pgxs

finish
