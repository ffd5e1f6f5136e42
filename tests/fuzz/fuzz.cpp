#include "fuzz/fuzz.h"

#include "fuzz/corpus.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <random>

namespace {

/// A piece of it again and again: what takes quadratic time shows so, and only so.
QByteArray repeated(QByteArrayView input, std::mt19937 &random, qsizetype largest)
{
    const qsizetype at = qsizetype(random() % quint64(input.size()));
    const QByteArray piece = input.sliced(at).first(std::min<qsizetype>(1 + qsizetype(random() % 64), input.size() - at)).toByteArray();
    const QByteArray last = input.sliced(at).toByteArray();
    const qsizetype room = largest - at - last.size();
    return room <= 0 ? input.toByteArray() : input.first(at).toByteArray() + piece.repeated(room / piece.size()) + last;
}

} // namespace

#ifdef AIOPS_LIBFUZZER

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t largest);

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static auto *const app = new QCoreApplication(*argc, *argv); // nobody says when it may go
    const QStringList arguments = app->arguments();
    if (arguments.size() != 4 || !arguments[1].startsWith(QStringLiteral("--")))
        return 0;
    const bool done = arguments[1] == QStringLiteral("--pack") ? packCorpus(arguments[2], arguments[3]) : unpackCorpus(arguments[2], arguments[3]);
    std::_Exit(done ? EXIT_SUCCESS : EXIT_FAILURE);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzzOne(QByteArrayView(data, qsizetype(size)));
    return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t largest, unsigned int seed)
{
    if (seed % 256 != 0 || size == 0)
        return LLVMFuzzerMutate(data, size, largest);
    std::mt19937 random(seed);
    const QByteArray out = repeated(QByteArrayView(data, qsizetype(size)), random, qsizetype(largest));
    std::memcpy(data, out.constData(), size_t(out.size()));
    return size_t(out.size());
}

#else

namespace {

constexpr qsizetype kLargest = 256 * 1024;
constexpr double kLongest = 10; ///< seconds of the processor, for one input

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
        if (!out.isEmpty() && pick(500) == 0)
            out = repeated(out, m_random, kLargest);
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

bool isQuick(const QByteArray &input)
{
    const std::clock_t before = std::clock();
    fuzzOne(input);
    const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
    if (seconds < kLongest)
        return true;
    QFile kept(QStringLiteral("crash-input"));
    if (kept.open(QIODevice::WriteOnly))
        kept.write(input);
    std::printf("%.1f s for an input of %lld bytes\n", seconds, qlonglong(input.size()));
    return false;
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
        if (!isQuick(input))
            return EXIT_FAILURE;
        ++runs;
    }
    QFile::remove(QStringLiteral("crash-input"));
    std::printf("%lld runs, nothing found\n", runs);
    return runs > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
