#!/bin/sh
# Runs access.mjs against a build: access.sh BUILD
exec node "${0%.sh}.mjs" "$1"
