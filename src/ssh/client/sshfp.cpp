#include "ssh/client/sshfp.h"

#include "ssh/client/address.h"

#include <QCryptographicHash>
#include <QThreadPool>
#include <QtEndian>

#include <atomic>

#ifndef Q_OS_WIN
#include <arpa/nameser.h>
#include <resolv.h>
#endif

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTypeSshfp = 44;
constexpr quint8 kSha256 = 2;

quint8 algorithmOf(const QByteArray &type)
{
    if (type == "ssh-rsa")
        return 1;
    if (type.startsWith("ecdsa-sha2-"))
        return 3;
    return type == "ssh-ed25519" ? 4 : 0;
}

/// RFC 1035 §4.1: numbers and names with a position that never leaves the message.
class Message final
{
public:
    explicit Message(QByteArrayView bytes) : m_bytes(bytes) {}
    quint16 number()
    {
        const QByteArrayView two = take(2);
        return two.isEmpty() ? 0 : qFromBigEndian<quint16>(two.data());
    }
    void skip(qsizetype size) { take(size); }
    QByteArrayView take(qsizetype size)
    {
        m_good = m_good && m_bytes.size() - m_at >= size;
        if (!m_good)
            return {};
        m_at += size;
        return m_bytes.sliced(m_at - size, size);
    }
    /// A name ends with a zero, or with a pointer to where it goes on.
    void skipName()
    {
        while (m_good) {
            const QByteArrayView length = take(1);
            const quint8 size = length.isEmpty() ? 0 : quint8(length[0]);
            if (size >= 0xc0)
                return skip(1);
            if (size == 0)
                return;
            skip(size);
        }
    }
    bool good() const { return m_good; }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_good = true;
};

QByteArray query(const QByteArray &name)
{
#ifdef Q_OS_WIN
    Q_UNUSED(name)
    return {};
#else
    QByteArray answer(8192, '\0');
    struct __res_state state{};
    if (::res_ninit(&state) != 0)
        return {};
    state.retrans = 1;
    state.retry = 2;
    const int size = ::res_nquery(&state, name.constData(), ns_c_in, kTypeSshfp, reinterpret_cast<unsigned char *>(answer.data()), int(answer.size()));
    ::res_nclose(&state);
    return size <= 0 ? QByteArray() : answer.first(std::min<qsizetype>(size, answer.size()));
#endif
}

} // namespace

QList<SshfpRecord> readSshfp(QByteArrayView answer)
{
    constexpr int kMostRecords = 64;
    Message message(answer);
    message.skip(4);
    const int questions = message.number(), answers = message.number();
    message.skip(4);
    for (int i = 0; i < questions && message.good(); ++i) {
        message.skipName();
        message.skip(4);
    }
    QList<SshfpRecord> records;
    for (int i = 0; i < std::min(answers, kMostRecords) && message.good(); ++i) {
        message.skipName();
        const int type = message.number();
        message.skip(6); // class and time to live
        const QByteArrayView data = message.take(message.number());
        if (message.good() && type == kTypeSshfp && data.size() > 2)
            records += {quint8(data[0]), quint8(data[1]), data.sliced(2).toByteArray()};
    }
    return records;
}

DnsHint compareSshfp(const QList<SshfpRecord> &records, const HostKey &key)
{
    const QByteArray fingerprint = QCryptographicHash::hash(key.blob, QCryptographicHash::Sha256);
    DnsHint hint = DnsHint::None;
    for (const SshfpRecord &record : records) {
        if (record.algorithm != algorithmOf(key.type) || record.kind != kSha256)
            continue;
        if (record.fingerprint == fingerprint)
            return DnsHint::Matches;
        hint = DnsHint::Differs;
    }
    return hint;
}

Future<DnsHint> askSshfp(QString host, HostKey key, std::chrono::milliseconds patience)
{
    if (host.isEmpty() || !host.contains(u'.') || Address::fromText(host))
        return ready<DnsHint>(DnsHint::None);
    static QThreadPool *pool = [] {
        auto *made = new QThreadPool; // never destroyed: that would wait for a resolver
        made->setMaxThreadCount(4);
        return made;
    }();
    // Whoever is first, the resolver or the clock, answers.
    struct Asked
    {
        QPromise<Result<DnsHint>> promise;
        std::atomic_bool done = false;
        void answer(DnsHint hint)
        {
            if (done.exchange(true))
                return;
            promise.addResult(hint);
            promise.finish();
        }
    };
    auto asked = std::make_shared<Asked>();
    asked->promise.start();
    QTimer::singleShot(patience, [asked] { asked->answer(DnsHint::None); });
    pool->start([asked, name = host.toLatin1(), key] { asked->answer(compareSshfp(readSshfp(query(name)), key)); });
    return asked->promise.future();
}

} // namespace aiops::ssh
