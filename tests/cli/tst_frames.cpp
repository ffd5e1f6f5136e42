#include "cli/clientrun.h"
#include "cli/protocol/frames.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace aiops::cli;
using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

int connectTo(const QString &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0) {
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
        return fd;
    }
    ::close(fd);
    return -1;
}

bool isClosed(int fd)
{
    char buffer[4096];
    ssize_t size = 1;
    while (size > 0)
        size = ::recv(fd, buffer, sizeof buffer, 0);
    return size == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
}

std::string run(const std::vector<std::string> &words)
{
    wire::RunRequest request;
    request.directory = "/";
    request.words = words;
    return wire::frame(wire::Type::Run, wire::encode(request));
}

} // namespace

class TestFrames final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ClientBench> m_bench;

    bool ownerAnswers() const { return m_bench->result({u"t"_s, u"true"_s}).code == 0; }
    QString socket() const { return m_bench->home() + u"/owner.sock"_s; }

private slots:
    void initTestCase()
    {
        m_bench = std::make_unique<ClientBench>();
        QCOMPARE(m_bench->result({u"daemon"_s, u"start"_s}).code, 0);
    }
    void cleanupTestCase() { m_bench.reset(); }

    void requestsSurviveTheWay()
    {
        wire::RunRequest request{true, false, true, 132, 50, "/tmp/ä", "xterm", {"a", "", std::string("\0b", 2)}};
        const auto back = wire::decodeRun(wire::encode(request));
        QVERIFY(back);
        QCOMPARE(back->words, request.words);
        QCOMPARE(back->directory, request.directory);
        QCOMPARE(back->columns, 132U);
        QVERIFY(back->inIsTerminal && !back->outIsTerminal && back->color);
    }

    void requestsCutAnywhereAreRefused()
    {
        const std::string whole = wire::encode({true, true, true, 80, 24, "/", "xterm", {"t", "true"}});
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY(!wire::decodeRun(std::string_view(whole).substr(0, size)));
        QVERIFY(!wire::decodeRun(whole + "x"));
    }

    void framesArriveWholeHoweverTheyAreCut()
    {
        const std::string stream = wire::hello() + wire::frame(wire::Type::Stdin, "abc") + wire::frame(wire::Type::StdinEnd);
        wire::FrameReader reader;
        QByteArray seen;
        for (const char c : stream) {
            reader.feed({&c, 1});
            wire::Type type{};
            std::string_view payload;
            while (reader.next(type, payload) == wire::FrameReader::Next::Frame)
                seen += QByteArray::number(int(type)) + ':' + QByteArray::number(payload.size()) + ' ';
        }
        QCOMPARE(seen, "1:9 3:3 4:0 ");
    }

    void hostileClientsAreDropped_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const std::string &bytes) { QTest::newRow(name) << QByteArray::fromStdString(bytes); };
        std::string wrongVersion = "AIOPS";
        wire::appendU32(wrongVersion, 99);
        row("oversize", std::string("\xff\xff\xff\xff\x01", 5));
        row("just oversize", std::string("\x00\x10\x00\x01\x01", 5));
        row("no hello", run({"t", "true"}));
        row("wrong magic", wire::frame(wire::Type::Hello, "AIOPZ0001"));
        row("wrong version", wire::frame(wire::Type::Hello, wrongVersion));
        row("hello twice", wire::hello() + wire::hello());
        row("unknown type", wire::hello() + wire::frame(wire::Type(200), "x"));
        row("empty run", wire::hello() + wire::frame(wire::Type::Run));
        row("lying lengths", wire::hello() + wire::frame(wire::Type::Run, std::string(64, '\xff')));
        row("a million words", wire::hello() + wire::frame(wire::Type::Run, std::string(20, '\0') + std::string("\x00\x0f\xff\xff", 4)));
        row("run twice", wire::hello() + run({"t", "wait"}) + run({"t", "true"}));
        row("stdin without credit", wire::hello() + run({"t", "wait"}) + wire::frame(wire::Type::Stdin, "x"));
        row("reply without question", wire::hello() + run({"t", "wait"}) + wire::frame(wire::Type::Reply, std::string(1, '\0')));
        row("empty reply", wire::hello() + run({"t", "ask"}) + wire::frame(wire::Type::Reply));
        row("size of nothing", wire::hello() + run({"t", "wait"}) + wire::frame(wire::Type::Resize, std::string(8, '\0')));
        row("size without limit", wire::hello() + run({"t", "wait"}) + wire::frame(wire::Type::Resize, std::string(8, '\xff')));
        row("frame of the owner", wire::hello() + run({"t", "wait"}) + wire::frame(wire::Type::Exit, "0000"));
        row("text", "GET / HTTP/1.1\r\n\r\n");
    }
    void hostileClientsAreDropped()
    {
        QFETCH(QByteArray, bytes);
        const int fd = connectTo(socket());
        QVERIFY(fd >= 0);
        QCOMPARE(::send(fd, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL), bytes.size());
        QTRY_VERIFY(isClosed(fd));
        ::close(fd);
        QVERIFY(ownerAnswers());
    }

    void rubbishNeverHurts()
    {
        QRandomGenerator random(20261121);
        for (int i = 0; i < 300; ++i) {
            const int fd = connectTo(socket());
            QVERIFY(fd >= 0);
            std::string bytes = i % 2 ? wire::hello() + run({"t", i % 4 == 1 ? "cat" : "ask"}) : std::string();
            const quint32 size = random.bounded(4000U);
            for (quint32 j = 0; j < size; ++j)
                bytes += char(random.bounded(i % 3 ? 256 : 26));
            [[maybe_unused]] const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            ::close(fd);
        }
        QVERIFY(ownerAnswers());
    }

    void aThousandSilentConnectionsDoNotStarveAnybody()
    {
        QList<int> silent;
        for (int i = 0; i < 900; ++i) { // the test's own limit is 1024
            const int fd = connectTo(socket());
            if (fd >= 0)
                silent.append(fd);
            if (i % 100 == 99)
                QVERIFY(ownerAnswers());
        }
        QVERIFY(silent.size() > 300);
        for (const int fd : std::as_const(silent))
            ::close(fd);
        QVERIFY(ownerAnswers());
    }

    void whoSaysNothingIsDropped()
    {
        const int fd = connectTo(socket());
        QVERIFY(fd >= 0);
        QTRY_VERIFY_WITH_TIMEOUT(isClosed(fd), 8000);
        ::close(fd);
    }
};

QTEST_GUILESS_MAIN(TestFrames)
#include "tst_frames.moc"
