#!/bin/sh
exec node "${0%.sh}.mjs" "$@"
