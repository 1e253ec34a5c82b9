#!/bin/bash
# What the read log adds to opening a file and to a page of the queue (see reads.c), on the disk the folder is on;
# then four processes opening files at once. The design wants p99 of opening a file under 20 ms.
# Usage: reads.sh BUILD [FILES [ROUNDS [FOLDER]]]
set -euo pipefail
folder=$(mktemp -d -p "${4:-${TMPDIR:-/tmp}}")
trap 'rm -rf "$folder"' EXIT
"$1/tests/bench/bench_reads" "$folder" "${2:-2000}" "${3:-2000}" 4
