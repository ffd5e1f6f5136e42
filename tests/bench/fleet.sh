#!/usr/bin/env bash
# fleet.sh BINDIR WORKDIR: one command on many loopback hosts, with new and with kept connections, beside pssh and clush.
# Wall time, and the processor time of the client alone: the servers would take the most of it.
set -euo pipefail
BIN=$1
work=$2
HOSTS=${HOSTS:-500}
. "$(dirname "$0")/server.sh"
start_sshd "$work"
kill "$(cat "$work/sshd.pid")"
sed -i -e 's/^ListenAddress.*/ListenAddress 0.0.0.0:'"$PORT"'/' -e 's/^MaxStartups.*/MaxStartups 2000\nPerSourcePenalties no/' "$SSHDIR/config"
/usr/sbin/sshd -D -f "$SSHDIR/config" &
echo $! >"$work/sshd.pid"
ulimit -n 8192 2>/dev/null || true
start_owner "$work" >/dev/null
echo "name,address,port,user,tags" >"$work/hosts.csv"
: >"$work/hosts.txt"
mkdir -p -m 700 "$HOME/.ssh"
for i in $(seq 1 "$HOSTS"); do
    address=127.1.$((i / 250)).$((i % 250 + 1))
    echo "fleet-$i,$address,$PORT,tester,fleet" >>"$work/hosts.csv"
    echo "$address" >>"$work/hosts.txt"
    echo "[$address]:$PORT $(cut -d' ' -f1,2 "$SSHDIR/host_ed25519.pub")" >>"$HOME/.ssh/known_hosts"
done
"$BIN/aiops" instance import-csv "$work/hosts.csv" --yes --quiet >/dev/null
"$BIN/aiops" daemon start --quiet
"$BIN/aiops" vault unlock --passphrase-file "$work/passphrase" --quiet
for i in $(seq 1 "$HOSTS"); do "$BIN/aiops" credential attach key "fleet-$i" --purpose login --quiet; done >/dev/null
owner=$("$BIN/aiops" daemon status --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["pid"])')

ticks() { # PID: processor time of a process and of its children, those that ended too, in ms
    python3 - "$1" <<'PY'
import os, sys
def own(pid):
    with open(f"/proc/{pid}/stat") as f:
        words = f.read().rsplit(")", 1)[1].split()
    return sum(int(w) for w in words[11:15])
def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as f:
        return f.read().split()
total, todo = 0, [sys.argv[1]]
while todo:
    pid = todo.pop()
    try:
        total += own(pid)
        todo += children(pid)
    except OSError:
        pass
print(total * 1000 // os.sysconf("SC_CLK_TCK"))
PY
}
resident() { # PID: PSS of a process and its children in MiB
    python3 - "$1" <<'PY'
import sys
total, todo = 0, [sys.argv[1]]
while todo:
    pid = todo.pop()
    with open(f"/proc/{pid}/smaps_rollup") as f:
        total += sum(int(l.split()[1]) for l in f if l.startswith("Pss:"))
    with open(f"/proc/{pid}/task/{pid}/children") as f:
        todo += f.read().split()
print(total // 1024)
PY
}
row() { # NAME MILLISECONDS CPU
    printf '%-44s %7d ms %8s ms CPU a host\n' "$1" "$2" "$(python3 -c "print('%.2f' % ($3 / $HOSTS))")"
}
ours() { # NAME
    local cpu before after result
    cpu=$(ticks "$owner")
    before=$(date +%s%N)
    "$BIN/aiops" exec --tag fleet --yes --parallel 100 --quiet -- true >"$work/exec.log" 2>&1 && result=0 || result=$?
    after=$(date +%s%N)
    row "$1" $(((after - before) / 1000000)) $(($(ticks "$owner") - cpu))
    [ "$result" = 0 ] || { echo "   exit code $result:"; tail -3 "$work/exec.log"; }
}
peer() { # NAME COMMAND…
    local name=$1 before after cpu
    shift
    command -v "$1" >/dev/null || return 0
    before=$(date +%s%N)
    cpu=$( { TIMEFORMAT='%U %S'; time "$@" >"$work/peer.log" 2>&1; } 2>&1 | tail -1 | awk '{print int(($1 + $2) * 1000)}')
    after=$(date +%s%N)
    row "$name" $(((after - before) / 1000000)) "$cpu"
}
echo "$HOSTS hosts"
start=$(resident "$owner")
ours "aiops exec, new connections"
ours "aiops exec, kept connections"
ours "aiops exec, kept connections, third time"
echo "memory of the owner and its workers: $start MiB before, $(resident "$owner") MiB with $HOSTS connections"
options="-F none -i $KEY -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -p $PORT"

peer "pssh -p 100" parallel-ssh -h "$work/hosts.txt" -l tester -p 100 -t 60 -x "$options" true
peer "clush -f 100" clush -f 100 -l tester -o "$options" --hostfile "$work/hosts.txt" -q true
"$BIN/aiops" daemon stop --quiet
