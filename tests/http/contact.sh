#!/bin/sh
# Runs contact.mjs against a build: contact.sh BUILD
exec node "${0%.sh}.mjs" "$1"
