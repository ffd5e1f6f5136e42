#include "features/exec/wrapping.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace aiops;
using namespace aiops::exec;
using namespace Qt::StringLiterals;

namespace {

struct Done
{
    QByteArray out;
    QByteArray err;
    int code = -1;
    bool isStarted = false;
    qsizetype groups = 0;
};

/// As sshd does it: a login shell with -c, leader of a session of its own.
Done run(const QString &shell, const Request &request, const QByteArray &input = {})
{
    const Markers markers = Markers::fresh();
    QProcess process;
    QStringList words = shell.split(u' ') + QStringList{u"-c"_s, QString::fromUtf8(wrappedCommand(request, markers))};
    process.setChildProcessModifier([] { ::setsid(); });
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SHELL"_s, u"/bin/sh"_s);
    process.setProcessEnvironment(environment);
    const QString program = words.takeFirst();
    process.start(program, words);
    process.waitForStarted();
    QByteArray header;
    for (const Variable &variable : request.variables)
        header += variable.value->reveal().toByteArray() + '\n';
    process.write(header + input);
    process.closeWriteChannel();
    process.waitForFinished(20'000);
    StderrGate gate(markers, false);
    Done done{process.readAllStandardOutput(), gate.feed(process.readAllStandardError()), process.exitCode()};
    done.err += gate.flush();
    done.isStarted = gate.isStarted();
    done.groups = gate.groups().size();
    return done;
}

Request commandOf(const QString &text)
{
    return {.organization = {}, .command = text, .targets = {}};
}

} // namespace

class TestWrapping final : public QObject
{
    Q_OBJECT

private slots:
    void everyShellRunsIt_data()
    {
        QTest::addColumn<QString>("shell");
        for (const char *shell : {"sh", "bash", "dash", "busybox sh", "zsh", "ksh", "mksh"})
            QTest::newRow(shell) << QString::fromLatin1(shell);
    }
    void everyShellRunsIt()
    {
        QFETCH(QString, shell);
        if (QStandardPaths::findExecutable(shell.section(u' ', 0, 0)).isEmpty())
            QSKIP("not installed");
        Request request = commandOf(u"printf '%s|' \"it's\" \"$A\" \"$B_2\" \"$PWD\"; cat; echo oh >&2; exit 7"_s);
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(u"a b'c"_s));
        request.directory = folder.filePath(u"a b'c"_s);
        request.variables = {{u"A"_s, std::make_shared<const Secret>(Secret::copyOf("x \\ $HOME 'y'"))}, {u"B_2"_s, std::make_shared<const Secret>(Secret::copyOf(""))}};
        const Done done = run(shell, request, "from stdin\n\nmore");
        QCOMPARE(done.err, "oh\n");
        QCOMPARE(done.out, "it's|x \\ $HOME 'y'||" + request.directory.toUtf8() + "|from stdin\n\nmore");
        QCOMPARE(done.code, 7);
        QVERIFY(done.isStarted);
        QCOMPARE(done.groups, 1);
    }
    void aFolderThatIsNotThereIsSaid()
    {
        Request request = commandOf(u"echo ran"_s);
        request.directory = u"/no/such/folder"_s;
        const Done done = run(u"sh"_s, request);
        QCOMPARE(done.code, 1);
        QVERIFY(done.out.isEmpty());
        QVERIFY(done.err.contains("/no/such/folder"));
    }
    void homeIsATilde()
    {
        Request request = commandOf(u"pwd"_s);
        request.directory = u"~"_s;
        QCOMPARE(run(u"sh"_s, request).out.trimmed(), QDir::homePath().toUtf8());
    }
    void severalLinesStaySeveral()
    {
        QCOMPARE(run(u"sh"_s, commandOf(u"for i in 1 2\ndo echo \"$i\"\ndone"_s)).out, "1\n2\n");
    }

