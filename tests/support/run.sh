#!/usr/bin/env bash
# run.sh BUILDDIR [CTEST ARGS]: every test, in parallel, with a private D-Bus-free environment. Called by ./dev test.
set -euo pipefail
build=$1
shift
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS SSH_AUTH_SOCK AIOPS_HOME
runtime=$(mktemp -d /tmp/aiops-test-runtime.XXXXXX)
trap 'rm -rf "$runtime"' EXIT
chmod 700 "$runtime"
mkdir "$runtime/home"
export XDG_RUNTIME_DIR=$runtime HOME=$runtime/home LC_ALL=C.UTF-8 TZ=UTC
export FONTCONFIG_FILE=$PWD/tests/support/fonts.conf
export XDG_CACHE_HOME=${XDG_CACHE_HOME:-$runtime/cache}
ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)" --no-tests=error "$@"
