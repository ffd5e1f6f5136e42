#include "ssh/link.h"
#include "ssh/messages.h"

#include <QRandomGenerator>
#include <QTest>

#include <sys/socket.h>
#include <unistd.h>

using namespace aiops;
using namespace aiops::ssh;

/// The two ends are in one process here; the bytes between them are real.
class TestSocketLink final : public QObject
{
    Q_OBJECT

    int m_sockets[2] = {-1, -1};

    static QByteArray frame(const QByteArray &body)
    {
        QByteArray bytes(4, '\0');
        const quint32 size = quint32(body.size());
        for (int i = 0; i < 4; ++i)
            bytes[i] = char(size >> (24 - 8 * i));
        return bytes + body;
    }
    static QByteArray random(int size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(QRandomGenerator::global()->generate());
        return bytes;
    }

private slots:
    void init() { QVERIFY(::socketpair(AF_UNIX, SOCK_STREAM, 0, m_sockets) == 0); }

    void framesArriveWholeAndInOrder()
    {
        const auto here = socketLink(m_sockets[0], Descriptors::Refused);
        const auto there = socketLink(m_sockets[1], Descriptors::Taken);
        QList<QByteArray> sent;
        for (int i = 0; i < 400; ++i) {
            const int size = 1 + int(QRandomGenerator::global()->bounded(i % 10 == 0 ? 900'000 : 3'000));
            sent += frame(random(size));
            here->send({sent.last()});
        }
        QList<QByteArray> got;
        while (got.size() < sent.size()) {
            here->flush();
            std::optional<Frame> one = there->receive();
            QVERIFY(one.has_value() || here->wantsWrite());
            for (; one; one = there->receive())
                got += one->bytes;
        }
        QVERIFY(got == sent);
        QVERIFY(!here->wantsWrite());
        QVERIFY(!here->isCut() && !there->isCut());
    }

    void aDescriptorComesWithItsFrame()
    {
        const auto here = socketLink(m_sockets[0], Descriptors::Refused);
        const auto there = socketLink(m_sockets[1], Descriptors::Taken);
        int pipes[3][2];
        for (auto &one : pipes)
            QVERIFY(::pipe(one) == 0);
        for (int i = 0; i < 3; ++i) {
            here->send({frame("without")});
            here->send({frame("with " + QByteArray::number(i)), pipes[i][1]});
        }
        here->flush();
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(there->receive()->descriptor, -1);
            const std::optional<Frame> with = there->receive();
            QVERIFY(with && with->descriptor >= 0);
            QCOMPARE(with->bytes, frame("with " + QByteArray::number(i)));
            const char byte = char('a' + i);
            QCOMPARE(::write(with->descriptor, &byte, 1), 1);
            ::close(with->descriptor);
            char read = 0;
            QCOMPARE(::read(pipes[i][0], &read, 1), 1);
            QCOMPARE(read, byte);
            QCOMPARE(::read(pipes[i][0], &read, 1), 0); // it moved: nobody else has it
            ::close(pipes[i][0]);
        }
    }

    void rubbishEndsTheLink_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty frame") << QByteArray(4, '\0');
        QTest::newRow("too long") << QByteArray("\x00\x20\x00\x00rest", 8);
        QTest::newRow("longest length") << QByteArray("\x7f\xff\xff\xffrest", 8);
        QTest::newRow("claims a descriptor") << QByteArray("\x80\x00\x00\x01x", 5);
        QTest::newRow("cut") << frame("whole").chopped(1);
    }
    void rubbishEndsTheLink()
    {
        QFETCH(const QByteArray, bytes);
        const auto there = socketLink(m_sockets[1], Descriptors::Taken);
        QCOMPARE(::write(m_sockets[0], bytes.constData(), size_t(bytes.size())), bytes.size());
        ::close(m_sockets[0]);
        QVERIFY(!there->receive());
        QVERIFY(there->isCut());
    }

    void whatCameBeforeTheEndIsRead()
    {
        const auto there = socketLink(m_sockets[1], Descriptors::Taken);
        const QByteArray bytes = frame("last words");
        QCOMPARE(::write(m_sockets[0], bytes.constData(), size_t(bytes.size())), bytes.size());
        ::close(m_sockets[0]);
        QCOMPARE(there->receive()->bytes, bytes);
        QVERIFY(!there->receive());
        QVERIFY(there->isCut());
    }

    void whatCameBeforeTheEndIsReadThoughNobodyListens()
    {
        const auto there = socketLink(m_sockets[1], Descriptors::Refused);
        const QByteArray bytes = frame("last words");
        QCOMPARE(::write(m_sockets[0], bytes.constData(), size_t(bytes.size())), bytes.size());
        ::close(m_sockets[0]);
        there->send({frame("anybody?")});
        there->flush();
        QVERIFY(there->isCut());
        const std::optional<Frame> last = there->receive();
        QVERIFY(last.has_value());
        QCOMPARE(last->bytes, bytes);
        QVERIFY(!there->receive());
    }

    void aDescriptorThatNobodyAskedForEndsTheLink()
    {
        const auto here = socketLink(m_sockets[0], Descriptors::Refused);
        const auto there = socketLink(m_sockets[1], Descriptors::Taken);
        int pipe[2];
        QVERIFY(::pipe(pipe) == 0);
        there->send({frame("take this"), pipe[1]});
        there->flush();
        QVERIFY(!here->receive());
        QVERIFY(here->isCut());
        char byte = 0;
        QCOMPARE(::read(pipe[0], &byte, 1), 0); // nobody has the other end
        ::close(pipe[0]);
    }

    void sendingToNobodyIsNoSignal()
    {
        const auto here = socketLink(m_sockets[0], Descriptors::Refused);
        ::close(m_sockets[1]);
        here->send({frame("anybody?")});
        here->flush();
        QVERIFY(here->isCut());
        QVERIFY(!here->wantsWrite());
    }
};

QTEST_GUILESS_MAIN(TestSocketLink)
#include "tst_socketlink.moc"
