#include "ssh/engine/algorithms.h"

#include <algorithm>

namespace aiops::ssh::engine {
namespace {

constexpr const char *kKex = "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,"
                             "ecdh-sha2-nistp521,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,"
                             "diffie-hellman-group14-sha256,diffie-hellman-group-exchange-sha256";
constexpr const char *kHostKeys = "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,"
                                  "rsa-sha2-512,rsa-sha2-256";
constexpr const char *kCiphers = "aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes128-ctr";
constexpr const char *kMacs = "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512";

struct Lists
{
    QByteArray kex, hostKeys, ciphers, macs;
};

/// Old ones stand last, so that a better one that both sides have is taken.
Lists listsOf(bool old)
{
    if (!old)
        return {kKex, kHostKeys, kCiphers, kMacs};
    return {QByteArray(kKex) + ",diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1",
            QByteArray(kHostKeys) + ",ssh-rsa", QByteArray(kCiphers) + ",aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc",
            "hmac-sha2-256,hmac-sha2-512,hmac-sha1"};
}

QByteArray hostKeyOrder(const QList<QByteArray> &stored, const QByteArray &known)
{
    const QList<QByteArray> allowed = known.split(',');
    QList<QByteArray> order;
    for (const QByteArray &type : stored) {
        if (type == "ssh-rsa")
            order << "rsa-sha2-512" << "rsa-sha2-256";
        if (allowed.contains(type))
            order << type;
    }
    for (const QByteArray &type : allowed) {
        if (!order.contains(type))
            order << type;
    }
    return order.join(',');
}

bool shares(const QByteArray &theirs, const QByteArray &ours)
{
    const QList<QByteArray> allowed = ours.split(',');
    const QList<QByteArray> names = theirs.split(',');
    return std::ranges::any_of(names, [&](const QByteArray &name) { return allowed.contains(name); });
}

} // namespace

bool setPreferences(LIBSSH2_SESSION *session, const QList<QByteArray> &hostKeyTypes, bool old)
{
    const Lists lists = listsOf(old);
    const QByteArray hostKeys = hostKeyOrder(hostKeyTypes, lists.hostKeys);
    const std::pair<int, const char *> choices[] = {
        {LIBSSH2_METHOD_KEX, lists.kex.constData()},          {LIBSSH2_METHOD_HOSTKEY, hostKeys.constData()},
        {LIBSSH2_METHOD_CRYPT_CS, lists.ciphers.constData()}, {LIBSSH2_METHOD_CRYPT_SC, lists.ciphers.constData()},
        {LIBSSH2_METHOD_MAC_CS, lists.macs.constData()},      {LIBSSH2_METHOD_MAC_SC, lists.macs.constData()},
        {LIBSSH2_METHOD_COMP_CS, "none"},                     {LIBSSH2_METHOD_COMP_SC, "none"},
        {LIBSSH2_METHOD_SIGN_ALGO, "rsa-sha2-512,rsa-sha2-256"},
    };
    return std::ranges::all_of(choices, [session](const auto &choice) {
        return libssh2_session_method_pref(session, choice.first, choice.second) == 0;
    });
}

QByteArray negotiated(LIBSSH2_SESSION *session)
{
    const auto name = [session](int method) { return QByteArray(libssh2_session_methods(session, method)); };
    QByteArray text = "kex " + name(LIBSSH2_METHOD_KEX) + ", host key " + name(LIBSSH2_METHOD_HOSTKEY) + ", cipher "
                      + name(LIBSSH2_METHOD_CRYPT_SC);
    if (!name(LIBSSH2_METHOD_CRYPT_SC).contains("gcm"))
        text += ", mac " + name(LIBSSH2_METHOD_MAC_SC);
    return text;
}

QByteArray mismatch(const QList<QByteArray> &offered, bool old)
{
    const Lists ours = listsOf(old);
    // KEXINIT order: key exchange, host key, ciphers out and in, MACs out and in (RFC 4253 §7.1).
    const std::pair<const char *, QByteArray> lists[] = {{"key exchange", ours.kex}, {"host key", ours.hostKeys},
                                                         {"cipher", ours.ciphers},   {"cipher", ours.ciphers},
                                                         {"MAC", ours.macs},         {"MAC", ours.macs}};
    const bool gcm = offered.size() > 3 && offered[2].contains("gcm@") && offered[3].contains("gcm@");
    QByteArrayList gaps;
    for (qsizetype i = 0; i < std::min<qsizetype>(offered.size(), gcm ? 4 : 6); ++i) {
        const QByteArray gap = QByteArray(lists[i].first) + ": " + offered[i].left(200);
        if (!shares(offered[i], lists[i].second) && !gaps.contains(gap))
            gaps += gap;
    }
    return gaps.join("; ");
}

} // namespace aiops::ssh::engine
