#!/usr/bin/env python3
"""The part of IAM and STS that a key rotation uses, for one user. Checks every signature by itself.

fakeaws.py PORT STATE [PENDING]: STATE is a JSON file of keys, written after each change; a new key is refused PENDING times.
"""
import datetime
import hashlib
import hmac
import http.server
import json
import secrets
import sys
import urllib.parse

PORT, STATE = int(sys.argv[1]), sys.argv[2]
PENDING = int(sys.argv[3]) if len(sys.argv) > 3 else 0


def load():
    with open(STATE) as file:
        return json.load(file)


def save(keys):
    with open(STATE, "w") as file:
        json.dump(keys, file)


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def signature(secret, headers, names, body, scope):
    canonical = "\n".join(["POST", "/", ""] + ["%s:%s" % (name, headers[name].strip()) for name in names.split(";")]
                          + ["", names, hashlib.sha256(body).hexdigest()])
    text = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], "/".join(scope), hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + secret).encode()
    for part in scope:
        key = mac(key, part)
    return mac(key, text).hex()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, xml):
        data = ("<R>%s</R>" % xml).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, status, code):
        self.answer(status, "<Error><Code>%s</Code><Message>%s by the test</Message></Error>" % (code, code))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        fields = dict(part.strip().split("=", 1) for part in headers["authorization"].split(" ", 1)[1].split(","))
        key_id, *scope = fields["Credential"].split("/")
        keys = load()
        key = keys.get(key_id)
        if not key or key["status"] != "Active":
            return self.refuse(403, "InvalidClientTokenId")
        if signature(key["secret"], headers, fields["SignedHeaders"], body, scope) != fields["Signature"]:
            return self.refuse(403, "SignatureDoesNotMatch")
        form = dict(urllib.parse.parse_qsl(body.decode()))
        getattr(self, form["Action"])(keys, key, form)

    def GetCallerIdentity(self, keys, key, form):
        if key.get("pending", 0) > 0:
            key["pending"] -= 1
            save(keys)
            return self.refuse(403, "InvalidClientTokenId")
        self.answer(200, "<Arn>arn:aws:iam::123456789012:user/deploy</Arn>")

    def ListAccessKeys(self, keys, key, form):
        self.answer(200, "".join("<member><AccessKeyId>%s</AccessKeyId><Status>%s</Status><CreateDate>%s</CreateDate></member>"
                                 % (name, one["status"], one["created"]) for name, one in keys.items()))

    def CreateAccessKey(self, keys, key, form):
        if len(keys) >= 2:
            return self.refuse(409, "LimitExceeded")
        name = "AKIANEW" + secrets.token_hex(6).upper()
        secret = secrets.token_hex(15) + "/+"
        keys[name] = {"secret": secret, "status": "Active", "pending": PENDING,
                      "created": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")}
        save(keys)
        self.answer(200, "<AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>" % (name, secret))

    def UpdateAccessKey(self, keys, key, form):
        if form["AccessKeyId"] not in keys:
            return self.refuse(404, "NoSuchEntity")
        keys[form["AccessKeyId"]]["status"] = form["Status"]
        save(keys)
        self.answer(200, "")

    def DeleteAccessKey(self, keys, key, form):
        if keys.pop(form["AccessKeyId"], None) is None:
            return self.refuse(404, "NoSuchEntity")
        save(keys)
        self.answer(200, "")

    def log_message(self, *arguments):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
