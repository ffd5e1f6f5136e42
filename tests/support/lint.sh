#!/usr/bin/env bash
# lint.sh BUILDDIR: formatting and static analysis. Called by ./dev lint.
set -euo pipefail
git ls-files 'src/*.cpp' 'src/*.h' 'tests/*.cpp' 'tests/*.h' | xargs clang-format --dry-run
git ls-files 'src/*.cpp' | xargs -P "$(nproc)" -n 4 clang-tidy -p "$1" --quiet
