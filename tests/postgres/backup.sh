#!/bin/bash
# The backup of doc/operations.md on a server of our own: its log archived, a base backup while it serves, all of it brought
# back elsewhere: backup.mjs. Usage: tests/postgres/backup.sh BUILD_DIR
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
as_owner=()
if [ "$(id -u)" = 0 ]; then as_owner=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi
programs=/usr/lib/postgresql/15/bin
ended() {
    [ ! -f "$server/back/postmaster.pid" ] || (cd "$server" && "${as_owner[@]}" "$programs/pg_ctl" -D "$server/back" -s -m immediate stop) || true
    "$root/tests/pg/server.sh" stop "$server"
    rm -rf "$scratch"
}
start_postgres
trap ended EXIT
(cd "$server" && "${as_owner[@]}" mkdir "$server/wal" "$server/place")
"${as_owner[@]}" tee -a "$server/data/postgresql.conf" >/dev/null <<END
archive_mode = on
archive_command = 'test ! -f $server/wal/%f && cp %p $server/wal/%f.tmp && sync $server/wal/%f.tmp && mv $server/wal/%f.tmp $server/wal/%f'
END
"$root/tests/pg/server.sh" crash "$server"
ask -c 'CREATE DATABASE office' -c 'CREATE ROLE abri_backup LOGIN REPLICATION'
make_key
node "$root/tests/postgres/backup.mjs" "$build" "$server" "${as_owner[@]}"
