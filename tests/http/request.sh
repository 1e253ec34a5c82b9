#!/bin/sh
# Runs request.mjs against a build: request.sh BUILD
exec node "${0%.sh}.mjs" "$1"
