#include "features/terminal/terminalfeed.h"

#include <QSignalSpy>
#include <QTest>

#include <fcntl.h>
#include <pty.h>
#include <unistd.h>

using namespace aiops::terminal;

/// A pty whose other end is read only when the test says so.
class TestTerminalFeed : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QVERIFY(::openpty(&m_master, &m_slave, nullptr, nullptr, nullptr) == 0);
        ::fcntl(m_master, F_SETFL, O_NONBLOCK);
    }
    void cleanup()
    {
        ::close(m_slave);
        ::close(m_master);
    }

    void textArrivesUnchangedAndIsReported();
    void stalledReaderKeepsTheBacklogAndNothingIsReported();
    void backlogDrainsWhenTheReaderGoesOn();
    void ctrlCLeavesOnlyTheNewestPart();
    void dropsNothingWhenLittleWaits();

private:
    QByteArray readAll()
    {
        QByteArray all;
        char buffer[8192];
        for (ssize_t n = 0; (n = ::read(m_master, buffer, sizeof buffer)) > 0;)
            all.append(buffer, n);
        return all;
    }

    int m_master = -1;
    int m_slave = -1;
};

void TestTerminalFeed::textArrivesUnchangedAndIsReported()
{
    TerminalFeed feed(m_slave);
    QSignalSpy delivered(&feed, &TerminalFeed::delivered);
    feed.feed("line\nnext\r\n\x1b[8;9;9tend");
    QCOMPARE(readAll(), "line\nnext\r\nend");
    QCOMPARE(delivered.size(), 1);
    QCOMPARE(delivered[0][0].toLongLong(), 22);
    QCOMPARE(feed.backlog(), 0);
}

void TestTerminalFeed::stalledReaderKeepsTheBacklogAndNothingIsReported()
{
    TerminalFeed feed(m_slave);
    qint64 reported = 0;
    connect(&feed, &TerminalFeed::delivered, this, [&](qint64 bytes) { reported += bytes; });
    const QByteArray piece(32 * 1024, 'x');
    qint64 fed = 0;
    while (feed.backlog() < TerminalFeed::kCap) { // what a channel with this window would send
        feed.feed(piece);
        fed += piece.size();
    }
    QVERIFY(fed <= TerminalFeed::kCap + 2 * piece.size());
    QCOMPARE(reported + feed.backlog(), fed);
    QVERIFY(reported <= piece.size());
}

void TestTerminalFeed::backlogDrainsWhenTheReaderGoesOn()
{
    TerminalFeed feed(m_slave);
    QByteArray sent;
    for (int i = 0; i < 20; ++i) {
        const QByteArray piece = QByteArray::number(i).rightJustified(32 * 1024, '.');
        sent += piece;
        feed.feed(piece);
    }
    QByteArray got;
    QTRY_VERIFY((got += readAll()).size() >= sent.size());
    QVERIFY(got == sent);
    QTRY_COMPARE(feed.backlog(), 0);
}

void TestTerminalFeed::ctrlCLeavesOnlyTheNewestPart()
{
    TerminalFeed feed(m_slave);
    qint64 reported = 0;
    connect(&feed, &TerminalFeed::delivered, this, [&](qint64 bytes) { reported += bytes; });
    for (int i = 0; i < 64; ++i)
        feed.feed(QByteArray("y\n").repeated(8 * 1024));
    feed.feed("prompt$ ");
    feed.dropUnshown();
    QVERIFY(feed.backlog() <= TerminalFeed::kKept + 16 * 1024);
    QByteArray got;
    QTRY_VERIFY((got += readAll()).endsWith("prompt$ "));
    QVERIFY(got.contains('\x18'));
    QTRY_COMPARE(feed.backlog(), 0);
    QCOMPARE(reported, qint64(64 * 16 * 1024 + 8));
}

void TestTerminalFeed::dropsNothingWhenLittleWaits()
{
    TerminalFeed feed(m_slave);
    const QByteArray text(40 * 1024, 'x');
    feed.feed(text.first(30 * 1024));
    feed.feed(text.sliced(30 * 1024));
    feed.dropUnshown();
    QByteArray got;
    QTRY_COMPARE((got += readAll()).size(), text.size());
    QVERIFY(got == text);
}

QTEST_GUILESS_MAIN(TestTerminalFeed)
#include "tst_terminalfeed.moc"
