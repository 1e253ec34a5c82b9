#!/bin/sh
# Help near her, over HTTP.   near.sh BUILD
exec node "$(dirname "$0")/near.mjs" "$1"
