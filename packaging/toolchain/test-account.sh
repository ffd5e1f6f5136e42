#!/usr/bin/env bash
# test-account.sh ROOT : inside a mount namespace, adds the account "tester" that the tests' own sshd logs in.
# It exists only in this namespace: the files of the machine are covered by copies, not changed.
set -euo pipefail
root=${1%/}
copies=$(mktemp -d /tmp/aiops-account.XXXXXX)
trap 'rm -rf "$copies"' EXIT # the mounts keep the files alive
uid=${SUDO_UID:-$(id -u)}
if [ "$uid" = 0 ]; then uid=4711; fi
for file in passwd group shadow; do
    cp -p "$root/etc/$file" "$copies/$file"
    sed -i '/^tester:/d' "$copies/$file"
done
home=/run/aiops-tester
echo "tester:x:$uid:$uid:Test account:$home:/bin/bash" >>"$copies/passwd"
echo "tester:x:$uid:" >>"$copies/group"
# The password is in tests/support; it opens nothing but the tests' own server on loopback.
echo "tester:$(openssl passwd -6 'correct horse'):19000:0:99999:7:::" >>"$copies/shadow"
if ! grep -q "^[^:]*:[^:]*:$(id -u):" "$copies/passwd"; then
    echo "${SUDO_USER:-developer}:x:$(id -u):$(id -g):Developer:${HOME:-/tmp}:/bin/bash" >>"$copies/passwd"
fi
for file in passwd group shadow; do mount --bind "$copies/$file" "$root/etc/$file"; done
mkdir -p "$root$home"
chown "$uid:$uid" "$root$home"
chmod 755 "$root$home"
