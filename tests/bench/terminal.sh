#!/usr/bin/env bash
# terminal.sh BINDIR WORKDIR: 50 MB of text and 20 MB of coloured unicode through ssh into terminals on one X server.
set -euo pipefail
BIN=$1
work=$2
. "$(dirname "$0")/server.sh"
start_sshd "$work"
python3 - "$SSHDIR" <<'PY'
import random, sys
random.seed(7)
words = ["connection", "from", "203.0.113.21", "port", "GET", "/v2/orders", "200", "in", "11", "ms", "error", "upstream"]
with open(sys.argv[1] + "/text", "w") as f:
    size = 0
    while size < 50_000_000:
        line = " ".join(random.choice(words) for _ in range(random.randint(4, 16))) + "\n"
        f.write(line); size += len(line)
marks = "äöüßéčñ→✓│─█ΩЖ漢字"
with open(sys.argv[1] + "/color", "w", encoding="utf-8") as f:
    size = 0
    while size < 20_000_000:
        line = "".join(f"\x1b[{random.choice([0,1,31,32,33,34,35,36])}m{random.choice(words)}{random.choice(marks)} " for _ in range(8)) + "\x1b[0m\n"
        f.write(line); size += len(line.encode())
PY
Xvfb -displayfd 7 -screen 0 1600x1000x24 -nolisten tcp 7>"$work/display" 2>/dev/null &
echo $! >"$work/xvfb.pid"
until [ -s "$work/display" ]; do read -r -t 0.05 <> <(:) || true; done
DISPLAY=:$(cat "$work/display")
export DISPLAY QT_QPA_PLATFORM=xcb
ssh -F "$SSHDIR/client" -S "$work/control" -M -N -f bench # ours has its connection when its time begins, too
peer() { # NAME FILE COMMAND… : median of three until the terminal inside answers, which it does after all before that
    local name=$1 file=$2
    shift 2
    command -v "$1" >/dev/null || return 0
    cat >"$work/inside" <<TEXT
#!/bin/bash
stty -echo -icanon min 1 time 0
s=\$(date +%s%N); ssh -F $SSHDIR/client -S $work/control bench cat $SSHDIR/$file
printf '\033[6n'; IFS= read -rs -d R -t 60 || exit 1
e=\$(date +%s%N); echo \$(( (e - s) / 1000000 )) >> $work/times
TEXT
    chmod +x "$work/inside"
    rm -f "$work/times"
    for _ in 1 2 3; do timeout 60 dbus-run-session -- "$@" "$work/inside" >"$work/$name.log" 2>&1 || true; done
    printf '%-32s %-8s %8s ms\n' "$name running ssh" "$file" "$(sort -n "$work/times" 2>/dev/null | sed -n 2p | grep . || echo -)"
}
for file in text color; do
    peer konsole $file konsole --nofork -e
    peer qterminal $file qterminal -e
    "$BIN/bench_terminal" "$PORT" "$KEY" "$SSHDIR/$file" 3
done
ssh -F "$SSHDIR/client" -S "$work/control" -O exit bench 2>/dev/null || true
