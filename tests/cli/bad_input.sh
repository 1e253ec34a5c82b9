#!/bin/sh
# Runs bad_input.mjs against a build: bad_input.sh BUILD
exec node "${0%.sh}.mjs" "$1"
