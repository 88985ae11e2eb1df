#!/usr/bin/env bash
# Every public header compiles alone, as C99 and as C++17, without a warning.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0
for header in include/interdict/*.h; do
    name="interdict/$(basename "$header")"
    echo "#include <$name>" | "${CC:-cc}" -std=c99 -pedantic -Wall -Wextra -Werror -fsyntax-only -Iinclude -xc - || failed=1
    echo "#include <$name>" | "${CXX:-c++}" -std=c++17 -pedantic -Wall -Wextra -Werror -fsyntax-only -Iinclude -xc++ - || failed=1
done
exit $failed
