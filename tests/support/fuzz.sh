#!/usr/bin/env bash
# fuzz.sh BUILDDIR [TARGET [SECONDS|keep]]: runs fuzz targets that were built for libFuzzer, one after the other. The corpus grows in
# BUILDDIR/corpus; inputs that break something are in BUILDDIR/found. Called by ./dev fuzz.
set -euo pipefail
build=$1
targets=${2:-$(cd tests/fuzz && echo fuzz_*.cpp | sed 's/fuzz_\([a-z]*\)\.cpp/\1/g')}
seconds=${3:-60}
# An input may not keep more than 256 MB; the sanitizer's own memory, mostly of what was freed, comes on top.
export ASAN_OPTIONS=quarantine_size_mb=16:detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/tests/support/lsan.supp:print_suppressions=0
limits=(-timeout=20 -rss_limit_mb=512 -malloc_limit_mb=256 -max_len=65536 -len_control=100)

status=0
for target in $targets; do
    program=$build/bin/fuzz_$target
    corpus=$build/corpus/$target
    found=$build/found/$target
    mkdir -p "$corpus" "$found"
    "$program" --unpack "tests/data/fuzz/$target" "$corpus"
    words=()
    if [ -f "tests/fuzz/$target.dict" ]; then words=(-dict="tests/fuzz/$target.dict"); fi
    if [ "$seconds" = keep ]; then
        rm -rf "$corpus.minimal"
        mkdir "$corpus.minimal"
        "$program" -merge=1 "${limits[@]}" "$corpus.minimal" "$corpus" >"$found/merge.log" 2>&1 || { tail -n 30 "$found/merge.log"; exit 1; }
        "$program" --pack "$corpus.minimal" "tests/data/fuzz/$target"
        rm -rf "$corpus"
        mv "$corpus.minimal" "$corpus"
        continue
    fi
    echo "== $target, $seconds seconds"
    "$program" "${limits[@]}" "${words[@]+"${words[@]}"}" -max_total_time="$seconds" -print_final_stats=1 -artifact_prefix="$found/" "$corpus" \
        2>&1 | tee "$found/last.log" | grep --line-buffered -v -E '	(NEW|REDUCE)' || status=1
done
exit $status
