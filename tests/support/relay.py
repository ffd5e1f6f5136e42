#!/usr/bin/env python3
"""relay.py HOST PORT [LEAD]: joins its input and output to a TCP port; LEAD is written before anything else. What a proxy
command does. With HOST "fail" it complains and ends."""
import os, select, socket, sys

if sys.argv[1] == 'fail':
    sys.stderr.write('no route through the bastion\n')
    sys.exit(3)
if os.environ.get('AIOPS_SECRET'):
    sys.stderr.write('the environment leaks\n')
    sys.exit(4)
peer = socket.create_connection((sys.argv[1], int(sys.argv[2])))
os.write(1, (sys.argv[3] if len(sys.argv) > 3 else '').encode().decode('unicode_escape').encode())
while True:
    ready, _, _ = select.select([0, peer], [], [])
    for source in ready:
        data = os.read(0, 65536) if source == 0 else peer.recv(65536)
        if not data:
            sys.exit(0)
        peer.sendall(data) if source == 0 else os.write(1, data)
