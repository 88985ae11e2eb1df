#!/usr/bin/env bash
# Installs the Debian packages that are missing; does nothing when all are there.
#   tools/setup.sh build    what the program needs
#   tools/setup.sh check    and what the tests need
#   tools/setup.sh fuzz     and what the fuzz targets need
set -euo pipefail

build="build-essential cmake ninja-build pkg-config libexpat1-dev libjansson-dev libyaml-dev zlib1g-dev
       libcurl4-openssl-dev libxml2-dev libmicrohttpd-dev libsqlite3-dev libssl-dev libzstd-dev python3"
check="libcmocka-dev clang clang-format python3-pytest python3-jsonschema python3-yaml libicu-dev unicode-data unicode-cldr-core
       openssl zstd"

# A compiler for 64-bit ARM and an emulator of it, for tools/check_arm.sh.
[ "$HOSTTYPE" != x86_64 ] || check="$check gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user"

case "${1:-build}" in
build) wanted="$build" ;;
check) wanted="$build $check" ;;
fuzz) wanted="$build $check libclang-rt-dev" ;;
*) echo "usage: tools/setup.sh build|check|fuzz" >&2; exit 2 ;;
esac

missing=""
for package in $wanted; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup: not root and no sudo; please install:$missing" >&2; exit 1; }
    root="sudo"
fi
echo "setup: installing$missing"
$root env DEBIAN_FRONTEND=noninteractive apt-get update -q
# shellcheck disable=SC2086
$root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
