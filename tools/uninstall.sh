#!/usr/bin/env bash
# Takes away what `make install` brought, file by file, and the folders that are empty then.
#   tools/uninstall.sh BUILD_FOLDER       DESTDIR as at the install
set -euo pipefail
manifest="${1:?usage: tools/uninstall.sh BUILD_FOLDER}/install_manifest.txt"
[ -f "$manifest" ] || { echo "uninstall: no $manifest: nothing was installed from here" >&2; exit 1; }
while IFS= read -r file || [ -n "$file" ]; do
    rm -f -- "${DESTDIR:-}$file"
    folder=$(dirname "${DESTDIR:-}$file")
    while case "$folder" in */interdict | */interdict/*) true ;; *) false ;; esac && rmdir -- "$folder" 2>/dev/null; do
        folder=$(dirname "$folder")
    done
done <"$manifest"
rm -f -- "$manifest"
