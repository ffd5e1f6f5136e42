#include "features/terminal/pastetext.h"

#include <QTest>

using namespace aiops::terminal;
using namespace Qt::StringLiterals;

class TestPasteText : public QObject
{
    Q_OBJECT

private slots:
    void pastedTextIsMadeSafe_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"ls -l"_s << u"ls -l"_s;
        QTest::newRow("unix lines") << u"a\nb\n"_s << u"a\rb\r"_s;
        QTest::newRow("dos lines") << u"a\r\nb"_s << u"a\rb"_s;
        QTest::newRow("tab stays") << u"a\tb"_s << u"a\tb"_s;
        QTest::newRow("escape goes") << u"a\x1b[31mb"_s << u"a[31mb"_s;
        QTest::newRow("end of bracketed paste") << u"a\x1b[201~\nrm x"_s << u"a\rrm x"_s;
        QTest::newRow("nested end mark") << u"a\x1b[20\x1b[201~1~b"_s << u"ab"_s;
        QTest::newRow("one-byte introducer") << u"a\u009b201~b"_s << u"a201~b"_s;
        QTest::newRow("interrupt and end of file") << u"a\x03\x04" "b"_s << u"ab"_s;
        QTest::newRow("letters") << u"grüße 日本"_s << u"grüße 日本"_s;
    }
    void pastedTextIsMadeSafe()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(pasteText(text), expected);
    }
    void onlySeveralLinesAsk()
    {
        QVERIFY(!pasteNeedsQuestion(u"one line"_s));
        QVERIFY(pasteNeedsQuestion(u"one line\n"_s));
        QVERIFY(pasteNeedsQuestion(u"a\rb"_s));
    }
};

QTEST_GUILESS_MAIN(TestPasteText)
#include "tst_pastetext.moc"
