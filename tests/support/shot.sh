#!/usr/bin/env bash
# shot.sh BUILDDIR [SCENARIO …]: pictures of pages and dialogs into build/shots. Called by ./dev shot.
set -euo pipefail
build=$1
shift
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS SSH_AUTH_SOCK AIOPS_HOME
runtime=$(mktemp -d /tmp/aiops-shot-runtime.XXXXXX)
trap 'rm -rf "$runtime"' EXIT
chmod 700 "$runtime"
export XDG_RUNTIME_DIR=$runtime XDG_CACHE_HOME=$runtime/cache LC_ALL=C.UTF-8 TZ=UTC
export FONTCONFIG_FILE=$PWD/tests/support/fonts.conf QT_QPA_PLATFORM=offscreen ASAN_OPTIONS=detect_leaks=0
folder=$PWD/build/shots
if [ $# -eq 0 ] || [[ " $* " == *" my-space-200percent "* ]]; then
    QT_SCALE_FACTOR=2 "$build/bin/aiops-shot" "$folder" my-space-200percent
    for name in "$@"; do [ "$name" = my-space-200percent ] || rest+=("$name"); done
    if [ $# -gt 0 ] && [ -z "${rest+set}" ]; then exit 0; fi
    set -- "${rest[@]+"${rest[@]}"}"
fi
"$build/bin/aiops-shot" "$folder" "$@"
