#!/bin/sh
# Runs attachments.mjs against a build: attachments.sh BUILD
exec node "${0%.sh}.mjs" "$1"
