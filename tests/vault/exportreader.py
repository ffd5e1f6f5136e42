"""Opens an export with nothing but docs/formats/export-v1.md: python3-cryptography and openssl. FILE PASSPHRASE-FILE, or the document."""
import hashlib, hmac, json, re, subprocess, sys
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def number(data):
    return int.from_bytes(data, "big")


def fields(data):
    out = []
    while data:
        size = number(data[:4])
        assert len(data) >= 4 + size, "a field is cut"
        out, data = out + [data[4:4 + size]], data[4 + size:]
    return out


def argon2id(passphrase, salt, m, t, p):
    options = dict(hexpass=passphrase.hex(), hexsalt=salt.hex(), memcost=m, iter=t, lanes=p)
    words = [word for item in options.items() for word in ("-kdfopt", "%s:%s" % item)]
    return subprocess.run(["openssl", "kdf", "-keylen", "32", "-binary", *words, "ARGON2ID"], check=True, capture_output=True).stdout


def content(data, passphrase):
    assert data[:8] == b"AIOPSVLT" and number(data[8:10]) == 1
    end = 14 + number(data[10:14])
    head, rest = data[:end], data[end:]
    (what, _, suite, by, m, t, p, salt, _, _, _, _, _, _, signer, _, _, size) = fields(head[14:])
    assert what == b"vault" and number(suite) == 1 and number(by) == 1
    key = argon2id(passphrase, salt, number(m), number(t), number(p))
    keys = HKDF(hashes.SHA256(), 96, salt, b"aiops/v1/export").derive(key)
    assert rest[32:64] == keys[64:], "wrong passphrase"
    assert hmac.digest(keys[:32], head, "sha256") == rest[:32], "changed header"
    rest, left, count, plain = rest[64:], number(size), 0, b""
    while True:
        part = min(left, 65536)
        chunk, rest, left = rest[:part + 16], rest[part + 16:], left - part
        nonce = count.to_bytes(11, "big") + bytes([left == 0])
        plain, count = plain + AESGCM(keys[32:64]).decrypt(nonce, chunk, hashlib.sha256(head).digest()), count + 1
        if left == 0:
            break
    parts = (b"aiops/v1/export-signature", hashlib.sha256(head).digest(), chunk[-16:])
    Ed25519PublicKey.from_public_bytes(signer).verify(fields(rest)[0], b"".join(len(x).to_bytes(4, "big") + x for x in parts))
    return plain


if sys.argv[1].endswith(".md"):
    block = re.search(r"```vectors\n(.*?)```", open(sys.argv[1], encoding="utf-8").read(), re.S).group(1)
    V = {name: bytes.fromhex(value) for name, value in (line.split(" = ") for line in block.strip().splitlines())}
    plain = content(V["file"], V["passphrase"])
else:
    plain = content(open(sys.argv[1], "rb").read(), open(sys.argv[2], "rb").read().rstrip(b"\n"))
names, *records = [fields(block) for block in fields(plain)]  # blocks are framed as fields are
padded = [record[7] for record in records]
payloads = [json.loads(field[4:4 + number(field[:4])]) for field in padded]
print(json.dumps({"vaults": [name.decode() for name in names[2::2]], "credentials": payloads}))
