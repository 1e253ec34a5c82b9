#!/bin/bash
# failover.mjs in namespaces of its own (network, mounts, processes), which end with it, whatever happens. Needs root.
# Usage: tests/failover/failover.sh BUILD_DIR [NUMBER]: one of its faults alone
set -euo pipefail
build=$(cd "${1:?usage: tests/failover/failover.sh BUILD_DIR [NUMBER]}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
"$here/../../tools/setup" failover
[ "$(id -u)" = 0 ] || { echo "failover.sh: expected root: it makes networks of its own"; exit 1; }
folder=$(mktemp -d)
chmod 755 "$folder" # the machines' accounts look into it
trap 'rm -rf "$folder"' EXIT
status=0
unshare --mount --net --pid --fork --kill-child --mount-proc node "$here/failover.mjs" "$build" "$folder" ${2:+"$2"} || status=$?
[ $status = 0 ] || { tail -n 60 "$folder"/n?/log; exit $status; }
