#!/usr/bin/env bash
# vault.sh BINDIR WORKDIR: a vault of 10,000 logins on the command line beside keepassxc-cli with as many, made from the same
# values in the same run. Medians of hyperfine. Both derive their key in every command, each at the cost that it sets for
# itself; "through the owner" is a vault that is open already, which keepassxc-cli does not have.
set -euo pipefail
BIN=$1
work=$2
ENTRIES=${ENTRIES:-10000}
RUNS=${RUNS:-5}
export AIOPS_HOME=$work/vault-home QT_QPA_PLATFORM=offscreen
printf 'a long bench passphrase 42\n' >"$work/vault-pass"
printf 'a long bench passphrase 42\na long bench passphrase 42\n' >"$work/vault-pass-twice"

python3 - "$ENTRIES" "$work/logins.csv" "$work/logins.xml" <<'PY'
import base64, csv, random, sys, uuid
from xml.sax.saxutils import escape
count, table, tree = int(sys.argv[1]), sys.argv[2], sys.argv[3]
pick = random.Random(1)
letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ23456789"
text = lambda size: "".join(pick.choice(letters) for _ in range(size))
identity = lambda: base64.b64encode(uuid.UUID(int=pick.getrandbits(128)).bytes).decode()
with open(table, "w", newline="") as c, open(tree, "w") as x:
    rows = csv.writer(c, quoting=csv.QUOTE_ALL)
    rows.writerow(["Group", "Title", "Username", "Password", "URL", "Notes"])
    x.write('<?xml version="1.0" encoding="UTF-8"?>\n<KeePassFile><Meta><Generator>bench</Generator></Meta><Root><Group><UUID>%s</UUID><Name>Root</Name>' % identity())
    for i in range(count):
        row = {"Title": f"login-{i}", "UserName": "deploy", "Password": text(24), "URL": f"https://host-{i}.example.com", "Notes": text(400)}
        rows.writerow(["Root", row["Title"], row["UserName"], row["Password"], row["URL"], row["Notes"]])
        x.write("<Entry><UUID>%s</UUID>" % identity())
        for key, value in row.items():
            x.write("<String><Key>%s</Key><Value>%s</Value></String>" % (key, escape(value)))
        x.write("</Entry>")
    x.write("</Group></Root></KeePassFile>\n")
PY

measure() { # NAME INPUT COMMAND: as words, without a shell
    if ! hyperfine --shell=none --runs "$RUNS" --input "$2" --export-json "$work/result.json" "$3" >"$work/hyperfine.log" 2>&1; then
        echo "   FAILED $1:" && tail -3 "$work/hyperfine.log"
        return 0
    fi
    python3 -c 'import json,sys; r=json.load(open(sys.argv[1]))["results"][0]; print("%-58s %9.1f ms" % (sys.argv[2], r["median"] * 1000))' "$work/result.json" "$1"
}
once() { # NAME INPUT COMMAND…
    local name=$1 input=$2 before
    shift 2
    before=$(date +%s%N)
    "$@" <"$input" >"$work/once.log" 2>&1 || { echo "   FAILED $name:" && tail -3 "$work/once.log"; return 0; }
    printf '%-58s %9.1f ms\n' "$name" "$(python3 -c "print(($(date +%s%N) - $before) / 1e6)")"
}

echo "$ENTRIES logins"
"$BIN/aiops" vault create --passphrase-file "$work/vault-pass" --quiet
last=login-$((ENTRIES - 1))
key="--passphrase-file $work/vault-pass"
once "aiops: import" /dev/null "$BIN/aiops" credential import "$work/logins.csv" $key --quiet
there=$("$BIN/aiops" credential list --json | python3 -c 'import json,sys; print(len(json.load(sys.stdin)))')
[ "$there" = "$ENTRIES" ] || echo "   FAILED: aiops has $there logins"
measure "aiops: list (names are readable while it is locked)" /dev/null "$BIN/aiops credential list"
measure "aiops: show one value" /dev/null "$BIN/aiops credential reveal $last $key"
measure "aiops: export everything, encrypted" /dev/null "sh -c 'rm -f $work/out.aiopsvault; exec $BIN/aiops vault export $work/out.aiopsvault $key --export-passphrase-file $work/vault-pass --quiet'"
measure "aiops: export everything as CSV" /dev/null "sh -c 'rm -f $work/out.csv; exec $BIN/aiops vault export $work/out.csv --plain csv --plain-confirm \"export unencrypted\" $key --quiet'"
"$BIN/aiops" daemon start --quiet
"$BIN/aiops" vault unlock $key --quiet
measure "aiops through the owner: list" /dev/null "$BIN/aiops credential list"
measure "aiops through the owner: export everything as CSV" /dev/null "sh -c 'rm -f $work/out.csv; exec $BIN/aiops vault export $work/out.csv --plain csv --plain-confirm \"export unencrypted\" $key --quiet'"
"$BIN/aiops" daemon stop --quiet
rm -f "$work/out.csv" "$work/out.aiopsvault"

command -v keepassxc-cli >/dev/null || { echo "keepassxc-cli is not here"; exit 0; }
once "keepassxc-cli: import" "$work/vault-pass-twice" keepassxc-cli import --set-password "$work/logins.xml" "$work/logins.kdbx"
there=$(keepassxc-cli ls --quiet --flatten "$work/logins.kdbx" <"$work/vault-pass" | wc -l)
[ "$there" = "$ENTRIES" ] || echo "   FAILED: keepassxc-cli has $there entries"
measure "keepassxc-cli: ls" "$work/vault-pass" "keepassxc-cli ls --quiet --flatten $work/logins.kdbx"
measure "keepassxc-cli: show one value" "$work/vault-pass" "keepassxc-cli show --quiet --attributes Password $work/logins.kdbx $last"
measure "keepassxc-cli: export everything as CSV" "$work/vault-pass" "sh -c 'exec keepassxc-cli export --quiet --format csv $work/logins.kdbx >/dev/null'"
keepassxc-cli db-info --quiet "$work/logins.kdbx" <"$work/vault-pass" 2>/dev/null | sed -n -e 's/^\(Cipher\|KDF\)/   keepassxc-cli: \1/p' || true
