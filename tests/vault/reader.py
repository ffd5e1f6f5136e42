"""Opens the test vectors of docs/formats/vault-v1.md with nothing but that document: python3-cryptography and openssl."""
import hashlib, hmac, json, re, subprocess, sys
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

text = open(sys.argv[1], encoding="utf-8").read()
block = re.search(r"```vectors\n(.*?)```", text, re.S).group(1)
V = {key: bytes.fromhex(value) for key, value in (line.split(" = ") for line in block.strip().splitlines())}


def fields(data):
    out = []
    while data:
        size = int.from_bytes(data[:4], "big")
        assert len(data) >= 4 + size
        out, data = out + [data[4:4 + size]], data[4 + size:]
    return out


def canonical(*parts):
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def hkdf(key, salt, info, size):
    return HKDF(hashes.SHA256(), size, salt, info).derive(key)


def unseal(key, info, aad, salt, commit, ciphertext):
    out = hkdf(key, salt, info, 48)
    assert hmac.compare_digest(out[32:], commit)
    plain = AESGCM(out[:32]).decrypt(bytes(12), ciphertext, aad)
    assert len(plain) % 256 == 0
    return plain[4:4 + int.from_bytes(plain[:4], "big")]


def argon2id(passphrase, salt, m, t, p):
    options = dict(hexpass=passphrase.hex(), hexsalt=salt.hex(), memcost=m, iter=t, lanes=p)
    words = [word for item in options.items() for word in ("-kdfopt", "%s:%s" % item)]
    return subprocess.run(["openssl", "kdf", "-keylen", "32", "-binary", *words, "ARGON2ID"], check=True, capture_output=True).stdout


def open_hpke(private, public, enc, info, ciphertext):
    """RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM."""
    def extract(suite, salt, label, key):
        return hmac.digest(salt, b"HPKE-v1" + suite + label + key, "sha256")

    def expand(suite, key, label, data, size):
        return HKDFExpand(hashes.SHA256(), size, size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + data).derive(key)

    kem, suite = b"KEM" + b"\0\x20", b"HPKE" + b"\0\x20\0\1\0\2"
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(enc))
    secret = expand(kem, extract(kem, b"", b"eae_prk", shared), b"shared_secret", enc + public, 32)
    schedule = b"\0" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    key = extract(suite, secret, b"secret", b"")
    nonce = expand(suite, key, b"base_nonce", schedule, 12)
    return AESGCM(expand(suite, key, b"key", schedule, 32)).decrypt(nonce, ciphertext, b"")


header, salt, commit, ciphertext = fields(V["bundle"])
magic, _, suite, user, _, kdf, m, t, p, kdf_salt, x_public, _, wrap_commit = fields(header)
m, t, p = (int.from_bytes(number, "big") for number in (m, t, p))
assert magic == b"AIOB" and int.from_bytes(suite, "big") == 1 and int.from_bytes(kdf, "big") == 1
derived = hkdf(argon2id(V["passphrase"], kdf_salt, m, t, p), kdf_salt, b"aiops/v1/unlock", 64)
assert derived[:32] == V["wrap_key"] and derived[32:] == wrap_commit
private = unseal(derived[:32], b"aiops/v1/bundle", header, salt, commit, ciphertext)
assert private == V["x25519_private"] + V["ed25519_private"]
author = Ed25519PrivateKey.from_private_bytes(private[32:]).public_key()

context, enc, ciphertext, signature = fields(V["wrap"])
author.verify(signature, canonical(b"aiops/v1/wrap", context, enc, ciphertext))
vault_key = open_hpke(private[:32], x_public, enc, hashlib.sha256(context).digest(), ciphertext)
assert vault_key == V["vault_key"]

aad, salt, commit, ciphertext, signature = fields(V["record"])
author.verify(signature, canonical(b"aiops/v1/record-signature", aad, salt, commit, hashlib.sha256(ciphertext).digest()))
payload = unseal(vault_key, b"aiops/v1/record", aad, salt, commit, ciphertext)
assert payload == V["payload"] and json.loads(payload)["name"] == "deploy"
context, salt, commit, ciphertext, signature = fields(V["link"])
assert fields(context)[0] == b"AIOL" and int.from_bytes(fields(context)[5], "big") == 2
author.verify(signature, canonical(b"aiops/v1/link", context, salt, commit, ciphertext))
assert unseal(V["newer_key"], b"aiops/v1/vault-link", context, salt, commit, ciphertext) == vault_key
print("bundle, wrap, record and link open")
