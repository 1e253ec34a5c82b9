#!/bin/sh
# Runs canary.mjs against a build: canary.sh BUILD
exec node "${0%.sh}.mjs" "$1"
