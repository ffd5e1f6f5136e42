#include "features/forwards/socksrequest.h"

#include <QtEndian>

namespace aiops::forwards {

namespace {

constexpr char kConnect = 1;
enum Reply5 : char { Succeeded = 0, Refused = 5, NoSuchCommand = 7, NoSuchAddress = 8 };
enum AddressKind : char { V4 = 1, Name = 3, V6 = 4 };
constexpr qsizetype kLongest = 1024; // of a request that is not complete yet

QString v4(const char *bytes)
{
    return QStringLiteral("%1.%2.%3.%4").arg(quint8(bytes[0])).arg(quint8(bytes[1])).arg(quint8(bytes[2])).arg(quint8(bytes[3]));
}

QString v6(const char *bytes)
{
    QStringList groups;
    for (int i = 0; i < 8; ++i)
        groups += QString::number(qFromBigEndian<quint16>(bytes + 2 * i), 16);
    return groups.join(u':');
}

QByteArray reply5(char code)
{
    return QByteArray("\x05", 1) + code + QByteArray("\x00\x01\x00\x00\x00\x00\x00\x00", 8);
}

QByteArray reply4(char code)
{
    return QByteArray(1, '\0') + code + QByteArray(6, '\0');
}

} // namespace

SocksRequest::Step SocksRequest::feed(const QByteArray &bytes, QByteArray &answer)
{
    m_bytes += bytes;
    if (m_bytes.isEmpty())
        return Step::More;
    m_version = m_version ? m_version : m_bytes[0];
    if (m_version != 4 && m_version != 5)
        return Step::Broken;
    Step step = m_version == 4 ? request4(answer) : !m_greeted ? greeting(answer) : request5(answer);
    if (step == Step::More && m_version == 5 && m_greeted && !m_bytes.isEmpty())
        step = request5(answer);
    return step == Step::More && m_bytes.size() > kLongest ? Step::Broken : step;
}

SocksRequest::Step SocksRequest::greeting(QByteArray &answer)
{
    if (m_bytes.size() < 2 || m_bytes.size() < 2 + quint8(m_bytes[1]))
        return Step::More;
    const QByteArray methods = m_bytes.sliced(2, quint8(m_bytes[1]));
    m_bytes.remove(0, 2 + methods.size());
    if (!methods.contains('\0')) {
        answer += QByteArray("\x05\xff", 2); // they all want a sign-in
        return Step::Broken;
    }
    answer += QByteArray("\x05\x00", 2);
    m_greeted = true;
    return Step::More;
}

SocksRequest::Step SocksRequest::request5(QByteArray &answer)
{
    if (m_bytes.size() < 5)
        return Step::More;
    if (m_bytes[0] != 5)
        return Step::Broken;
    if (m_bytes[1] != kConnect)
        return broken(answer, NoSuchCommand);
    const char kind = m_bytes[3];
    if (kind != V4 && kind != V6 && kind != Name)
        return broken(answer, NoSuchAddress);
    const qsizetype head = kind == Name ? 5 : 4;
    const qsizetype size = kind == V4 ? 4 : kind == V6 ? 16 : quint8(m_bytes[4]);
    if (m_bytes.size() < head + size + 2)
        return Step::More;
    const char *address = m_bytes.constData() + head;
    m_host = kind == V4 ? v4(address) : kind == V6 ? v6(address) : QString::fromLatin1(address, size);
    m_port = qFromBigEndian<quint16>(address + size);
    m_bytes.remove(0, head + size + 2);
    return Step::Asked;
}

/// "4, 1, port, address, user, 0"; an address of 0.0.0.x with x > 0 means that a name and another 0 follow (4a).
SocksRequest::Step SocksRequest::request4(QByteArray &answer)
{
    if (m_bytes.size() < 9)
        return Step::More;
    const qsizetype userEnd = m_bytes.indexOf('\0', 8);
    if (userEnd < 0)
        return Step::More;
    if (m_bytes[1] != kConnect) {
        answer += refused();
        return Step::Broken;
    }
    const char *address = m_bytes.constData() + 4;
    const bool isNamed = address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0;
    const qsizetype end = isNamed ? m_bytes.indexOf('\0', userEnd + 1) : userEnd;
    if (end < 0)
        return Step::More;
    m_port = qFromBigEndian<quint16>(m_bytes.constData() + 2);
    m_host = isNamed ? QString::fromLatin1(m_bytes.sliced(userEnd + 1, end - userEnd - 1)) : v4(address);
    m_bytes.remove(0, end + 1);
    return Step::Asked;
}

SocksRequest::Step SocksRequest::broken(QByteArray &answer, char reply)
{
    answer += reply5(reply);
    return Step::Broken;
}

QByteArray SocksRequest::accepted() const
{
    return m_version == 4 ? reply4(0x5a) : reply5(Succeeded);
}

QByteArray SocksRequest::refused() const
{
    return m_version == 4 ? reply4(0x5b) : reply5(Refused);
}

} // namespace aiops::forwards
