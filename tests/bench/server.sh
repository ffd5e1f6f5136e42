# Sourced: starts an sshd for the account "tester" on a free loopback port, with a fresh key. Sets PORT, KEY, SSHDIR.
start_sshd() { # WORKDIR
    SSHDIR=$1/sshd
    mkdir -p "$SSHDIR"
    chmod 755 "$1" "$SSHDIR"
    KEY=$SSHDIR/id_ed25519
    ssh-keygen -q -t ed25519 -N '' -f "$SSHDIR/host_ed25519"
    ssh-keygen -q -t ed25519 -N '' -f "$KEY"
    cp "$KEY.pub" "$SSHDIR/authorized_keys"
    PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    cat >"$SSHDIR/config" <<TEXT
ListenAddress 127.0.0.1:$PORT
HostKey $SSHDIR/host_ed25519
AuthorizedKeysFile $SSHDIR/authorized_keys
PidFile $1/sshd.pid
StrictModes no
UsePAM no
MaxStartups 100
MaxSessions 100
TEXT
    /usr/sbin/sshd -D -f "$SSHDIR/config" &
    echo $! >"$1/sshd.pid"
    for _ in $(seq 100); do
        python3 -c "import socket; socket.create_connection(('127.0.0.1', $PORT), 1)" 2>/dev/null && break
        read -r -t 0.05 <> <(:) || true
    done
    cat >"$SSHDIR/client" <<TEXT
Host bench
    HostName 127.0.0.1
    Port $PORT
    User tester
    IdentityFile $KEY
    IdentitiesOnly yes
    StrictHostKeyChecking no
    UserKnownHostsFile $SSHDIR/known_hosts
    LogLevel ERROR
TEXT
    ssh -F "$SSHDIR/client" bench true
}

# A home folder whose daemon holds an unlocked vault and the trusted host "bench". Needs BIN.
start_owner() { # WORKDIR
    export AIOPS_HOME=$1/aiops-home
    printf 'a long bench passphrase 42\n' >"$1/passphrase"
    "$BIN/aiops" org add Bench --quiet
    "$BIN/aiops" vault create --passphrase-file "$1/passphrase" --quiet
    "$BIN/aiops" credential add key --kind ssh-key --secret-file "$KEY" --passphrase-file "$1/passphrase" --quiet
    "$BIN/aiops" instance add bench --address 127.0.0.1 --port "$PORT" --user tester --quiet
    "$BIN/aiops" credential attach key bench --purpose login --quiet
    "$BIN/aiops" host-key trust bench --fingerprint "$(ssh-keygen -lf "$SSHDIR/host_ed25519.pub" | cut -d' ' -f2)" --quiet
}
