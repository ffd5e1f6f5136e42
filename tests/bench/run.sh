#!/usr/bin/env bash
# run.sh BUILDDIR [NAME …]: benchmarks with medians; peers that are installed run side by side. Called by ./dev bench.
set -euo pipefail
build=$1
shift
here=tests/bench
names=("$@")
[ ${#names[@]} -gt 0 ] || names=(micro start ssh terminal vault fleet)
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS SSH_AUTH_SOCK AIOPS_HOME
work=$(mktemp -d /tmp/aiops-bench.XXXXXX)
trap 'kill $(cat "$work"/*.pid "$work"/*/*.pid 2>/dev/null) 2>/dev/null; rm -rf "$work"' EXIT
export XDG_RUNTIME_DIR=$work/run HOME=$work XDG_CACHE_HOME=$work/cache LC_ALL=C.UTF-8
export FONTCONFIG_FILE=$PWD/tests/support/fonts.conf
mkdir -p "$work/cache" "$work/run"
chmod 700 "$work/run"
chmod 755 "$work" # the account that signs in reads its keys in it
echo "# $(date -u +%F) $(nproc) cores, $(uname -m), $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
for name in "${names[@]}"; do
    echo
    echo "## $name"
    own=$work/$name # each starts from nothing
    mkdir -p "$own"
    case $name in
        micro) for program in "$build"/bin/bench_*; do
                   case $program in *bench_terminal|*bench_emptywindow) continue ;; esac
                   QT_QPA_PLATFORM=offscreen "$program" -median 5 >"$work/out" 2>/dev/null || sed -n 's/^FAIL! *: /   FAILED /p' "$work/out"
                   sed -n -e 's/^RESULT : /   /p' -e 's/^ *\([0-9.,]* \(msecs\|nsecs\|ticks\).*\)/      \1/p' "$work/out"
               done ;;
        start) python3 $here/start.py "$build/bin" "$own" ;;
        ssh) $here/ssh.sh "$build/bin" "$own" ;;
        terminal) $here/terminal.sh "$build/bin" "$own" ;;
        vault) $here/vault.sh "$build/bin" "$own" ;;
        fleet) $here/fleet.sh "$build/bin" "$own" ;;
        *) echo "no benchmark named $name: micro, start, ssh, terminal, vault, fleet" >&2; exit 2 ;;
    esac
done
