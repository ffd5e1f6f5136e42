#include "features/terminal/outputfilter.h"

#include <QElapsedTimer>
#include <QTest>

using namespace aiops::terminal;

namespace {

struct Case
{
    const char *name;
    QByteArray input;
    QByteArray expected;
};

QByteArray parameters(int count)
{
    QByteArrayList list;
    for (int i = 0; i < count; ++i)
        list.append("1");
    return list.join(';');
}

QList<Case> passing()
{
    const QByteArrayList untouched{
        "plain text\r\n", "tab\tbell\x07 back\x08", "gr\xc3\xbc\xc3\x9f \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x9a\x80",
        "\x1b[0m", "\x1b[1;31mred\x1b[m", "\x1b[32ma\x1b[0;1;33mb\x1b[m c\r\n", "\x1b[38;2;255;255;255;48;2;100;100;100mlong\x1b[m", "\x1b[38;5;208m", "\x1b[38;2;1;2;3m", "\x1b[38:2::1:2:3m", "\x1b[2J\x1b[H",
        "\x1b[10;20H", "\x1b[65535C", "\x1b[?1049h", "\x1b[?25l", "\x1b[?2004h", "\x1b[!p", "\x1b[2 q", "\x1b[3;20r",
        "\x1b[6n", "\x1b[5n", "\x1b[c", "\x1b[>c", "\x1b[79b", "\x1b[u", "\x1b[4S", "\x1b[>4;2m", "\x1b(B", "\x1b)0", "\x1b#8",
        "\x1b" "7\x1b" "8", "\x1b" "c", "\x1b=", "\x1b>", "\x1bM", "\x1b]0;title\x07", "\x1b]2;title\x1b\\",
        "\x1b]4;1;rgb:00/00/00\x07", "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "\x1b]7;file://h/tmp\x07",
        "\x1b]133;A\x07", "\x1b]104\x07", "\x1b]0;gr\xc3\xbc\xc3\x9f\x07",
    };
    QList<Case> cases;
    for (const QByteArray &text : untouched)
        cases.append({text.constData(), text, text});
    cases.append({"32 parameters", "\x1b[" + parameters(32) + "m", "\x1b[" + parameters(32) + "m"});
    return cases;
}

