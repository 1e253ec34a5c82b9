#!/bin/sh
# Runs processes.mjs against a build: processes.sh BUILD
exec node "${0%.sh}.mjs" "$1"
