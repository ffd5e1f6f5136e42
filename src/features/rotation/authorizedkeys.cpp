#include "features/rotation/authorizedkeys.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// One line, taken apart from the left.
class Cursor final
{
public:
    Cursor(const QByteArray &file, qsizetype begin, qsizetype end) : m_file(file), m_at(begin), m_end(end) {}

    void skipBlanks()
    {
        while (m_at < m_end && isBlank(m_file[m_at]))
            ++m_at;
    }
    QByteArray word()
    {
        const qsizetype from = m_at;
        while (m_at < m_end && !isBlank(m_file[m_at]))
            ++m_at;
        return m_file.mid(from, m_at - from);
    }
    /// Options end at the first blank outside quotes; a backslash protects a quote.
    QByteArray options()
    {
        const qsizetype from = m_at;
        bool quoted = false;
        for (; m_at < m_end && (quoted || !isBlank(m_file[m_at])); ++m_at) {
            if (m_file[m_at] == '\\' && m_at + 1 < m_end && m_file[m_at + 1] == '"')
                ++m_at;
            else if (m_file[m_at] == '"')
                quoted = !quoted;
        }
        return m_file.mid(from, m_at - from);
    }
    QByteArray rest() const { return m_file.mid(m_at, m_end - m_at); }
    qsizetype at() const { return m_at; }
    void goTo(qsizetype at) { m_at = at; }
    bool atEnd() const { return m_at >= m_end; }
    char peek() const { return m_file[m_at]; }

private:
    const QByteArray &m_file;
    qsizetype m_at;
    const qsizetype m_end;
};

bool readKey(Cursor &cursor, AuthorizedKey &key)
{
    key.keyBegin = cursor.at();
    key.type = cursor.word();
    cursor.skipBlanks();
    const auto decoded = QByteArray::fromBase64Encoding(cursor.word(), QByteArray::AbortOnBase64DecodingErrors);
    key.keyEnd = cursor.at();
    key.blob = decoded ? *decoded : QByteArray();
    return !key.type.isEmpty() && typeOfBlob(key.blob) == key.type;
}

std::optional<AuthorizedKey> keyOn(const QByteArray &file, qsizetype begin, qsizetype end)
{
    AuthorizedKey key;
    Cursor cursor(file, begin, end);
    cursor.skipBlanks();
    if (cursor.atEnd() || cursor.peek() == '#')
        return {};
    const qsizetype start = cursor.at();
    if (!readKey(cursor, key)) {
        cursor.goTo(start);
        key.options = cursor.options();
        cursor.skipBlanks();
        if (!readKey(cursor, key))
            return {};
    }
    cursor.skipBlanks();
    key.comment = cursor.rest();
    return key;
}

} // namespace

QString AuthorizedKey::fingerprint() const
{
    return fingerprintOf(blob);
}

QList<AuthorizedKey> authorizedKeys(const QByteArray &file)
{
    QList<AuthorizedKey> keys;
    int line = 0;
    for (qsizetype begin = 0; begin < file.size();) {
        const qsizetype feed = file.indexOf('\n', begin);
        const qsizetype next = feed < 0 ? file.size() : feed + 1;
        qsizetype end = feed < 0 ? file.size() : feed;
        if (end > begin && file[end - 1] == '\r')
            --end;
        ++line;
        if (auto key = keyOn(file, begin, end)) {
            key->begin = begin;
            key->end = next;
            key->line = line;
            keys.append(*std::move(key));
        }
        begin = next;
    }
    return keys;
}

QByteArray withKey(const QByteArray &file, const QByteArray &oldBlob, const QByteArray &newBlob, const QString &comment)
{
    const QList<AuthorizedKey> keys = authorizedKeys(file);
    if (std::ranges::contains(keys, newBlob, &AuthorizedKey::blob))
        return file;
    const QByteArray text = typeOfBlob(newBlob) + ' ' + newBlob.toBase64();
    const auto old = std::ranges::find_last(keys, oldBlob, &AuthorizedKey::blob);
    if (old.empty()) {
        const bool isOpen = !file.isEmpty() && !file.endsWith('\n'); // what was there last must stay a line of its own
        const QByteArray lineEnd = file.contains("\r\n") ? "\r\n" : "\n";
        return file + (isOpen ? lineEnd : QByteArray()) + text + (comment.isEmpty() ? QByteArray() : ' ' + comment.toUtf8()) + lineEnd;
    }
    const AuthorizedKey &key = old.front();
    QByteArray line = file.mid(key.begin, key.end - key.begin);
    const QByteArray lineEnd = line.endsWith("\r\n") ? "\r\n" : "\n";
    line.replace(key.keyBegin - key.begin, key.keyEnd - key.keyBegin, text);
    const bool isOpen = !line.endsWith('\n');
    return file.left(key.end) + (isOpen ? lineEnd + line + lineEnd : line) + file.mid(key.end);
}

QByteArray withoutKey(const QByteArray &file, const QByteArray &blob, int *removed)
{
    QByteArray out;
    qsizetype kept = 0;
    int count = 0;
    for (const AuthorizedKey &key : authorizedKeys(file)) {
        if (key.blob != blob)
            continue;
        out += file.mid(kept, key.begin - kept);
        kept = key.end;
        ++count;
    }
    if (removed)
        *removed = count;
    return out + file.mid(kept);
}

bool hasKey(const QByteArray &file, const QByteArray &blob)
{
    return std::ranges::contains(authorizedKeys(file), blob, &AuthorizedKey::blob);
}

QByteArray typeOfBlob(const QByteArray &blob)
{
    if (blob.size() < 4)
        return {};
    const quint32 size = qFromBigEndian<quint32>(blob.constData());
    if (size == 0 || size > 64 || size + 4 > quint32(blob.size()))
        return {};
    const QByteArray type = blob.mid(4, qsizetype(size));
    const bool isName = std::ranges::all_of(type, [](char c) { return c > ' ' && c < 0x7f; });
    return isName ? type : QByteArray();
}

QByteArray blobOf(const QByteArray &publicKeyFile)
{
    const QList<AuthorizedKey> keys = authorizedKeys(publicKeyFile);
    return keys.isEmpty() ? QByteArray() : keys.constFirst().blob;
}

QString fingerprintOf(const QByteArray &blob)
{
    const QByteArray hash = QCryptographicHash::hash(blob, QCryptographicHash::Sha256);
    return u"SHA256:"_s + QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals));
}

QByteArray posixChecksum(const QByteArray &bytes)
{
    quint32 crc = 0;
    const auto add = [&crc](quint8 byte) {
        crc ^= quint32(byte) << 24;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 0x80000000U ? (crc << 1) ^ 0x04C11DB7U : crc << 1;
    };
    for (const char byte : bytes)
        add(quint8(byte));
    for (quint64 size = quint64(bytes.size()); size > 0; size >>= 8)
        add(quint8(size & 0xff));
    return QByteArray::number(~crc) + ' ' + QByteArray::number(bytes.size());
}

} // namespace aiops::rotation
