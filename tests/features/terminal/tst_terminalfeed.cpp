#include "features/terminal/terminalfeed.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace aiops::terminal;

/// The widget is a list of bytes that may take its time for each slice.
class TestTerminalFeed : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_shown.clear();
        m_largest = 0;
        m_isSlow = false;
    }

    void textArrivesUnchangedAndIsReported();
    void slowWidgetKeepsTheBacklogAndNothingIsReported();
    void backlogDrainsInTurnsBetweenWhichOthersRun();
    void ctrlCLeavesOnlyTheNewestPart();
    void dropsNothingWhenLittleWaits();
    void answersThatMakeMoreOutputKeepTheOrder();

private:
    TerminalFeed::Sink widget()
    {
        return [this](const char *bytes, int size) {
            m_shown.append(bytes, size);
            m_largest = std::max(m_largest, size);
            QElapsedTimer spent;
            spent.start();
            while (m_isSlow && spent.elapsed() < 10) { }
        };
    }

    QByteArray m_shown;
    int m_largest = 0;
    bool m_isSlow = false;
};

void TestTerminalFeed::textArrivesUnchangedAndIsReported()
{
    TerminalFeed feed(widget());
    QSignalSpy delivered(&feed, &TerminalFeed::delivered);
    feed.feed("line\nnext\r\n\x1b[8;9;9tend");
    QCOMPARE(m_shown, "line\nnext\r\nend");
    QCOMPARE(delivered.size(), 1);
    QCOMPARE(delivered[0][0].toLongLong(), 22);
    QCOMPARE(feed.backlog(), 0);
}

void TestTerminalFeed::slowWidgetKeepsTheBacklogAndNothingIsReported()
{
    m_isSlow = true;
    TerminalFeed feed(widget());
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

void TestTerminalFeed::backlogDrainsInTurnsBetweenWhichOthersRun()
{
    TerminalFeed feed(widget());
    m_isSlow = true;
    QByteArray sent;
    for (int i = 0; i < 20; ++i) {
        const QByteArray piece = QByteArray::number(i).rightJustified(32 * 1024, '.');
        sent += piece;
        feed.feed(piece);
    }
    int turns = 0;
    const auto connection = connect(&feed, &TerminalFeed::delivered, this, [&] { ++turns; });
    QTRY_COMPARE_WITH_TIMEOUT(feed.backlog(), 0, 30'000);
    QVERIFY(turns >= 19); // a slice takes longer than a turn: never two pieces in one
    QVERIFY(m_shown == sent);
    QVERIFY(m_largest <= TerminalFeed::kSlice);
    disconnect(connection);
}

void TestTerminalFeed::ctrlCLeavesOnlyTheNewestPart()
{
    TerminalFeed feed(widget());
    m_isSlow = true;
    qint64 reported = 0;
    connect(&feed, &TerminalFeed::delivered, this, [&](qint64 bytes) { reported += bytes; });
    for (int i = 0; i < 64; ++i)
        feed.feed(QByteArray("y\n").repeated(8 * 1024));
    feed.feed("prompt$ ");
    feed.dropUnshown();
    QVERIFY(feed.backlog() <= TerminalFeed::kKept + 16 * 1024);
    m_isSlow = false;
    QTRY_VERIFY(m_shown.endsWith("prompt$ "));
    QVERIFY(m_shown.contains('\x18'));
    QTRY_COMPARE(feed.backlog(), 0);
    QCOMPARE(reported, qint64(64 * 16 * 1024 + 8));
}

void TestTerminalFeed::dropsNothingWhenLittleWaits()
{
    TerminalFeed feed(widget());
    const QByteArray text(40 * 1024, 'x');
    feed.feed(text.first(30 * 1024));
    feed.feed(text.sliced(30 * 1024));
    feed.dropUnshown();
    QTRY_COMPARE(m_shown.size(), text.size());
    QVERIFY(m_shown == text);
}

void TestTerminalFeed::answersThatMakeMoreOutputKeepTheOrder()
{
    QByteArray shown;
    TerminalFeed *itself = nullptr;
    TerminalFeed feed([&](const char *bytes, int size) {
        shown.append(bytes, size);
        if (size == 5)
            itself->feed("answer");
        shown.append('|');
    });
    itself = &feed;
    feed.feed("query");
    QTRY_COMPARE(shown, "query|answer|");
}

QTEST_GUILESS_MAIN(TestTerminalFeed)
#include "tst_terminalfeed.moc"