QList<Case> dropping()
{
    return {
        {"resize", "a\x1b[8;9999;9999tb", "ab"},
        {"resize, leading zero", "a\x1b[08;5;5tb", "ab"},
        {"raise window", "a\x1b[5tb", "ab"},
        {"report title", "a\x1b[21tb", "ab"},
        {"report size", "a\x1b[18tb", "ab"},
        {"save title", "a\x1b[22;0tb", "ab"},
        {"title modes", "a\x1b[>2tb", "ab"},
        {"media copy", "a\x1b[5ib", "ab"},
        {"media copy, private", "a\x1b[?4ib", "ab"},
        {"answerback", "a\x05" "b", "ab"},
        {"answerback in a sequence", "\x1b[1\x05m", "\x1b[1m"},
        {"terminal parameters", "a\x1b[1xb", "ab"},
        {"screen checksum", "a\x1b[1;1;1;1;9;9*yb", "ab"},
        {"presentation report", "a\x1b[2$wb", "ab"},
        {"private status report", "a\x1b[?15nb", "ab"},
        {"tertiary attributes", "a\x1b[=cb", "ab"},
        {"132 columns", "a\x1b[?3hb", "ab"},
        {"allow 132 columns, among others", "a\x1b[?25;40hb", "ab"},
        {"mode query", "a\x1b[?2026$pb", "ab"},
        {"version query", "a\x1b[>0qb", "ab"},
        {"keyboard protocol", "a\x1b[>1ub", "ab"},
        {"graphics query", "a\x1b[?1;1;0Sb", "ab"},
        {"repeat more than a line", "a\x1b[81bb", "ab"},
        {"repeat, huge", "a\x1b[99999999999999999999bb", "ab"},
        {"33 parameters", "a\x1b[" + parameters(33) + "mb", "ab"},
        {"value too large", "a\x1b[65536Cb", "ab"},
        {"colour too large", "\x1b[32ma\x1b[31;65536mb\x1b[99999999999999999999mc", "\x1b[32mabc"},
        {"answerback between colours", "\x1b[31ma\x05\x1b[0mb", "\x1b[31ma\x1b[0mb"},
        {"resize between colours", "\x1b[31ma\x1b[8;5;5t\x1b[0mb", "\x1b[31ma\x1b[0mb"},
        {"endless parameters", "a\x1b[" + QByteArray(100'000, '1') + "Cb", "ab"},
        {"read clipboard", "a\x1b]52;c;?\x07" "b", "ab"},
        {"write clipboard", "a\x1b]52;c;ZXZpbA==\x1b\\b", "ab"},
        {"palette query", "a\x1b]4;1;?\x07" "b", "ab"},
        {"foreground query", "a\x1b]10;?\x07" "b", "ab"},
        {"background query", "a\x1b]11;?\x1b\\b", "ab"},
        {"widget profile", "a\x1b]50;colors=x\x07" "b", "ab"},
        {"unnumbered string", "a\x1b]Lname\x1b\\b", "ab"},
        {"empty string", "a\x1b]\x07" "b", "ab"},
        {"state query", "a\x1bP$qm\x1b\\b", "ab"},
        {"capability query", "a\x1bP+q544e\x1b\\b", "ab"},
        {"sixel", "a\x1bPq#0;2;0;0;0~~\x1b\\b", "ab"},
        {"application string", "a\x1b_Gf=100;AAAA\x1b\\b", "ab"},
        {"privacy message", "a\x1b^x\x07y\x1b\\b", "ab"},
        {"start of string", "a\x1bXx\x1b\\b", "ab"},
        {"screen title", "a\x1bkname\x1b\\b", "ab"},
        {"title of more than 1 MiB", "a\x1b]0;" + QByteArray(OutputFilter::kMaxString + 1, 'x') + "\x07" "b", "ab"},
        {"image of more than 1 MiB", "a\x1bPq" + QByteArray(2 << 20, '~') + "\x1b\\b", "ab"},
        {"cancelled string", "a\x1b]0;x\x18" "b", "ab"},
        {"substituted sequence", "a\x1b[1\x1a" "b", "ab"},
        {"string ended by a sequence", "\x1b]0;x\x1b[1mb", "\x1b[1mb"},
        {"hidden in an aborted sequence", "\x1b[1\x1b[8;5;5tb", "b"},
        {"control inside a sequence", "\x1b[1\r;2Hb", "\r\x1b[1;2Hb"},
        {"text inside a sequence", "\x1b[1\xc3\xa9", "\xc3\xa9"},
        {"delete inside a sequence", "\x1b[8\x7f;5;5tb", "b"},
        {"escape twice", "\x1b\x1b[m", "\x1b[m"},
    };
}

} // namespace

class TestOutputFilter : public QObject
{
    Q_OBJECT

private slots:
    void harmlessSequencesPassUntouched_data() { addRows(passing()); }
    void harmlessSequencesPassUntouched() { check(); }
    void dangerousSequencesAreLeftOut_data() { addRows(dropping()); }
    void dangerousSequencesAreLeftOut() { check(); }
    void resetForgetsAHalfSequence();
    void plainTextPassesFast();

private:
    void addRows(const QList<Case> &cases)
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("expected");
        for (const Case &one : cases)
            QTest::newRow(QByteArray(one.name).toPercentEncoding(" ;[]?").left(60).constData()) << one.input << one.expected;
    }

    void check()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, expected);
        OutputFilter whole;
        QVERIFY(whole.filter(input) == expected);
        OutputFilter bytewise;
        QByteArray out;
        for (const char byte : std::as_const(input))
            out += bytewise.filter(QByteArrayView(&byte, 1));
        QVERIFY(out == expected);
        const qsizetype cuts = input.size() > 100'000 ? 8 : qMin<qsizetype>(input.size(), 300);
        for (qsizetype cut = 0; cut < cuts; ++cut) {
            OutputFilter filter;
            QByteArray parts = filter.filter(input.first(cut));
            parts += filter.filter(input.sliced(cut));
            QVERIFY2(parts == expected, qPrintable(QString::number(cut)));
        }
    }
};

void TestOutputFilter::resetForgetsAHalfSequence()
{
    OutputFilter filter;
    QCOMPARE(filter.filter("a\x1b]0;never ended"), "a");
    filter.reset();
    QCOMPARE(filter.filter("b"), "b");
}

void TestOutputFilter::plainTextPassesFast()
{
    const QByteArray line = QByteArray(79, 'x') + "\n";
    const QByteArray chunk = line.repeated(400);
    OutputFilter filter;
    QElapsedTimer timer;
    timer.start();
    qsizetype total = 0;
    for (int i = 0; i < 3000; ++i)
        total += filter.filter(chunk).size();
    QCOMPARE(total, chunk.size() * 3000);
    const double rate = double(total) / 1e6 / (double(qMax<qint64>(1, timer.nsecsElapsed())) / 1e9);
    qInfo("%.0f MB/s", rate);
    QVERIFY(rate > 300);
}

QTEST_GUILESS_MAIN(TestOutputFilter)
#include "tst_outputfilter.moc"
