# A private Debian 13 in the user's cache folder, for a Debian that is too old for our libraries.
# Sourced by `dev`. The root is named after its package list: another checkout finds it again.

ROOT_FORMAT=2 # raise it when the way of making the root changes

private_root_id() {
    { echo "format $ROOT_FORMAT"; packages debian.txt build test; } | hash_of
}

private_root_dir() { printf '%s\n' "$(cache_dir)/root-$(private_root_id)"; }

# The machine's own Debian mirror, so that a company mirror keeps being used.
apt_uri() { # NAME-PATTERN DEFAULT
    local uri
    uri=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
        sed -n -e 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p' -e 's/^deb \(\[[^]]*\] \)\{0,1\}\([^[:space:]]*\).*/\2/p' |
        grep -E "$1" | head -n 1)
    printf '%s\n' "${uri:-$2}"
}

debian_sources() {
    local main security
    main=$(apt_uri '/debian/?$' 'http://deb.debian.org/debian')
    security=$(apt_uri 'debian-security/?$' 'http://security.debian.org/debian-security')
    echo "deb $main trixie main"
    echo "deb $main trixie-updates main"
    echo "deb $security trixie-security main"
    echo "deb $main bookworm main"
}

ensure_mmdebstrap() {
    command -v mmdebstrap >/dev/null 2>&1 && return
    say "Installing mmdebstrap on this system."
    as_root apt-get update -qq >&2 || die "apt-get update failed: check the network and the mirrors in /etc/apt."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null 2>&1 ||
        die "mmdebstrap could not be installed. Try: apt-get install mmdebstrap"
}

make_private_root() {
    local dir tmp list
    dir=$(private_root_dir)
    [ -e "$dir/.complete" ] && return # another run made it while we waited
    ensure_mmdebstrap
    for tmp in "$(cache_dir)"/making-root-*; do # left over from an interrupted run
        [ -d "$tmp" ] && as_root rm -rf --one-file-system "$tmp"
    done
    list=$(packages debian.txt build test | paste -s -d, -)
    say "Making a private Debian 13 with the compiler, Qt 6 and the test servers in"
    say "  $dir (about 1.7 GB, two to four minutes). Nothing else on this machine changes."
    say "Packages: $(packages debian.txt build test | paste -s -d' ' -)"
    tmp="$(cache_dir)/making-root-$$"
    mkdir -p "$tmp"
    debian_sources | as_root mmdebstrap --quiet --variant=apt --format=directory --components=main \
        --aptopt='Acquire::Retries "3"' --aptopt='APT::Install-Recommends "false"' \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='force-unsafe-io' \
        --setup-hook='mkdir -p "$1/etc/apt/preferences.d" && printf "Package: *\nPin: release n=bookworm*\nPin-Priority: 100\n" > "$1/etc/apt/preferences.d/netdata-from-bookworm"' \
        --include="$list" trixie "$tmp/root" - >&2 ||
        die "The private Debian could not be made. Check the network and free disk space, then run the same command again."
    as_root touch "$tmp/root/.complete"
    mkdir -p "$(dirname "$dir")"
    as_root mv -T "$tmp/root" "$dir"
    rmdir "$tmp"
}

ensure_private_root() {
    [ -e "$(private_root_dir)/.complete" ] || with_lock "$(cache_dir)/root.lock" make_private_root
}

# Extra groups (bench, lint, fuzz, debug) go into the same root, once.
ensure_private_group() {
    local dir group
    dir=$(private_root_dir)
    for group in "$@"; do
        [ -e "$(private_group_mark "$dir" "$group")" ] || with_lock "$(cache_dir)/root.lock" add_private_group "$dir" "$group"
    done
}

private_group_mark() { printf '%s/.group-%s-%s\n' "$1" "$2" "$(packages debian.txt "$2" | hash_of)"; } # again when its list changes

add_private_group() {
    [ -e "$(private_group_mark "$1" "$2")" ] && return
    say "Adding the $2 tools to the private Debian: $(packages debian.txt "$2" | paste -s -d' ' -)"
    packages debian.txt "$2" | as_root "$TOOLCHAIN/enter-root.sh" "$1" / sh -c \
        'apt-get update -qq && DEBIAN_FRONTEND=noninteractive xargs apt-get install -y -qq --no-install-recommends' >/dev/null ||
        die "The $2 tools could not be installed."
    as_root touch "$(private_group_mark "$1" "$2")"
}

run_in_private_root() { # DIR COMMAND...
    local dir=$1
    shift
    as_root_with_environment "$TOOLCHAIN/enter-root.sh" "$(private_root_dir)" "$dir" "$@"
}
