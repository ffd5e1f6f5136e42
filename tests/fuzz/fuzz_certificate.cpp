#include "core/usercertificate.h"
#include "fuzz/fuzz.h"

#include <QtEndian>

#include <cstdlib>

using namespace aiops;

namespace {

const QByteArrayList kTypes{"ssh-ed25519-cert-v01@openssh.com", "ssh-rsa-cert-v01@openssh.com", "ecdsa-sha2-nistp256-cert-v01@openssh.com",
                            "sk-ssh-ed25519-cert-v01@openssh.com", "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com"};

template <typename T>
QByteArray number(T value)
{
    value = qToBigEndian(value);
    return {reinterpret_cast<const char *>(&value), sizeof value};
}

QByteArray string(const QByteArray &text)
{
    return number(quint32(text.size())) + text;
}

/// As PROTOCOL.certkeys says; nobody checks the signature here.
QByteArray certificate(const QByteArray &type, int parts)
{
    return string(type) + string(QByteArray(32, 'n')) + string(QByteArray(32, 'k')).repeated(parts) + number(quint64(7)) + number(quint32(1)) + string("id")
           + string(string("tester") + string("root")) + number(quint64(1'000'000'000)) + number(quint64(2'000'000'000))
           + string(string("source-address") + string(string("192.0.2.0/24"))) + string(string("permit-pty") + string("")) + string("")
           + string(string("ssh-ed25519") + string(QByteArray(32, 'a'))) + string(string("ssh-ed25519") + string(QByteArray(64, 's')));
}

void readLine(const QByteArray &line)
{
    const auto read = parseUserCertificate(line);
    if (!read)
        return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    (void)read->isExpired(now);
    (void)read->isEarly(now);
    if (!plainKeyType(read->type).startsWith("ssh-") && !plainKeyType(read->type).startsWith("ecdsa-") && !plainKeyType(read->type).startsWith("sk-"))
        std::abort();
    if (read->publicKey.size() > read->blob.size() || read->principals.size() > 256)
        std::abort(); // what was not in it
}

} // namespace

/// Lines as they stand in a file, and what is inside of their base64, which changes at random would hardly reach.
QList<QByteArray> fuzzSeeds()
{
    static const QList<QByteArray> seeds = [] {
        QList<QByteArray> all;
        for (const QByteArray &type : kTypes) {
            const QByteArray blob = certificate(type, type.startsWith("sk-ecdsa") ? 3 : type.startsWith("ssh-ed") ? 1 : 2);
            if (!parseUserCertificate(type + ' ' + blob.toBase64()))
                std::abort(); // no seed at all
            all << blob << type + ' ' + blob.toBase64() + " me@here\n";
        }
        return all;
    }();
    return seeds;
}

void fuzzOne(QByteArrayView input)
{
    readLine(input.toByteArray());
    const QByteArray coded = input.toByteArray().toBase64();
    for (const QByteArray &type : kTypes)
        readLine(type + ' ' + coded);
}
