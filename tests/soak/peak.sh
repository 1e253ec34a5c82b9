#!/bin/sh
# Ten times the national peak of requests for an hour, amid a flood: peak.sh BUILD [SECONDS]
exec node "${0%.sh}.mjs" "$@"
