#!/usr/bin/env bash
# A short tour on the built-in sample of real designations. Prints each command before it runs.
#   tools/demo.sh PROGRAM
set -uo pipefail
program="${1:?usage: tools/demo.sh PROGRAM}"
unset INTERDICT_SNAPSHOT

run() {
    printf '\n\033[1m$ interdict'
    printf ' %q' "$@"
    printf '\033[0m\n'
    "$program" "$@"
    local code=$?
    [ "$code" -le 1 ] || { echo "demo: exit code $code" >&2; exit 1; }
}

run version
