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
"$build/bin/aiops-shot" "$PWD/build/shots" "$@"
