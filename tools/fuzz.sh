#!/usr/bin/env bash
# Runs every fuzz target for a while, each with a copy of its corpus.
#   tools/fuzz.sh BUILD_DIR      $SECONDS_EACH: time per target (default 60)
set -euo pipefail
cd "$(dirname "$0")/.."
build="${1:?usage: tools/fuzz.sh BUILD_DIR}"
each="${SECONDS_EACH:-60}"
for target in "$build"/tests/fuzz_*; do
    [ -x "$target" ] && [ -f "$target" ] || continue
    name="$(basename "$target")"; name="${name#fuzz_}"
    found="$build/found/$name"
    mkdir -p "$found"
    echo "==> $name for $each s"
    "$target" -max_total_time="$each" -timeout=10 -rss_limit_mb=4096 -artifact_prefix="$build/$name-" \
        "$found" "tests/fuzz/corpus/$name"
done
