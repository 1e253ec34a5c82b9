#!/bin/sh
# Runs portal.mjs against a build: portal.sh BUILD
exec node "${0%.sh}.mjs" "$1"
