#!/bin/bash
# failover.mjs in namespaces of its own (network, mounts, processes), which end with it, whatever happens. Needs root.
# Usage: tests/failover/failover.sh BUILD_DIR [NUMBER]: one of its faults alone
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
"$root/tools/setup" failover
[ "$(id -u)" = 0 ] || { echo "failover.sh: expected root: it makes networks of its own"; exit 1; }
chmod 755 "$scratch" # the machines' accounts look into it
status=0
unshare --mount --net --pid --fork --kill-child --mount-proc node "$root/tests/failover/failover.mjs" "$build" "$scratch" ${2:+"$2"} || status=$?
[ $status = 0 ] || { tail -n 60 "$scratch"/n?/log; exit $status; }
