#!/usr/bin/env bash
# A short tour on the built-in sample of real designations. Prints each command before it runs.
#   tools/demo.sh PROGRAM
set -uo pipefail
cd "$(dirname "$0")/.."
program="${1:?usage: tools/demo.sh PROGRAM}"
unset INTERDICT_SNAPSHOT
first=1

say() { printf '\n\033[36m%s\033[0m\n' "$*"; }

# Runs a command; 0 and 1 (something found) are both fine. The note about the sample is shown once.
run() {
    printf '\033[1m$ interdict'
    printf " %s" "${@@Q}"
    printf '\033[0m\n'
    if [ "$first" = 1 ]; then
        "$program" "$@"
    else
        "$program" "$@" 2> >(grep --line-buffered -v 'built-in sample' >&2)
    fi
    local code=$?
    first=0
    [ "$code" -le 1 ] || { echo "demo: exit code $code" >&2; exit 1; }
}

say "A listed person in another spelling: the list has 'RAISI, Ebrahim'."
run screen 'Ibrahim Raisi'
say "A company in its original script."
run screen 'شرکت ملی نفت ایران'
say "A clean name. The nearest miss is named, so that the answer can be judged."
run screen 'Marie Curie'
say "A ship is called KIRILL LAVROV. A person of that name is no hit."
run screen 'KIRILL LAVROV' --schema Person
say "A file of customers, with progress bar; the answers are JSON Lines."
rm -f build/demo.jsonl
run batch examples/customers.csv -o build/demo.jsonl --progress
cut -c 1-150 build/demo.jsonl | head -n 3
say "What the sample is made of."
run info
say "Next: interdict lists update --dir lists && interdict compile -o today.itd lists/* --regimes regimes"
