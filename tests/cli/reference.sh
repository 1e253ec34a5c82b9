#!/bin/sh
# Runs reference.mjs against a build: reference.sh BUILD
exec node "${0%.sh}.mjs" "$1"
