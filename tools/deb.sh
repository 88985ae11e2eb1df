#!/usr/bin/env bash
# Debian packages of the release build: build/deb/packages/*.deb. The same sources give the same bytes, in whatever folder.
#   tools/deb.sh [BUILD_FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
folder="${1:-build/deb}"

# The time of all files in the packages: that of the last entry of the Debian changelog.
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's/^ -- .*>  //p' packaging/debian/changelog | head -n 1)" +%s)
fi
export SOURCE_DATE_EPOCH
export LC_ALL=C TZ=UTC
umask 022

cmake --preset release -B "$folder" -DITD_TESTS=OFF -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBEXECDIR=libexec >/dev/null
cmake --build "$folder"
rm -rf "$folder/packages" "$folder/_CPack_Packages"
(cd "$folder" && cpack -G DEB >cpack.log) || { tail -20 "$folder/cpack.log" >&2; exit 1; }
ls -l "$folder"/packages/*.deb
