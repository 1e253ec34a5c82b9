#!/bin/sh
# Runs api.mjs against a build: api.sh BUILD
exec node "${0%.sh}.mjs" "$1"
