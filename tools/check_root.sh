#!/usr/bin/env bash
# Does what a newcomer does, on an empty Debian: a fresh minimal root (debootstrap), git and make in it, a clone,
# `make demo`, `make check`. Nothing of this machine is in that root but the clone; data beside the clone is not there.
#
#   tools/check_root.sh [--as root|user] [--folder DIR] [--only demo|check] [--keep] [--if-asked]
#
# --as root   root, the clone owned by somebody else (the default)
# --as user   a plain user with sudo, the clone owned by somebody else but writable for everybody
#
# Needs root, the package debootstrap and a network. Takes about 25 minutes on two cores, and 3 GB below DIR
# (default: a folder in $TMPDIR). With --if-asked only when INTERDICT_CHECK_ROOT is set. The locale is POSIX, git knows no name of an author.
set -euo pipefail
cd "$(dirname "$0")/.."
source_folder=$PWD
as=root only="" keep="" folder="" asked=1
while [ $# -gt 0 ]; do
    case "$1" in
    --as) as=$2; shift 2 ;;
    --folder) folder=$2; shift 2 ;;
    --only) only=$2; shift 2 ;;
    --keep) keep=1; shift ;;
    --if-asked) asked=${INTERDICT_CHECK_ROOT:-}; shift ;;
    *) sed -n 's/^# \{0,1\}//; 2,12p' "$0" >&2; exit 2 ;;
    esac
done
case "$as" in root | user) ;; *) echo "check_root: --as root or --as user" >&2; exit 2 ;; esac

# 77: ctest shows it as skipped.
refuse() { echo "SKIPPED: the check on an empty Debian: $1"; exit 77; }
[ -n "$asked" ] || refuse "not asked for (make check-root, or INTERDICT_CHECK_ROOT=1)"
[ "$(id -u)" -eq 0 ] || refuse "it needs root"
command -v debootstrap >/dev/null || refuse "the package debootstrap is not installed"

[ -n "$folder" ] || folder=$(mktemp -d)
mkdir -p "$folder"
root=$folder/root
started=$SECONDS
step() { printf '\n=== %s (%d s so far)\n' "$1" "$((SECONDS - started))"; }

away() {
    for point in dev/pts dev/shm dev proc; do
        mountpoint -q "$root/$point" && umount "$root/$point"
    done
    [ -n "$keep" ] || rm -rf --one-file-system "$root"
    [ -n "$keep" ] || rmdir "$folder" 2>/dev/null || true
}
trap away EXIT

if [ ! -x "$root/usr/bin/dpkg" ]; then
    step "debootstrap"
    debootstrap --variant=minbase bookworm "$root" >"$folder/debootstrap.log" 2>&1 || {
        tail -5 "$folder/debootstrap.log" >&2
        refuse "debootstrap failed: no network?"
    }
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mknod -m 666 "$root/dev/$device.new" c "0x$(stat -c %t /dev/$device)" "0x$(stat -c %T /dev/$device)" &&
        mv "$root/dev/$device.new" "$root/dev/$device"
done
mkdir -p "$root/dev/pts" "$root/dev/shm"
ln -sf /proc/self/fd "$root/dev/fd"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
ln -sf pts/ptmx "$root/dev/ptmx"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"

# Nothing of our environment; no locale is POSIX.
user_path=/usr/local/bin:/usr/bin:/bin
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb "$@"; }

step "apt-get install git make"
inside apt-get update -q >"$folder/apt.log"
inside DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends git make >>"$folder/apt.log"
if [ "$as" = user ]; then
    inside DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends sudo >>"$folder/apt.log"
    inside useradd -m newcomer 2>/dev/null || true
    echo 'newcomer ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/newcomer"
fi

step "clone"
rm -rf "$root/srv/interdict"
git -c safe.directory='*' clone -q --no-hardlinks "$source_folder" "$root/srv/interdict"
chown -R 1234:1234 "$root/srv/interdict"
[ "$as" = root ] || chmod -R a+rwX "$root/srv/interdict"

run() {
    if [ "$as" = user ]; then
        inside su - newcomer -c "cd /srv/interdict && env -i PATH=$user_path HOME=\$HOME $*"
    else
        inside sh -c "cd /srv/interdict && $*"
    fi
}
for target in demo check; do
    [ -z "$only" ] || [ "$only" = "$target" ] || continue
    step "make $target, as $as"
    began=$SECONDS
    run make "$target" 2>&1 | tee "$folder/$target.log" | sed 's/^/    /'
    echo "=== make $target, as $as: passed after $((SECONDS - began)) s"
done
if [ -z "$only" ]; then
    step "packages: built twice, looked at by lintian, installed, run and removed"
    inside DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends lintian >>"$folder/apt.log"
    inside sh -c "cd /srv/interdict && INTERDICT_CHECK_DEB=1 INTERDICT_PROGRAM=build/check/interdict-check python3 -m pytest -q -p no:cacheprovider tests/integration/test_package.py"
fi
step "passed"
