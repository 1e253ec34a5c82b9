#!/bin/sh
# Runs stolen.mjs against a build: stolen.sh BUILD
exec node "${0%.sh}.mjs" "$1"
