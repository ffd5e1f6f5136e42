#include "fuzz/corpus.h"

#include "fuzz/fuzz.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace {

constexpr qsizetype kLargestKept = 4 * 1024;
constexpr qsizetype kMostKept = 24 * 1024; ///< in all, of one target

QString packName()
{
    return QStringLiteral("corpus.base64");
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

QList<QByteArray> corpusOf(const QString &folder)
{
    QList<QByteArray> corpus = fuzzSeeds();
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files)) {
        const QByteArray content = contentOf(info.filePath());
        if (info.fileName() != packName()) {
            corpus += content;
            continue;
        }
        for (const QByteArray &line : content.trimmed().split('\n'))
            corpus += QByteArray::fromBase64(line);
    }
    return corpus;
}

bool unpackCorpus(const QString &folder, const QString &into)
{
    for (const QByteArray &input : corpusOf(folder)) {
        const QByteArray name = QCryptographicHash::hash(input, QCryptographicHash::Sha1).toHex();
        if (!write(QDir(into).filePath(QString::fromLatin1(name)), input))
            return false;
    }
    return true;
}

bool packCorpus(const QString &folder, const QString &into)
{
    QByteArray lines;
    qsizetype kept = 0;
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files, QDir::Size | QDir::Reversed)) {
        kept += info.size();
        if (info.size() > kLargestKept || kept > kMostKept)
            break;
        if (info.size() > 0)
            lines += contentOf(info.filePath()).toBase64() + '\n';
    }
    return QDir().mkpath(into) && write(QDir(into).filePath(packName()), lines);
}
