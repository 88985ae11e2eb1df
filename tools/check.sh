#!/usr/bin/env bash
# Everything that must hold before a change goes in: a warning-free build and all tests, then the unit tests,
# the fuzz corpora, the server and mutated inputs through every command once more under the address and undefined-behaviour
# sanitizers. The last lines count the tests; a skipped one is named with its reason.
#   tools/check.sh [ctest arguments…]
set -euo pipefail
cd "$(dirname "$0")/.."
started=$SECONDS
step() { printf '\n==> %s (%d s so far)\n' "$1" "$((SECONDS - started))"; }

tools/setup.sh check
export CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}"
jobs="$CMAKE_BUILD_PARALLEL_LEVEL"
code=0

step "build with warnings as errors: build/check"
cmake --preset check
cmake --build --preset check

step "all tests"
ctest --test-dir build/check -j "$jobs" --output-on-failure "$@" || code=$?

step "build with sanitizers: build/asan"
cmake --preset asan
cmake --build --preset asan

step "unit tests, fuzz corpora, mutated inputs and the server under the sanitizers"
ctest --test-dir build/asan -j "$jobs" --output-on-failure -L 'unit|fuzz|stress|server' -LE slow || code=$?

step "done"
tools/test_summary.py build/check build/asan
exit "$code"
