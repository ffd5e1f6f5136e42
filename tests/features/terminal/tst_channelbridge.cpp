#include "features/terminal/cli/channelbridge.h"

#include "support/fakechannel.h"
#include "support/fakeio.h"

#include <QTest>

using namespace aiops;
using namespace aiops::terminal;
using namespace Qt::StringLiterals;

class TestChannelBridge : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_io = std::make_unique<test::FakeIo>();
        m_io->endsInput = false;
        m_channel = std::make_shared<FakeChannel>();
    }

    void streamsStayApartAndBinary();
    void exitCodeIsTheRemoteOne_data();
    void exitCodeIsTheRemoteOne();
    void cutLinkIsUnreachable();
    void inputIsPassedOnAndItsEndToo();
    void slowReaderHoldsTheServer();
    void slowServerHoldsTheInput();
    void interruptSignalsThenLeavesWith130();
    void tildeDotLeavesAShell();
    void tildeIsPlainInACommand();
    void escapeKeysAreFoundOnlyAtTheStartOfALine_data();
    void escapeKeysAreFoundOnlyAtTheStartOfALine();

private:
    Future<int> run(bool isShell = false) { return (new ChannelBridge(*m_io, OpenChannel{nullptr, m_channel}, isShell))->run(); }

    std::unique_ptr<test::FakeIo> m_io;
    std::shared_ptr<FakeChannel> m_channel;
};

void TestChannelBridge::streamsStayApartAndBinary()
{
    const auto code = run();
    QByteArray all;
    for (int i = 0; i < 256; ++i)
        all += char(i);
    m_channel->serve(all);
    m_channel->serve("oops\n", ssh::Channel::Stream::Error);
    m_channel->end({0, {}});
    QTRY_VERIFY(code.isFinished());
    QCOMPARE(m_io->outText, all);
    QCOMPARE(m_io->errText, "oops\n");
    QCOMPARE(m_channel->acknowledged, 261);
}

void TestChannelBridge::exitCodeIsTheRemoteOne_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("signal");
    QTest::addColumn<int>("expected");
    QTest::newRow("zero") << 0 << QByteArray() << 0;
    QTest::newRow("code") << 42 << QByteArray() << 42;
    QTest::newRow("killed") << -1 << QByteArray("KILL") << 137;
    QTest::newRow("terminated") << -1 << QByteArray("TERM") << 143;
    QTest::newRow("unknown signal") << -1 << QByteArray("ODD\x1b[2J") << 128;
}

void TestChannelBridge::exitCodeIsTheRemoteOne()
{
    QFETCH(int, status);
    QFETCH(QByteArray, signal);
    QFETCH(int, expected);
    const auto code = run();
    m_channel->end({status < 0 ? std::optional<int>() : status, signal});
    QTRY_VERIFY(code.isFinished());
    QCOMPARE(*code.result(), expected);
    QCOMPARE(m_io->errText.isEmpty(), signal.isEmpty());
    QVERIFY(!m_io->errText.contains('\x1b'));
}

void TestChannelBridge::cutLinkIsUnreachable()
{
    const auto code = run();
    m_channel->end({}, Error{Errc::Closed, u"no reply for 30 s"_s});
    QTRY_VERIFY(code.isFinished());
    QCOMPARE(exitCode(code.result().error().code), 6);
}

void TestChannelBridge::inputIsPassedOnAndItsEndToo()
{
    const auto code = run();
    emit m_io->input(QByteArray("a\0b", 3));
    emit m_io->inputEnded();
    QCOMPARE(m_channel->sent, QByteArray("a\0b", 3));
    QCOMPARE(m_channel->eofs, 1);
    QCOMPARE(m_io->consumed, 3);
    m_channel->end({0, {}});
    QTRY_VERIFY(code.isFinished());
}

void TestChannelBridge::slowReaderHoldsTheServer()
{
    const auto code = run();
    m_io->queued = 2 << 20;
    m_channel->serve(QByteArray(1000, 'x'));
    QCOMPARE(m_channel->acknowledged, 0);
    m_io->queued = 0;
    emit m_io->drained();
    QCOMPARE(m_channel->acknowledged, 1000);
    m_channel->end({0, {}});
    QTRY_VERIFY(code.isFinished());
}

void TestChannelBridge::slowServerHoldsTheInput()
{
    const auto code = run();
    m_channel->queued = 2 << 20;
    emit m_io->input(QByteArray(1000, 'x'));
    QCOMPARE(m_io->consumed, 0);
    m_channel->queued = 0;
    emit m_channel->written();
    QCOMPARE(m_io->consumed, 1000);
    m_channel->end({0, {}});
    QTRY_VERIFY(code.isFinished());
}

void TestChannelBridge::interruptSignalsThenLeavesWith130()
{
    const auto code = run();
    emit m_io->interrupted();
    QCOMPARE(m_channel->signalsSent, QByteArrayList{"INT"});
    QVERIFY(!code.isFinished());
    emit m_io->interrupted();
    QTRY_VERIFY(code.isFinished());
    QCOMPARE(*code.result(), 130);
    QVERIFY(!m_channel->opened);
}

void TestChannelBridge::tildeDotLeavesAShell()
{
    m_io->terminal = true;
    const auto code = run(true);
    QVERIFY(m_io->rawTerminal);
    emit m_io->input("echo ~.\r");
    QVERIFY(!code.isFinished());
    emit m_io->input("~");
    emit m_io->input(".");
    QTRY_VERIFY(code.isFinished());
    QCOMPARE(*code.result(), 0);
    QCOMPARE(m_channel->sent, "echo ~.\r");
    QVERIFY(!m_io->rawTerminal);
}

void TestChannelBridge::tildeIsPlainInACommand()
{
    const auto code = run();
    emit m_io->input("~.\n");
    QCOMPARE(m_channel->sent, "~.\n");
    m_channel->end({0, {}});
    QTRY_VERIFY(code.isFinished());
}

void TestChannelBridge::escapeKeysAreFoundOnlyAtTheStartOfALine_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("leaves");
    QTest::newRow("first thing") << QByteArray("~.") << QByteArray() << true;
    QTest::newRow("inside") << QByteArray("a~.") << QByteArray("a~.") << false;
    QTest::newRow("after a line") << QByteArray("a\r~.b") << QByteArray("a\r") << true;
    QTest::newRow("two tildes") << QByteArray("~~.") << QByteArray("~.") << false;
    QTest::newRow("tilde and letter") << QByteArray("~/x") << QByteArray("~/x") << false;
    QTest::newRow("tilde and line") << QByteArray("~\r~.") << QByteArray("~\r") << true;
}

void TestChannelBridge::escapeKeysAreFoundOnlyAtTheStartOfALine()
{
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, sent);
    QFETCH(bool, leaves);
    EscapeKeys keys;
    QByteArray bytes;
    bool left = false;
    for (const char key : std::as_const(typed)) {
        if (left)
            break;
        const auto outcome = keys.filter(QByteArray(1, key));
        bytes += outcome.bytes;
        left = outcome.leave;
    }
    QCOMPARE(bytes, sent);
    QCOMPARE(left, leaves);
}

QTEST_GUILESS_MAIN(TestChannelBridge)
#include "tst_channelbridge.moc"
