#!/usr/bin/env python3
"""A small SSH server that speaks the protocol well enough to misbehave after the key exchange.

hostilessh.py PORT key=value …: prompts, rounds (of keyboard-interactive), text, length, echo, silent (a message number
after which nothing is said any more), cut (a message number after which the connection is closed), status (0: commands end without an exit status),
keys (1: takes any key, and sends no EXT_INFO), banners (so many of 30,000 bytes before the first answer about a sign-in),
kind (another message instead of the banner: 2 to ignore, 4 for debugging, 7 about extensions),
window (bytes that may be sent to it on a channel), flood (MiB that commands put out, whatever room there is), code (of the flood's
data: 0 output, 1 stderr, others are not known to anybody), change (1: the password has expired; 'good' is taken as the new one; 2: none is). What is asked for is printed.
curve25519-sha256, ssh-ed25519, aes256-gcm (RFC 8731, RFC 8709, RFC 5647).
"""
import hashlib, os, socketserver, struct, sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

options = dict(prompts='1', rounds='1', text='Password: ', length='0', echo='0', silent='0', cut='0', status='1', change='0', keys='0', banners='0', kind='53',
               window=str(1 << 20), flood='0', code='1')
options.update(word.split('=', 1) for word in sys.argv[2:])
number = {key: int(value) for key, value in options.items() if key != 'text'}
raw = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)
host_key = Ed25519PrivateKey.generate()


def string(data):
    data = data if isinstance(data, bytes) else data.encode()
    return struct.pack('>I', len(data)) + data


def mpint(data):
    data = data.lstrip(b'\0')
    return string(b'\0' + data if data and data[0] & 0x80 else data)


def take(data):
    size, = struct.unpack('>I', data[:4])
    return data[4:4 + size], data[4 + size:]


class Quiet(Exception):
    pass


