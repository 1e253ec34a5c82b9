#!/bin/sh
# Runs reads.mjs against a build: reads.sh BUILD
exec node "${0%.sh}.mjs" "$1"
