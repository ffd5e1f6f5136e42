#!/usr/bin/env bash
# ssh.sh BINDIR WORKDIR: `aiops ssh HOST -- true` against ssh, new and warm connections. Medians of hyperfine.
set -euo pipefail
BIN=$1
work=$2
. "$(dirname "$0")/server.sh"
start_sshd "$work"
start_owner "$work"
ssh_new="ssh -F $SSHDIR/client bench true"
ssh_warm="ssh -F $SSHDIR/client -S $work/control bench true"
ssh -F "$SSHDIR/client" -S "$work/control" -M -N -f bench
measure() { hyperfine --shell=none --warmup 2 --runs "$3" --export-json "$work/result.json" -n "$1" "$2" >/dev/null 2>&1
    python3 -c 'import json,sys; r=json.load(open(sys.argv[1]))["results"][0]; print("%-52s %8.1f ms" % (sys.argv[2], r["median"] * 1000))' "$work/result.json" "$1"; }
measure "ssh, new connection" "$ssh_new" 20
measure "ssh through ControlMaster" "$ssh_warm" 50
measure "aiops, no owner (with the key derivation)" "$BIN/aiops ssh bench --passphrase-file $work/passphrase -- true" 5
"$BIN/aiops" daemon start --quiet
"$BIN/aiops" vault unlock --passphrase-file "$work/passphrase" --quiet
measure "aiops through the owner, warm connection" "$BIN/aiops ssh bench -- true" 50
hyperfine --shell=none --warmup 1 --runs 20 --prepare "$BIN/aiops session close --all --quiet" --export-json "$work/result.json" \
    "$BIN/aiops ssh bench -- true" >/dev/null 2>&1 &&
    python3 -c 'import json,sys; r=json.load(open(sys.argv[1]))["results"][0]; print("%-52s %8.1f ms" % ("aiops through the owner, new connection", r["median"] * 1000))' "$work/result.json"
"$BIN/aiops" daemon stop --quiet
ssh -F "$SSHDIR/client" -S "$work/control" -O exit bench 2>/dev/null || true