class Session(socketserver.StreamRequestHandler):
    seal = unseal = None

    def receive(self):
        head = self.exactly(4)
        size, = struct.unpack('>I', head)
        if self.unseal:
            key, fixed, count = self.unseal
            body = AESGCM(key).decrypt(fixed + struct.pack('>Q', count), self.exactly(size + 16), head)
            self.unseal[2] += 1
        else:
            body = self.exactly(size)
        payload = body[1:size - body[0]]
        if number['silent'] and payload[0] == number['silent']:
            raise Quiet
        if number['cut'] and payload[0] == number['cut']:
            print('cut', flush=True)
            raise EOFError
        return payload

    def exactly(self, size):
        data = self.rfile.read(size)
        if len(data) < size:
            raise EOFError
        return data

    def send(self, payload):
        block = 16 if self.seal else 8
        used = len(payload) + (1 if self.seal else 5)
        padding = 4 + (block - (used + 4) % block) % block
        head = struct.pack('>I', 1 + len(payload) + padding)
        body = bytes([padding]) + payload + bytes(padding)
        if self.seal:
            key, fixed, count = self.seal
            body = AESGCM(key).encrypt(fixed + struct.pack('>Q', count), body, head)
            self.seal[2] += 1
        self.wfile.write(head + body)

    def handle(self):
        print('connection', flush=True)
        self.channels, self.closed = [], set()
        try:
            self.exchange_keys()
            self.sign_in()
            while True:
                self.serve(self.receive())
        except Quiet:
            while self.rfile.read1(65536):
                pass
        except (EOFError, OSError):
            pass

    def exchange_keys(self):
        mine = b'SSH-2.0-Hostile'
        self.wfile.write(mine + b'\r\n')
        theirs = self.rfile.readline().strip()
        lists = ['curve25519-sha256', 'ssh-ed25519'] + ['aes256-gcm@openssh.com'] * 2 + ['hmac-sha2-256'] * 2 + ['none'] * 2 + [''] * 2
        offer = b'\x14' + os.urandom(16) + b''.join(map(string, lists)) + bytes(5)
        self.send(offer)
        wanted = self.receive()
        public = take(self.receive()[1:])[0]
        secret = X25519PrivateKey.generate()
        shared = mpint(secret.exchange(X25519PublicKey.from_public_bytes(public)))
        answer = secret.public_key().public_bytes(*raw)
        key = string('ssh-ed25519') + string(host_key.public_key().public_bytes(*raw))
        digest = hashlib.sha256(b''.join(map(string, (theirs, mine, wanted, offer, key, public, answer))) + shared).digest()
        signature = string('ssh-ed25519') + string(host_key.sign(digest))
        self.send(b'\x1f' + string(key) + string(answer) + string(signature))
        self.send(b'\x15')
        derive = lambda letter: hashlib.sha256(shared + digest + letter + digest).digest()
        self.seal = [derive(b'D'), derive(b'B')[:4], int.from_bytes(derive(b'B')[4:12], 'big')]
        while self.receive()[0] != 21:
            pass
        self.unseal = [derive(b'C'), derive(b'A')[:4], int.from_bytes(derive(b'A')[4:12], 'big')]

    def sign_in(self):
        while True:
            message = self.receive()
            if message[0] == 5:
                self.send(b'\x06' + string('ssh-userauth'))
            elif message[0] == 50:
                method, rest = take(take(take(message[1:])[1])[1])
                print('asked', method.decode(), flush=True)
                for _ in range(number['banners']):
                    text = string(b'x' * 30000)
                    self.send({2: b'\x02' + text, 4: b'\x04\0' + text + string(''), 7: b'\x07\0\0\0\x01' + string('x') + text,
                               53: b'\x35' + text + string('')}[number['kind']])
                number['banners'] = 0
                if number['change'] and method == b'password':
                    new = take(take(rest[1:])[1])[0] if rest[0] else b''
                    if new == b'good' and number['change'] == 1:
                        return self.send(b'\x34')
                    self.send(b'\x3c' + string('Choose another one') + string(''))
                    continue
                if number['keys'] and method == b'publickey':
                    name, blob = take(rest[1:])
                    print('signed' if rest[0] else 'offered', name.decode(), flush=True)
                    if rest[0]:
                        return self.send(b'\x34')
                    self.send(b'\x3c' + string(name) + string(take(blob)[0]))
                    continue
                if number['keys']:
                    self.send(b'\x33' + string('publickey') + b'\0')
                    continue
                if number['change']:
                    self.send(b'\x33' + string('password') + b'\0')
                    continue
                if method == b'keyboard-interactive':
                    return self.ask()
                self.send(b'\x33' + string('keyboard-interactive') + b'\0')

    def ask(self):
        text = options['text'].encode().decode('unicode_escape').encode() + b'x' * number['length']
        for _ in range(number['rounds']):
            prompt = string(text) + bytes([number['echo']])
            self.send(b'\x3c' + string('') * 3 + struct.pack('>I', number['prompts']) + prompt * number['prompts'])
            while self.receive()[0] != 61:
                pass
        self.send(b'\x34')

    def peer_of(self, message):
        return self.channels[struct.unpack('>I', message[1:5])[0]]

    def close(self, message):
        peer = self.peer_of(message)
        if peer not in self.closed:
            self.closed.add(peer)
            self.send(b'\x61' + peer)

    def serve(self, message):
        if message[0] == 90:
            self.channels.append(take(message[1:])[1][:4])
            self.send(b'\x5b' + self.channels[-1] + struct.pack('>I', len(self.channels) - 1) + struct.pack('>II', number['window'], 1 << 15))
        elif message[0] == 98 and take(message[5:])[0] in (b'exec', b'shell'):
            peer = self.peer_of(message)
            self.send(b'\x63' + peer)
            head = b'\x5f' + peer + struct.pack('>I', number['code']) if number['code'] else b'\x5e' + peer
            for _ in range(number['flood'] * 32):
                self.send(head + string(b'e' * 32000))
            if number['status']:
                self.send(b'\x62' + peer + string('exit-status') + b'\0' + struct.pack('>I', 7))
            self.send(b'\x60' + peer)
            self.close(message)
        elif message[0] == 97:
            self.close(message)
        elif message[0] == 80 and message[5 + struct.unpack('>I', message[1:5])[0]]:
            self.send(b'\x52')


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with Server(('127.0.0.1', int(sys.argv[1])), Session) as server:
    print('ready', flush=True)
    server.serve_forever()
