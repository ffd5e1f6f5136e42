#!/usr/bin/env bash
# enter-root.sh ROOT WORKDIR COMMAND... : runs COMMAND inside the private Debian at ROOT, in mount namespaces of its own.
# ROOT may be "/" : then only the test account is added (see test-account.sh). Needs root; drops back to $SUDO_UID,
# unless AIOPS_KEEP_ROOT is set: the tests' sshd reads passwords, which takes root.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [ "${AIOPS_IN_NAMESPACE:-}" != yes ]; then
    exec env AIOPS_IN_NAMESPACE=yes unshare --mount --propagation private "$0" "$@"
fi
unset AIOPS_IN_NAMESPACE
root=$1
workdir=$2
shift 2
home=${HOME:-/root}
if [ -n "${SUDO_USER:-}" ]; then home=$(getent passwd "$SUDO_USER" | cut -d: -f6); fi

bind() { # PATH: the same path inside
    [ -e "$1" ] || return 0
    if [ -d "$1" ]; then mkdir -p "$root$1"; else mkdir -p "$root$(dirname "$1")" && touch "$root$1"; fi
    mount --rbind "$1" "$root$1"
}

if [ "$root" != / ]; then
    mount --bind "$root" "$root"
    for path in /proc /sys /dev /tmp; do bind "$path"; done
    mount -t tmpfs -o mode=755 tmpfs "$root/run"
    bind "/run/user/${SUDO_UID:-$(id -u)}"
    for path in /etc/resolv.conf /etc/hosts /etc/machine-id; do
        [ -e "$path" ] || continue
        # Only once: removing the file would take the mount away from whoever is inside at this moment.
        [ -f "$root$path" ] && [ ! -L "$root$path" ] || { rm -f "$root$path"; touch "$root$path"; }
        mount --bind "$(readlink -f "$path")" "$root$path"
    done
    bind "$home"
    case "$workdir/" in "$home"/*|/tmp/*|//) ;; *) bind "$workdir" ;; esac
fi
mkdir -p "$root/run/sshd"
"$here/test-account.sh" "$root"

if [ -n "${SUDO_UID:-}" ] && [ "$SUDO_UID" != 0 ] && [ -z "${AIOPS_KEEP_ROOT:-}" ]; then
    exec chroot --userspec="$SUDO_UID:$SUDO_GID" "$root" env HOME="$home" sh -c 'cd "$1" && shift && exec "$@"' sh "$workdir" "$@"
fi
exec chroot "$root" env HOME="$home" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    sh -c 'cd "$1" && shift && exec "$@"' sh "$workdir" "$@"
