# The commands of `dev`. Sourced by it.

usage() {
    cat <<'TEXT'
./dev run [ARGS]          build what is needed and start the window
./dev test [-R REGEX …]   build and run every test (arguments go to ctest)
./dev build [TARGET …]    build only
./dev aiops ARGS          build and run the command-line program
./dev shot [SCENARIO …]   pictures of pages and dialogs, both themes, into build/shots;
                          SCENARIO@1100x700, SCENARIO@2x: in another size, on a finer screen
./dev bench [NAME …]      benchmarks with medians, and the peers that can be installed
./dev fuzz [TARGET [SECONDS]]   coverage-guided fuzzing of one target or of each (default: 60 s); "keep" in
                          place of SECONDS takes what was found worth keeping into tests/data/fuzz
./dev lint                clang-format and clang-tidy over the sources
./dev shell [CMD]         a shell, or one command, where compiler and libraries are
./dev clean               remove the build folders of this checkout

PRESET=debug|release|coverage ./dev …   which build (default: test uses debug, the others release)
TEXT
}

build() { # PRESET TARGET...
    local preset=$1
    shift
    local dir=build/$preset strict=OFF
    mkdir -p "$SOURCE/$dir"
    # Where the compiler is the one that CI has, a warning is an error before CI says so.
    if [ "$preset" = fuzz ]; then strict=OFF # another compiler, with other opinions
    elif [ "${CI:-}" = true ] || [ "$KIND-$preset" = private-debian-debug ]; then strict=ON; fi
    local configure="{ [ -e $dir/build.ninja ] && grep -q '^AIOPS_WERROR:.*=$strict' $dir/CMakeCache.txt; } || cmake --preset $preset -DAIOPS_WERROR=$strict"
    with_lock "$SOURCE/$dir/.lock" in_toolchain env CCACHE_DIR="$(cache_dir)/ccache" CCACHE_MAXSIZE=5G \
        CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_BASEDIR="$SOURCE" CCACHE_NOHASHDIR=1 \
        sh -c "$configure && cmake --build $dir ${*:+--target $*}"
}

has_display() { [ "$(uname)" = Darwin ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

run_window() {
    case " $* " in *" --screenshot "*) in_toolchain "build/$PRESET/bin/aiops-command-center" "$@"; return ;; esac
    if ! has_display && [ -z "${QT_QPA_PLATFORM:-}" ]; then
        say "There is no display here. What works:"
        say "  QT_QPA_PLATFORM=vnc ./dev run          then open 127.0.0.1:5900 with a VNC viewer"
        say "  ./dev run --screenshot FILE.png [--page ID] [--size WxH] [--theme dark|light]"
        exit 1
    fi
    in_toolchain "build/$PRESET/bin/aiops-command-center" "$@"
}

main() {
    local command=${1:-help}
    shift || true
    case $command in
        run|build|aiops|shell) PRESET=${PRESET:-release} ;;
        test) PRESET=${PRESET:-debug} ;;
        shot|bench) PRESET=${PRESET:-release} ;;
        lint) PRESET=${PRESET:-debug} ;;
        fuzz) PRESET=fuzz ;;
        clean) rm -rf "$SOURCE/build" && exit ;;
        help|-h|--help) usage; exit ;;
        *) usage >&2; exit 2 ;;
    esac
    case $command in
        test|shell|shot) ensure_toolchain build test ;;
        bench) ensure_toolchain build test bench ;;
        lint) ensure_toolchain build test lint ;;
        fuzz) ensure_toolchain build test fuzz ;;
        *) ensure_toolchain build ;;
    esac
    case $command in
        run) build "$PRESET" aiops-command-center aiops aiops-owner && run_window "$@" ;;
        build) build "$PRESET" "$@" ;;
        aiops) build "$PRESET" aiops aiops-owner >&2 && in_toolchain "build/$PRESET/bin/aiops" "$@" ;;
        test) build "$PRESET" all && in_test_toolchain tests/support/run.sh "build/$PRESET" "$@" ;;
        shot) build "$PRESET" aiops-command-center aiops aiops-owner aiops-shot && in_test_toolchain tests/support/shot.sh "build/$PRESET" "$@" ;;
        bench) build "$PRESET" all && in_test_toolchain tests/bench/run.sh "build/$PRESET" "$@" ;;
        lint) build "$PRESET" all && in_toolchain tests/support/lint.sh "build/$PRESET" ;;
        fuzz) [ "$KIND" != brew ] || PATH="$(brew --prefix llvm)/bin:$PATH" # Apple's clang has no libFuzzer
              build fuzz "${1:+fuzz_}${1:-fuzz}" && in_toolchain tests/support/fuzz.sh build/fuzz "$@" ;;
        shell) if [ $# -gt 0 ]; then in_toolchain "$@"; else in_toolchain bash; fi ;;
    esac
}
