#!/usr/bin/env bash
# A short tour on the built-in sample of real designations. Prints each command before it runs.
#   tools/demo.sh PROGRAM
set -uo pipefail
cd "$(dirname "$0")/.."
program="${1:?usage: tools/demo.sh PROGRAM}"
folder="$(dirname "$program")"
unset INTERDICT_SNAPSHOT

say() { printf '\n\033[36m%s\033[0m\n' "$*"; }

quoted() {
    case "$1" in
    *[!A-Za-z0-9_./:=-]*) printf " '%s'" "$1" ;;
    *) printf ' %s' "$1" ;;
    esac
}

# Runs a command; 0 and 1 (something found) are both fine.
run() {
    local argument code
    printf '\033[1m$ interdict'
    for argument in "$@"; do quoted "$argument"; done
    printf '\033[0m\n'
    "$program" "$@"
    code=$?
    [ "$code" -le 1 ] || { echo "demo: exit code $code" >&2; exit 1; }
    export INTERDICT_SNAPSHOT="$folder/sample.itd"
}

say "A listed person in another spelling: the list has 'RAISI, Ebrahim'."
run screen 'Ibrahim Raisi'
say "A company in its original script."
run screen 'شرکت ملی نفت ایران'
say "A clean name. The nearest miss is named, so that the answer can be judged."
run screen 'Marie Curie'
say "A ship is called KIRILL LAVROV. A person of that name is no hit."
run screen 'KIRILL LAVROV' --schema Person
say "Many customers, with a progress bar; the answers are JSON Lines."
{
    head -n 1 examples/customers.csv
    for _ in $(seq 400); do tail -n +2 examples/customers.csv; done
} > "$folder/customers.csv"
rm -f "$folder/answers.jsonl"
run batch "$folder/customers.csv" -o "$folder/answers.jsonl" --progress
head -n 3 "$folder/answers.jsonl" | cut -c 1-150
say "A payment message: every party, bank, place and free text is screened."
run message examples/payment.fin
say "Medicine for Iran, paid through its central bank: blocked in January 2020 …"
run decide examples/medicine.json
say "… and in March, after general licence 8."
run decide examples/medicine.json --on 2020-03-10
say "What the sample is made of."
run info
say "Next: interdict lists update --dir lists && interdict compile -o today.itd lists/* --regimes regimes"
