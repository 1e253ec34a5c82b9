#!/bin/sh
# Runs kill.mjs against a build: kill.sh BUILD
exec node "${0%.sh}.mjs" "$1"
