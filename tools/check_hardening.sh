#!/usr/bin/env bash
# The hardening of a release build, looked for in the program itself, and how little it takes to start it.
#   tools/check_hardening.sh PROGRAM
set -euo pipefail
program="${1:?usage: tools/check_hardening.sh PROGRAM}"
wrong=0
complain() { echo "check_hardening: $1" >&2; wrong=1; }
has() { grep -q "$1" <<<"$2" || complain "$3"; }

headers=$(readelf -lW "$program"); dynamic=$(readelf -dW "$program")
symbols=$(readelf -sW --dyn-syms "$program")
has 'GNU_RELRO' "$headers" "no RELRO"
has 'NOW' "$dynamic" "names are not bound at start"
has 'Shared object file\|Position-Independent\|DYN' "$(readelf -hW "$program")" "no position-independent program"
has '__stack_chk_fail' "$symbols" "no stack protector"
has '_chk@\|_chk ' "$symbols" "no fortified functions"
! grep -q 'GNU_STACK.*RWE' <<<"$headers" || complain "the stack may be run"
# The note of the whole program also needs the C library's start files to have it; functions of ours begin so.
if [ "$(uname -m)" = x86_64 ]; then
    landings=$(objdump -d --no-show-raw-insn "$program" | grep -c endbr64 || true)
    [ "$landings" -gt 500 ] || complain "no protection of indirect branches"
fi
! strings -a "$program" | grep -q "^$(cd "$(dirname "$0")/.." && pwd)/src" || complain "holds paths of the machine that built it"
libraries=$(ldd "$program" | grep -c '=>\|ld-linux' || true)
[ "$libraries" -lt 10 ] || complain "$libraries libraries; fewer than 10 are wanted"
[ "$wrong" = 0 ] && echo "hardened: $program ($libraries libraries)"
exit "$wrong"