    /// Cut at every byte, nothing of the markers shows and nothing of the command's own is lost.
    void theGateTakesMarkersOut_data()
    {
        QTest::addColumn<bool>("isSudo");
        QTest::newRow("plain") << false;
        QTest::newRow("sudo") << true;
    }
    void theGateTakesMarkersOut()
    {
        QFETCH(bool, isSudo);
        const Markers markers = Markers::fresh();
        const QByteArray before = isSudo ? markers.shell + " 123 1\nlecture\n" + markers.prompt + "\nSorry\n" + markers.prompt : QByteArray("motd\n");
        const QByteArray stream = before + markers.start + " 456 1\nown " + markers.start.first(20) + " text\n";
        for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
            StderrGate gate(markers, isSudo);
            QByteArray shown = gate.feed(stream.first(cut));
            shown += gate.feed(stream.sliced(cut));
            shown += gate.flush();
            QCOMPARE(shown, (isSudo ? QByteArray() : QByteArray("motd\n")) + "own " + markers.start.first(20) + " text\n");
            QCOMPARE(gate.prompts(), isSudo ? 2 : 0);
            QCOMPARE(gate.groups(), isSudo ? (QList<qint64>{123, 456}) : QList<qint64>{456});
        }
    }
    void aQuestionOfSudoIsNoticed_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("question");
        QTest::newRow("nothing yet") << ""_ba << ""_ba;
        QTest::newRow("before sudo") << "Welcome to web-1"_ba << ""_ba;
        QTest::newRow("lecture") << "<S> 12 1\nWe trust you.\n"_ba << ""_ba;
        QTest::newRow("its own prompt") << "<S> 12 1\nWe trust you.\n<P>"_ba << ""_ba;
        QTest::newRow("a code") << "<S> 12 1\n<P>Code: "_ba << "Code:"_ba;
        QTest::newRow("behind a line") << "<S> 12 1\n<P>\nHello\nCode: "_ba << "Code:"_ba;
        QTest::newRow("instead") << "Welcome\n<S> 12 1\nPassword for a@B: "_ba << "Password for a@B:"_ba;
        QTest::newRow("answered") << "<S> 12 1\n<P>Code: \n"_ba << ""_ba;
        QTest::newRow("it began") << "<S> 12 1\n<P>Code: <B> 13 1\nown"_ba << ""_ba;
        QTest::newRow("the beginning of its beginning") << "<S> 12 1\n<P><B> 1"_ba << ""_ba;
    }
    void aQuestionOfSudoIsNoticed()
    {
        QFETCH(QByteArray, said);
        QFETCH(QByteArray, question);
        const Markers markers{"<S>", "<B>", "<P>"};
        StderrGate whole(markers, true), pieces(markers, true);
        whole.feed(said);
        for (const char c : said)
            pieces.feed(QByteArray(1, c));
        QCOMPARE(whole.question(), question);
        QCOMPARE(pieces.question(), question);
        StderrGate plain(markers, false);
        plain.feed(said);
        QVERIFY(plain.question().isEmpty());
    }
    void aShellThatNeverStartsIsNotWaitedForForEver()
    {
        StderrGate gate(Markers::fresh(), false);
        QByteArray shown;
        for (int i = 0; i < 100; ++i)
            shown += gate.feed(QByteArray(1024, 'x'));
        QVERIFY(gate.isStarted());
        QVERIFY(gate.groups().isEmpty());
        QCOMPARE(shown.size(), 100 * 1024);
    }
    void onlyALeaderIsSignalled()
    {
        const Markers markers = Markers::fresh();
        for (const char *tail : {" 1 1\n", " 0 1\n", " -5 1\n", " 77 0\n", " x 1\n", "  \n"}) {
            StderrGate gate(markers, false);
            gate.feed(markers.start + tail);
            QVERIFY2(gate.groups().isEmpty(), tail);
        }
    }

    void theStopCommandEndsAGroupThatIgnoresTerm()
    {
        QProcess group;
        group.setChildProcessModifier([] { ::setsid(); });
        group.start(u"sh"_s, {u"-c"_s, u"trap '' TERM; sleep 300 & echo ready; while :; do sleep 1; done"_s});
        QVERIFY(group.waitForStarted());
        QByteArray said;
        QTRY_VERIFY((said += group.readAllStandardOutput()).contains("ready"));
        const qint64 pid = group.processId();
        QProcess stop;
        stop.start(u"sh"_s, {u"-c"_s, QString::fromUtf8(stopCommand({pid}))});
        QTRY_COMPARE_WITH_TIMEOUT(stop.state(), QProcess::NotRunning, 10'000);
        QCOMPARE(stop.exitCode(), 0);
        QTRY_COMPARE(group.state(), QProcess::NotRunning);
        QTRY_COMPARE(::kill(pid_t(-pid), 0), -1);
    }
};

QTEST_GUILESS_MAIN(TestWrapping)
#include "tst_wrapping.moc"
