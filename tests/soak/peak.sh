#!/bin/bash
# A hundred times the national peak of requests for an hour, amid a flood, on both stores: peak.sh BUILD [SECONDS]
set -euo pipefail
build=$(cd "${1:?usage: tests/soak/peak.sh BUILD [SECONDS]}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
server=$(mktemp -d)
trap '"$here/../pg/server.sh" stop "$server"' EXIT
"$here/../pg/server.sh" start "$server"
psql -qX -h "$server" -U keeper -d postgres -c 'CREATE DATABASE peak'
# The key as the service manager gives it, for every command.
mkdir "$server/credentials"
"$build/abri" keys generate "$server/credentials/abri.key" >/dev/null
export CREDENTIALS_DIRECTORY=$server/credentials
node "$here/peak.mjs" "$build" "postgresql://keeper@/peak?host=$server" "${2:-3600}"
