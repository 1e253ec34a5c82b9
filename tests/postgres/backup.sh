#!/bin/bash
# The backup of doc/operations.md on a server of our own: its log archived, a base backup while it serves, all of it brought
# back elsewhere: backup.mjs. Usage: tests/postgres/backup.sh BUILD_DIR
set -euo pipefail
build=$(cd "${1:?usage: tests/postgres/backup.sh BUILD_DIR}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
server=$(mktemp -d)
as_owner=()
if [ "$(id -u)" = 0 ]; then as_owner=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi
programs=/usr/lib/postgresql/15/bin
ended() {
    [ ! -f "$server/back/postmaster.pid" ] || (cd "$server" && "${as_owner[@]}" "$programs/pg_ctl" -D "$server/back" -s -m immediate stop) || true
    "$here/../pg/server.sh" stop "$server"
}
trap ended EXIT
"$here/../pg/server.sh" start "$server"
(cd "$server" && "${as_owner[@]}" mkdir "$server/wal" "$server/place")
"${as_owner[@]}" tee -a "$server/data/postgresql.conf" >/dev/null <<END
archive_mode = on
archive_command = 'test ! -f $server/wal/%f && cp %p $server/wal/%f.tmp && sync $server/wal/%f.tmp && mv $server/wal/%f.tmp $server/wal/%f'
END
"$here/../pg/server.sh" crash "$server"
psql -qXAt -v ON_ERROR_STOP=1 -h "$server" -U keeper -d postgres -c 'CREATE DATABASE office' -c 'CREATE ROLE abri_backup LOGIN REPLICATION'
mkdir "$server/credentials"
"$build/abri" keys generate "$server/credentials/abri.key" >/dev/null
export CREDENTIALS_DIRECTORY=$server/credentials
node "$here/backup.mjs" "$build" "$server" "${as_owner[@]}"
