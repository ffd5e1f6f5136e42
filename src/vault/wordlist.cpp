#include "vault/wordlist.h"

#include "vault/random.h"

#include <QFile>
#include <QtEndian>

#include <cstdlib>
#include <cstring>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kWords = 2048; // a power of two: 11 bits of the generator choose without a bias
constexpr qsizetype kLongest = 8;

QByteArray wordFile()
{
    QFile file(u":/words/english.txt"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QByteArrayView> linesOf(QByteArrayView text)
{
    QList<QByteArrayView> lines;
    for (qsizetype end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        lines.append(text.first(end));
        text = text.sliced(end + 1);
    }
    return lines;
}

} // namespace

const QList<QByteArrayView> &wordList()
{
    static const QByteArray text = wordFile();
    static const QList<QByteArrayView> words = linesOf(text);
    return words;
}

Secret makePassphrase(int count)
{
    const QList<QByteArrayView> &words = wordList();
    if (words.size() != kWords)
        std::abort(); // a shorter list would make passphrases that are easier to guess than they look
    const Secret draws = randomSecret(2 * count);
    Secret out = Secret::zeroed(count * (kLongest + 1));
    qsizetype size = 0;
    for (int i = 0; i < count; ++i) {
        const QByteArrayView word = words[qFromBigEndian<quint16>(draws.reveal().data() + 2 * i) % kWords];
        if (i > 0)
            out.data()[size++] = '-';
        std::memcpy(out.data() + size, word.data(), size_t(word.size()));
        size += word.size();
    }
    out.truncate(size);
    return out;
}

} // namespace aiops::vault
