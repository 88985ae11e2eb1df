#!/usr/bin/env bash
# Builds the modules that have fast paths for 64-bit ARM and runs them in an emulator: the twin must give the figures of
# the portable code, and names must become the words that they become here.
#   tools/check_arm.sh TEXT_BENCH [folder for what is built]
set -euo pipefail
cd "$(dirname "$0")/.."
here="${1:?the text_bench of this machine}"
folder="${2:-build/arm}"
compiler="${ARM_CC:-aarch64-linux-gnu-gcc}"
emulator="${ARM_EMULATOR:-qemu-aarch64}"

for tool in "$compiler" "$emulator"; do
    command -v "$tool" >/dev/null && continue
    echo "SKIPPED: no $tool: the twin for ARM was built and run by nobody (tools/setup.sh check installs what it takes)"
    exit 77
done

mkdir -p "$folder"
flags="-std=c17 -D_GNU_SOURCE -O2 -Wall -Wextra -Wconversion -Werror -static -Isrc -Iinclude -Itests/unit/metric -I$folder/../generated"
# shellcheck disable=SC2086
"$compiler" $flags -o "$folder/batch" tests/cross/batch.c src/metric/*.c src/base/{str,portable}.c &
# shellcheck disable=SC2086
"$compiler" $flags -o "$folder/text_bench" tools/bench/text_bench.c src/text/*.c src/base/{str,buf,error,utf8}.c
wait $!

"$emulator" "$folder/batch"
INTERDICT_PORTABLE=1 "$emulator" "$folder/batch"

names="$folder/names.txt"
{ cut -d'|' -f1 tests/cases/romanisation.case | grep -v '^#'; cut -f1 data/names/script-words.tsv | grep -v '^#'; } >"$names"
"$here" --show <"$names" >"$folder/here.txt"
"$emulator" "$folder/text_bench" --show <"$names" >"$folder/there.txt"
cmp "$folder/here.txt" "$folder/there.txt"
echo "text: $(wc -l <"$names") names give the same words"
