#!/usr/bin/env python3
"""skagent.py SOCKET PUBLIC DELAY: an SSH agent with one security key in software (PROTOCOL.u2f of OpenSSH). The public key
goes to the file PUBLIC; a signature takes DELAY seconds, as long as a person needs to touch the key."""
import hashlib, os, socketserver, struct, sys, time

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

TYPE, APPLICATION = b'sk-ssh-ed25519@openssh.com', b'ssh:'
key = Ed25519PrivateKey.generate()


def string(data):
    return struct.pack('>I', len(data)) + data


def take(data):
    size, = struct.unpack('>I', data[:4])
    return data[4:4 + size], data[4 + size:]


blob = string(TYPE) + string(key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)) + string(APPLICATION)


class Agent(socketserver.StreamRequestHandler):
    def handle(self):
        while True:
            head = self.rfile.read(4)
            if len(head) < 4:
                return
            message = self.rfile.read(struct.unpack('>I', head)[0])
            answer = b'\x05'
            if message[0] == 11:
                answer = b'\x0c' + struct.pack('>I', 1) + string(blob) + string(b'token')
            elif message[0] == 13:
                wanted, rest = take(message[1:])
                data, _ = take(rest)
                time.sleep(float(sys.argv[3]))
                tail = b'\x01' + struct.pack('>I', 7)
                signed = hashlib.sha256(APPLICATION).digest() + tail + hashlib.sha256(data).digest()
                answer = b'\x0e' + string(string(TYPE) + string(key.sign(signed)) + tail) if wanted == blob else b'\x05'
            self.wfile.write(struct.pack('>I', len(answer)) + answer)


class Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


import base64
with open(sys.argv[2], 'w') as public:
    public.write(TYPE.decode() + ' ' + base64.b64encode(blob).decode() + ' token\n')
with Server(sys.argv[1], Agent) as server:
    print('ready', flush=True)
    server.serve_forever()
