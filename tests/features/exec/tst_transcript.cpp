#include "features/exec/transcript.h"

#include <QTest>

using namespace aiops;
using namespace aiops::exec;
using namespace Qt::StringLiterals;

namespace {

/// As a host sends it: "o" and "e" in front of what comes through stdout and stderr.
struct Host
{
    void send(const QList<QByteArray> &chunks)
    {
        for (const QByteArray &chunk : chunks) {
            const bool isError = chunk.startsWith('e');
            (isError ? err : out).feed(chunk.sliced(1));
            arrival.feed(isError, chunk.sliced(1));
        }
    }
    QList<Piece> shown(const Masking &masking = {}) const
    {
        return transcript(linesOf(out, arrival.lines(false), masking), linesOf(err, arrival.lines(true), masking), arrival.runs());
    }

    Captured out;
    Captured err;
    Arrival arrival;
};

/// "o:one", "e:two": a piece a line.
QString textOf(const QList<Piece> &pieces)
{
    QStringList lines;
    for (const Piece &piece : pieces)
        lines += (piece.isError ? u"e:"_s : u"o:"_s) + QString(piece.text).replace(u'\n', u'|');
    return lines.join(u' ');
}

} // namespace

class TestTranscript final : public QObject
{
    Q_OBJECT

private slots:
    void linesStandInTheOrderInWhichTheyBegan_data()
    {
        QTest::addColumn<QList<QByteArray>>("chunks");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QList<QByteArray> &chunks, const QString &shown) { QTest::newRow(name) << chunks << shown; };
        row("nothing", {}, {});
        row("one stream", {"oone\n", "otwo\n"}, u"o:one|two"_s);
        row("in turns", {"oone\n", "etwo\n", "othree\n", "efour\n"}, u"o:one e:two o:three e:four"_s);
        row("several lines at once", {"oone\ntwo\n", "ethree\nfour\n", "ofive\n"}, u"o:one|two e:three|four o:five"_s);
        row("without an end", {"eprompt: ", "oanswer\n"}, u"e:prompt:  o:answer"_s);
        row("ended later", {"oload", "ewarning\n", "oing\ndone\n"}, u"o:loading e:warning o:done"_s);
        row("bytes of a letter", {"o\xc3", "ebad\n", "o\xa4\n"}, u"o:\u00e4 e:bad"_s);
        row("empty lines", {"o\n", "e\n", "o\n\n"}, u"o: e: o:|"_s);
        row("line ends of Windows", {"oone\r\n", "etwo\r\n"}, u"o:one e:two"_s);
        row("a lone end", {"oone", "etwo\n", "o\n", "othree\n"}, u"o:one e:two o:three"_s);
    }
    void linesStandInTheOrderInWhichTheyBegan()
    {
        QFETCH(QList<QByteArray>, chunks);
        QFETCH(QString, shown);
        Host host;
        host.send(chunks);
        QCOMPARE(textOf(host.shown()), shown);
    }
    /// Its lines come with others between them; none of them may show, and no other line may go.
    void aKeyIsHiddenAlsoBetweenOtherLines()
    {
        Host host;
        host.send({"obefore\n", "o-----BEGIN PRIVATE KEY-----\n", "ewarn 1\n", "oMIIEsecret\n", "ewarn 2\n", "o-----END PRIVATE KEY-----\n", "oafter\n"});
        QCOMPARE(textOf(host.shown()), u"o:before|[hidden] e:warn 1|warn 2 o:after"_s);
    }
    void whatWasLeftOutIsSaidInItsPlace()
    {
        Host host;
        host.out = Captured(16, 16);
        for (int i = 0; i < 100; ++i)
            host.send({"oline " + QByteArray::number(i) + '\n'});
        host.send({"elast words\n"});
        const QList<Piece> pieces = host.shown();
        QCOMPARE(pieces.size(), 2);
        QVERIFY2(pieces.first().text.startsWith("line 0\nline 1\n["_L1), qPrintable(pieces.first().text));
        QVERIFY(pieces.first().text.contains("bytes left out here"_L1));
        QVERIFY(pieces.first().text.endsWith("line 99"_L1));
        QCOMPARE(pieces.last(), (Piece{u"last words"_s, true}));
    }
    void veryManyChangesKeepEveryLine()
    {
        Host host;
        const int turns = int(Arrival::mostRuns) * 2;
        for (int i = 0; i < turns; ++i)
            host.send({"oo" + QByteArray::number(i) + '\n', "ee" + QByteArray::number(i) + '\n'});
        QCOMPARE_LE(host.arrival.runs().size(), Arrival::mostRuns * 2 + 1);
        const QList<Piece> pieces = host.shown();
        QStringList out, err;
        for (const Piece &piece : pieces)
            (piece.isError ? err : out) += piece.text.split(u'\n');
        QCOMPARE(out.size(), turns);
        QCOMPARE(err.size(), turns);
        for (int i = 0; i < turns; ++i)
            QVERIFY(out.at(i) == u"o%1"_s.arg(i) && err.at(i) == u"e%1"_s.arg(i));
        QCOMPARE(pieces.first().text, u"o0"_s);
        QCOMPARE(pieces.at(1).text, u"e0"_s);
        QCOMPARE(pieces.last().text, u"e%1"_s.arg(turns - 1));
    }

    void theOrderIsKeptBesideTheTexts()
    {
        Host host;
        host.send({"oone\ntwo\n", "ethree\n", "ofour"});
        const QList<Piece> pieces = host.shown();
        QCOMPARE(orderText(pieces), u"o2e1o1"_s);
        QCOMPARE(transcript(linesOf(u"one\ntwo\nfour"_s), linesOf(u"three\n"_s), parseOrder(u"o2e1o1"_s)), pieces);
    }
    void badOrdersLoseNothing_data()
    {
        QTest::addColumn<QString>("order");
        QTest::newRow("none") << QString();
        QTest::newRow("a letter") << u"x"_s;
        QTest::newRow("no number") << u"oe1"_s;
        QTest::newRow("too many") << u"o99999999e99999999"_s;
        QTest::newRow("too long a number") << u"o99999999999999999999"_s;
        QTest::newRow("below zero") << u"o-1"_s;
        QTest::newRow("cut off") << u"o1e"_s;
        QTest::newRow("too few") << u"o1"_s;
    }
    void badOrdersLoseNothing()
    {
        QFETCH(QString, order);
        QCOMPARE(textOf(transcript(linesOf(u"one\ntwo\n"_s), linesOf(u"three\n"_s), parseOrder(order))), u"o:one|two e:three"_s);
    }
};

QTEST_GUILESS_MAIN(TestTranscript)
#include "tst_transcript.moc"
