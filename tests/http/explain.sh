#!/bin/sh
# Runs explain.mjs against a build: explain.sh BUILD
exec node "${0%.sh}.mjs" "$1"
