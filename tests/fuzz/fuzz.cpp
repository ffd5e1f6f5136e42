#include "fuzz/fuzz.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <random>

#ifdef AIOPS_LIBFUZZER

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzzOne(QByteArrayView(data, qsizetype(size)));
    return 0;
}

#else

namespace {

constexpr qsizetype kLargest = 256 * 1024;

class Mutator final
{
public:
    explicit Mutator(quint32 seed) : m_random(seed) {}

    QByteArray next(const QList<QByteArray> &corpus)
    {
        QByteArray out = corpus[pick(corpus.size())];
        const int changes = 1 << pick(5);
        for (int i = 0; i < changes; ++i)
            change(out, corpus);
        return out.size() > kLargest ? out.first(kLargest) : out;
    }

private:
    qsizetype pick(qsizetype below) { return below > 0 ? qsizetype(m_random() % quint64(below)) : 0; }

    void change(QByteArray &out, const QList<QByteArray> &corpus)
    {
        static constexpr char kInteresting[] = {0, 1, 0x7f, char(0x80), char(0xff), '"', '\\', '{', '[', '-', '\n', '=', ','};
        const qsizetype at = pick(out.size() + 1);
        switch (pick(8)) {
        case 0: if (at < out.size()) out[at] = char(out[at] ^ (1 << pick(8))); break;
        case 1: if (at < out.size()) out[at] = char(m_random()); break;
        case 2: if (at < out.size()) out[at] = kInteresting[size_t(pick(sizeof kInteresting))]; break;
        case 3: out.remove(at, 1 + pick(1 + out.size() / 4)); break;
        case 4: out.insert(at, QByteArray(1 + pick(16), char(m_random()))); break;
        case 5: out.insert(at, out.mid(pick(out.size()), 1 + pick(64))); break;
        case 6: out.truncate(at); break;
        default: {
            const QByteArray &other = corpus[pick(corpus.size())];
            out = out.first(at) + other.sliced(pick(other.size() + 1));
        }
        }
    }

    std::mt19937 m_random;
};

QList<QByteArray> corpusOf(const QString &folder)
{
    QList<QByteArray> corpus = fuzzSeeds();
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            corpus.append(file.readAll());
    }
    return corpus;
}

} // namespace

/// fuzz_TARGET [SECONDS [CORPUSDIR [SEED]]]: what broke is in "crash-input" of the current folder.
int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const int seconds = arguments.value(1, QStringLiteral("3")).toInt();
    const quint32 seed = arguments.size() > 3 ? arguments[3].toUInt() : std::random_device()();
    const QList<QByteArray> corpus = corpusOf(arguments.value(2));
    std::printf("seed %u, %d seconds, %d inputs to start from\n", seed, seconds, int(corpus.size()));
    std::fflush(stdout);
    for (const QByteArray &input : corpus)
        fuzzOne(input);
    Mutator mutator(seed);
    QElapsedTimer timer;
    timer.start();
    qint64 runs = 0;
    while (timer.elapsed() < seconds * 1000) {
        const QByteArray input = mutator.next(corpus);
        QFile kept(QStringLiteral("crash-input"));
        if (runs == 0 || seconds > 30) { // what a sanitizer ends on can be looked at
            if (kept.open(QIODevice::WriteOnly))
                kept.write(input);
        }
        fuzzOne(input);
        ++runs;
    }
    QFile::remove(QStringLiteral("crash-input"));
    std::printf("%lld runs, nothing found\n", runs);
    return runs > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
