#!/bin/sh
# Runs store_down.mjs against a build: store_down.sh BUILD
exec node "${0%.sh}.mjs" "$1"
