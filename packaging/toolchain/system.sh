# Where the system itself has our libraries, its package manager installs them. Sourced by `dev`.

os_release() { sed -n "s/^$1=//p" /etc/os-release 2>/dev/null | tr -d '"'; }

# private-debian | apt | dnf | pacman | brew
toolchain_kind() {
    [ "${AIOPS_TOOLCHAIN:-}" = system ] && { echo system; return; }
    [ "$(uname)" = Darwin ] && { echo brew; return; }
    case " $(os_release ID) $(os_release ID_LIKE) " in
        *" debian "*|*" ubuntu "*)
            if apt_has_current_qt; then echo apt; else echo private-debian; fi ;;
        *" fedora "*) echo dnf ;;
        *" arch "*) echo pacman ;;
        *) echo unknown ;;
    esac
}

apt_has_current_qt() {
    local id version
    id=$(os_release ID)
    version=$(os_release VERSION_ID)
    case $id in
        debian) [ -z "$version" ] || [ "${version%%.*}" -ge 13 ] ;; # testing and unstable have no VERSION_ID
        ubuntu) [ "${version%%.*}" -ge 25 ] ;;
        *) return 1 ;;
    esac
}

install_system_packages() { # KIND GROUP...
    local kind=$1 missing
    shift
    case $kind in
        apt) missing=$(packages debian.txt "$@" | while read -r p; do dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null | grep -q '^installed$' || echo "$p"; done) ;;
        dnf) missing=$(packages fedora.txt "$@" | while read -r p; do rpm -q --quiet "$p" || rpm -q --quiet --whatprovides "$p" || echo "$p"; done) ;;
        pacman) missing=$(packages arch.txt "$@" | while read -r p; do pacman -Qq "$p" >/dev/null 2>&1 || echo "$p"; done) ;;
        brew) command -v brew >/dev/null 2>&1 || die "Homebrew is needed on macOS: see https://brew.sh"
              missing=$(packages brew.txt "$@" | while read -r p; do brew list --versions "$p" >/dev/null 2>&1 || echo "$p"; done) ;;
    esac
    [ -z "$missing" ] && return
    # shellcheck disable=SC2086
    set -- $missing
    say "Installing with the system's package manager: $*"
    case $kind in
        apt) as_root apt-get update -qq >&2
             as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 ;;
        dnf) as_root dnf install -y -q "$@" >&2 ;;
        pacman) as_root pacman -S --needed --noconfirm "$@" >&2 ;;
        brew) brew install "$@" >&2 ;;
    esac || die "The packages above could not be installed; the message of the package manager says why."
}

# A stamp named after the package list makes the second start fast: no package manager is asked again.
ensure_toolchain() { # GROUP...
    local stamp
    KIND=$(toolchain_kind)
    case $KIND in
        system) ;;
        unknown) die "This system's package manager is not known. Install what packaging/toolchain/debian.txt lists, then set AIOPS_TOOLCHAIN=system." ;;
        private-debian) ensure_private_root
                        for group in "$@"; do
                            case $group in build|test) ;; *) ensure_private_group "$group" ;; esac
                        done ;;
        *) stamp="$(cache_dir)/system-$(cat "$TOOLCHAIN"/*.txt | hash_of)-$(echo "$*" | tr ' ' -)"
           [ -e "$stamp" ] || with_lock "$(cache_dir)/system.lock" install_system_packages "$KIND" "$@"
           mkdir -p "$(cache_dir)" && touch "$stamp" ;;
    esac
}

# in_toolchain COMMAND... : in the source folder, where the libraries are.
in_toolchain() {
    if [ "$KIND" = private-debian ]; then
        run_in_private_root "$SOURCE" "$@"
    else
        (cd "$SOURCE" && "$@")
    fi
}

# The same with the tests' login account, in a mount namespace of its own, as root inside of it.
in_test_toolchain() {
    local status=0
    if [ "$KIND" = private-debian ]; then
        AIOPS_KEEP_ROOT=yes run_in_private_root "$SOURCE" "$@" || status=$?
    elif [ "$(uname)" = Linux ]; then
        AIOPS_KEEP_ROOT=yes as_root_with_environment "$TOOLCHAIN/enter-root.sh" / "$SOURCE" "$@" || status=$?
    else
        (cd "$SOURCE" && "$@") || status=$?
    fi
    [ "$(id -u)" = 0 ] || as_root chown -R "$(id -u):$(id -g)" "$SOURCE/build"
    return $status
}
