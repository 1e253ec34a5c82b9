#!/bin/bash
# A PostgreSQL server of our own, and PgBouncer in transaction mode before it, for the tests and the measures.
#
#   server.sh start FOLDER    makes the folder and starts both in it; FOLDER/log says why when it cannot
#   server.sh stop FOLDER     stops both and removes the folder
#   server.sh crash FOLDER    ends the server as a cut of the mains would, and starts it again
#
# Debian's server 15, on a socket in FOLDER alone: nobody else reaches it and no port is taken. It never runs as
# root: started by root, it runs as postgres. Its words are ordered by French rules, so that an order that
# rests on the server's own is seen. The role `keeper` may do everything:
#
#   postgresql://keeper@/NAME?host=FOLDER                      the server itself
#   postgresql://keeper@/NAME?host=FOLDER/pooler&port=6432     through PgBouncer
set -euo pipefail
programs=/usr/lib/postgresql/15/bin
[ $# = 2 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
folder=$2

as_owner=()
if [ "$(id -u)" = 0 ]; then as_owner=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi
control() { (cd "$folder" && "${as_owner[@]}" "$programs/pg_ctl" -D "$folder/data" -s -w -l "$folder/log" "$@"); }

start() {
    mkdir -p "$folder/pooler"
    : >"$folder/log"
    [ "$(id -u)" != 0 ] || chown -R postgres:postgres "$folder"
    chmod 711 "$folder"
    (cd "$folder" && "${as_owner[@]}" "$programs/initdb" -D "$folder/data" -U keeper -A trust -E UTF8 --no-sync \
        --locale-provider=icu --icu-locale=fr --locale=C.UTF-8 >>"$folder/log" 2>&1)
    "${as_owner[@]}" tee -a "$folder/data/postgresql.conf" >/dev/null <<END
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 80
shared_buffers = 64MB
max_wal_size = 4GB
log_line_prefix = '%m [%p] %d '
END
    control start
    "${as_owner[@]}" tee "$folder/pooler/ini" >/dev/null <<END
[databases]
* = host=$folder
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = $folder/pooler
pool_mode = transaction
auth_type = trust
auth_file = $folder/pooler/roles
default_pool_size = 4
min_pool_size = 0
max_client_conn = 200
server_idle_timeout = 5
logfile = $folder/pooler/log
pidfile = $folder/pooler/pid
END
    echo '"keeper" ""' | "${as_owner[@]}" tee "$folder/pooler/roles" >/dev/null
    "${as_owner[@]}" /usr/sbin/pgbouncer -q -d "$folder/pooler/ini"
}

stop() {
    [ ! -f "$folder/pooler/pid" ] || kill -INT "$(cat "$folder/pooler/pid")" 2>/dev/null || true
    [ ! -f "$folder/data/postmaster.pid" ] || control -m fast stop || true
    rm -rf "$folder"
}

case $1 in
start) start ;;
stop) stop ;;
crash)
    control -m immediate stop
    control start
    ;;
*) echo "server.sh: start, stop or crash" >&2; exit 2 ;;
esac
