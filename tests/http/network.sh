#!/bin/sh
# Runs network.mjs against a build: network.sh BUILD
exec node "${0%.sh}.mjs" "$1"
