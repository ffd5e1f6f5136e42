# Shared by `dev`: messages, the cache folder, package lists. Sourced, never run. Works with bash 3.2 (macOS).

say() { printf '%s\n' "dev: $*" >&2; }
die() { say "$*"; exit 1; }

cache_dir() {
    if [ "$(uname)" = Darwin ]; then
        printf '%s\n' "${XDG_CACHE_HOME:-$HOME/Library/Caches}/aiops-command-center"
    else
        printf '%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}/aiops-command-center"
    fi
}

# packages FILE GROUP... -> the package names of these groups, one a line
packages() {
    local file=$1 group
    shift
    for group in "$@"; do
        sed -n "s/^$group: //p" "$TOOLCHAIN/$file" | tr ' ' '\n'
    done
}

hash_of() { # stdin -> 12 hex digits
    if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -c1-12
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        die "This step needs root: $*. Run it as root, or install sudo."
    fi
}

# sudo clears the environment; what a program with a window or a terminal needs goes along by name.
as_root_with_environment() {
    local name keep=()
    for name in DISPLAY WAYLAND_DISPLAY XAUTHORITY XDG_RUNTIME_DIR XDG_SESSION_TYPE XDG_CURRENT_DESKTOP DBUS_SESSION_BUS_ADDRESS \
        SSH_AUTH_SOCK LANG LC_ALL TERM NO_COLOR CI AIOPS_HOME AIOPS_KEEP_ROOT $(compgen -v | grep '^QT_' || true); do
        [ -n "${!name:-}" ] && keep+=("$name=${!name}")
    done
    as_root env "${keep[@]+"${keep[@]}"}" "$@"
}

# with_lock FILE COMMAND... : one at a time on this machine; the kernel drops the lock when we die
with_lock() {
    local file=$1
    shift
    mkdir -p "$(dirname "$file")"
    if command -v flock >/dev/null 2>&1; then
        (
            flock -n 9 || { say "Another ./dev is preparing the same thing, waiting for it."; flock 9; }
            "$@"
        ) 9>"$file"
    else
        "$@" # macOS without flock: Homebrew itself locks
    fi
}
