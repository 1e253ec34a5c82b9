#!/bin/sh
# Runs signin.mjs against a build: signin.sh BUILD
exec node "${0%.sh}.mjs" "$1"
