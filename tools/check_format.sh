#!/usr/bin/env bash
# The C is laid out as .clang-format says; `tools/check_format.sh fix` lays it out.
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t files < <(find src include tests examples -name '*.[ch]' -not -path 'src/text/tables/*' 2>/dev/null | sort)
if [ "${1:-}" = fix ]; then
    clang-format -i "${files[@]}"
else
    clang-format --dry-run -Werror "${files[@]}"
fi
