#include "ssh/client/knownhostsfile.h"

#include "ssh/client/text.h"
#include "ssh/client/wildcard.h"

#include <QFile>
#include <QMessageAuthenticationCode>
#include <QtEndian>

#include <algorithm>

namespace aiops::ssh {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 kLargestFile = 64 * 1024 * 1024;
constexpr qsizetype kLongestLine = 64 * 1024;
constexpr qsizetype kMostFound = 4096; ///< names whose lines are remembered

bool hashMatches(const QByteArray &hosts, const QByteArray &name)
{
    const QList<QByteArray> parts = hosts.split('|'); // "", "1", salt, hash
    if (parts.size() != 4 || parts[1] != "1")
        return false;
    const QByteArray salt = QByteArray::fromBase64(parts[2]);
    return QMessageAuthenticationCode::hash(name, salt, QCryptographicHash::Sha1) == QByteArray::fromBase64(parts[3]);
}

QByteArray nextWord(QByteArray &rest)
{
    rest = rest.trimmed();
    qsizetype end = 0;
    while (end < rest.size() && rest[end] != ' ' && rest[end] != '\t')
        ++end;
    const QByteArray word = rest.first(end);
    rest = rest.sliced(end);
    return word;
}

} // namespace

bool KnownHostsLine::matches(const QByteArray &name) const
{
    if (hosts.startsWith('|'))
        return hashMatches(hosts, name);
    bool found = false;
    for (const QByteArray &pattern : hosts.toLower().split(',')) {
        const bool negated = pattern.startsWith('!');
        if (!wildcardMatches(negated ? QByteArrayView(pattern).sliced(1) : QByteArrayView(pattern), name))
            continue;
        if (negated)
            return false;
        found = true;
    }
    return found;
}

QList<qsizetype> KnownHostsFile::linesOf(const QByteArray &name) const
{
    QList<qsizetype> places = m_byName.value(name);
    if (m_others.isEmpty())
        return places;
    if (const auto found = m_found.constFind(name); found != m_found.cend())
        return *found;
    std::ranges::copy_if(m_others, std::back_inserter(places), [&](qsizetype place) { return lines[place].matches(name); });
    std::ranges::sort(places);
    if (m_found.size() >= kMostFound)
        m_found.clear();
    return *m_found.insert(name, places);
}

void KnownHostsFile::index()
{
    m_byName.clear();
    m_others.clear();
    m_found.clear();
    for (qsizetype place = 0; place < lines.size(); ++place) {
        const QByteArray hosts = lines[place].hosts.toLower();
        if (std::ranges::any_of(hosts, [](char c) { return "|*?!"_L1.contains(QLatin1Char(c)); })) {
            m_others.append(place);
            continue;
        }
        for (const QByteArray &name : hosts.split(',')) {
            QList<qsizetype> &places = m_byName[name];
            if (places.isEmpty() || places.constLast() != place)
                places.append(place);
        }
    }
}

QByteArray knownHostName(const QString &host, quint16 port)
{
    const QByteArray name = host.toLower().toUtf8();
    return port == 22 ? name : "[" + name + "]:" + QByteArray::number(port);
}

bool parseKnownHostsLine(const QByteArray &text, KnownHostsLine &line, QString &warning)
{
    QByteArray rest = text.trimmed();
    if (rest.isEmpty() || rest.startsWith('#'))
        return false;
    if (rest.size() > kLongestLine || rest.contains('\0')) {
        warning = Text::tr("the line is too long or not text");
        return false;
    }
    QByteArray word = nextWord(rest);
    if (word == "@cert-authority") {
        warning = Text::tr("host certificates are not supported");
        return false;
    }
    line.revoked = word == "@revoked";
    if (word.startsWith('@') && !line.revoked) {
        warning = Text::tr("unknown marker");
        return false;
    }
    line.hosts = line.revoked ? nextWord(rest) : word;
    line.key.type = nextWord(rest);
    const auto blob = QByteArray::fromBase64Encoding(nextWord(rest), QByteArray::AbortOnBase64DecodingErrors);
    line.key.blob = blob ? *blob : QByteArray();
    const qsizetype size = line.key.type.size();
    const bool sound = line.key.blob.size() > 4 + size && size > 0
                       && qFromBigEndian<quint32>(line.key.blob.constData()) == quint32(size) && line.key.blob.sliced(4, size) == line.key.type;
    if (!sound)
        warning = Text::tr("the key cannot be read");
    return sound;
}

Result<KnownHostsFile> readKnownHosts(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return KnownHostsFile{};
    const auto broken = [&path](const QString &why) { return fail(Errc::Corrupt, Text::tr("The list of known hosts %1 cannot be used: %2.").arg(path, why)); };
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile)
        return broken(file.isOpen() ? Text::tr("it is too large") : file.errorString());
    KnownHostsFile result;
    int meaningful = 0;
    int number = 0;
    bool binary = false;
    const QByteArray content = file.readAll();
    if (file.error() != QFile::NoError)
        return broken(file.errorString());
    for (const QByteArray &text : content.split('\n')) {
        ++number;
        KnownHostsLine line;
        QString warning;
        binary = binary || text.contains('\0');
        if (parseKnownHostsLine(text, line, warning)) {
            result.lines += line;
            ++meaningful;
        } else if (!warning.isEmpty()) {
            result.warnings += u"%1:%2: %3"_s.arg(path, QString::number(number), warning);
        }
    }
    if (binary && meaningful == 0)
        return broken(Text::tr("it is not text"));
    result.index();
    return result;
}

} // namespace aiops::ssh
