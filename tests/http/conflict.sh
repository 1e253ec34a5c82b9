#!/bin/sh
# Runs conflict.mjs against a build: conflict.sh BUILD
exec node "${0%.sh}.mjs" "$1"
