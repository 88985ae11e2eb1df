#!/usr/bin/env bash
# Speed on the built-in sample, or on the snapshot in $INTERDICT_SNAPSHOT.
#   tools/bench.sh PROGRAM [QUERIES.csv]
set -euo pipefail
cd "$(dirname "$0")/.."
program="${1:?usage: tools/bench.sh PROGRAM [QUERIES.csv]}"
exec "$program" bench "${2:-examples/customers.csv}" --json
