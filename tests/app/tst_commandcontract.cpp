#include "app/sessionbench.h"
#include "support/process.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "violet harbour canary quartz 83 tulip";
const QByteArray kPassword = "Mango-Canary-Password-9f31";

const QHash<QString, QStringList> kVerbs{
    {u"org"_s, {u"list"_s, u"add"_s, u"show"_s, u"edit"_s, u"archive"_s, u"restore"_s, u"use"_s}},
    {u"project"_s, {u"list"_s, u"add"_s, u"show"_s, u"edit"_s, u"archive"_s, u"restore"_s, u"link"_s, u"unlink"_s}},
    {u"instance"_s, {u"list"_s, u"add"_s, u"show"_s, u"edit"_s, u"remove"_s, u"test"_s, u"command"_s}},
    {u"credential"_s, {u"list"_s, u"add"_s, u"edit"_s, u"show"_s, u"reveal"_s, u"code"_s, u"export"_s, u"revoke"_s, u"used-by"_s, u"attach"_s, u"detach"_s,
                       u"remove"_s}},
    {u"vault"_s, {u"create"_s, u"unlock"_s, u"lock"_s, u"status"_s, u"list"_s, u"add"_s, u"rename"_s, u"rotate-key"_s, u"reseal"_s, u"remove"_s}},
    {u"forward"_s, {u"add"_s, u"list"_s, u"edit"_s, u"remove"_s, u"start"_s, u"stop"_s}},
    {u"host-key"_s, {u"list"_s, u"show"_s, u"trust"_s, u"forget"_s, u"import"_s, u"export"_s}},
    {u"session"_s, {u"list"_s, u"close"_s}},
    {u"metrics"_s, {u"now"_s, u"range"_s}},
    {u"audit"_s, {u"list"_s, u"show"_s, u"verify"_s, u"export"_s, u"prune"_s, u"forward"_s, u"restart"_s}},
    {u"daemon"_s, {u"start"_s, u"stop"_s, u"status"_s}},
    {u"exec"_s, {QString()}},
    {u"run"_s, {u"list"_s, u"show"_s, u"output"_s}},
    {u"policy"_s, {u"list"_s, u"add"_s, u"edit"_s, u"remove"_s, u"test"_s}},
    {u"ssh"_s, {QString()}},
    {u"completion"_s, {QString()}},
};

} // namespace

/// The promises of the command line that scripts rely on, against a daemon (so that each try costs milliseconds).
class TestCommandContract final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCOMPARE(m_bench.type(u"daemon start"_s).code, 0);
        QCOMPARE(m_bench.type(u"org add Fernhill"_s).code, 0);
        for (const QString &project : {u"Checkout"_s, u"Search"_s, u"Billing"_s})
            QCOMPARE(m_bench.run({u"project"_s, u"add"_s, project}).code, 0);
        QCOMPARE(m_bench.type(u"instance add web-1 --address 127.0.0.1 --port %1 --user tester --project Checkout"_s.arg(freePort())).code, 0);
        QCOMPARE(m_bench.type(u"instance add db-1 --address 127.0.0.1 --user tester --project Search --project Billing --role db"_s).code, 0);
        QCOMPARE(m_bench.type(u"instance add solo --address 127.0.0.1"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault create --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QCOMPARE(m_bench.type(u"credential add backup --kind password --user tester --secret-fd 4 --passphrase-fd 3"_s,
                              {{3, kPassphrase}, {4, kPassword}}).code, 0);
        QCOMPARE(m_bench.type(u"credential attach backup web-1"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault lock"_s).code, 0);
    }

    void everyVerbExplainsItself_data()
    {
        QTest::addColumn<QStringList>("words");
        for (const auto &[noun, verbs] : kVerbs.asKeyValueRange()) {
            for (const QString &verb : verbs) {
                const QStringList words = verb.isEmpty() ? QStringList(noun) : QStringList{noun, verb};
                QTest::newRow(qPrintable(words.join(u' '))) << words;
            }
        }
    }
    void everyVerbExplainsItself()
    {
        QFETCH(QStringList, words);
        const auto help = m_bench.run(words + QStringList(u"--help"_s));
        QCOMPARE(help.code, 0);
        QVERIFY(help.err.isEmpty());
        const qsizetype example = help.out.indexOf("Example:\n");
        QVERIFY2(example > 0, help.out.constData());
        QVERIFY(help.out.indexOf("aiops " + words.join(u' ').toLatin1(), example) > 0);
        const auto noun = m_bench.run({words.first(), u"--help"_s});
        QVERIFY(noun.out.contains(words.last().toLatin1()));
    }
    void everyNounIsInTheOverview()
    {
        const auto help = m_bench.type(u"--help"_s);
        QCOMPARE(help.code, 0);
        for (const QString &noun : kVerbs.keys())
            QVERIFY2(help.out.contains("\n  " + noun.toLatin1() + ' '), qPrintable(noun));
    }

    void errorsHaveCodes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("code");
        const auto row = [](const QString &line, int exit, const QString &code) { QTest::newRow(qPrintable(line)) << line << exit << code; };
        row(u"instance"_s, 2, u"invalid"_s);
        row(u"instanse list"_s, 2, u"invalid"_s);
        row(u"instance lst"_s, 2, u"invalid"_s);
        row(u"instance list --nonsense"_s, 2, u"invalid"_s);
        row(u"instance add"_s, 2, u"invalid"_s);
        row(u"instance add x --address -oProxyCommand=x"_s, 2, u"invalid"_s);
        row(u"instance add x --address 127.0.0.1 --port 65536"_s, 2, u"invalid"_s);
        row(u"instance add x --address 127.0.0.1 --port zero"_s, 2, u"invalid"_s);
        row(u"instance add x --address 127.0.0.1 --user 'a b'"_s, 2, u"invalid"_s);
        row(u"instance add x --address 127.0.0.1 --role web"_s, 2, u"invalid"_s);
        row(u"instance edit web-1 --env moon"_s, 2, u"invalid"_s);
        row(u"instance edit web-1 --proxy ftp://gate"_s, 2, u"invalid"_s);
        row(u"instance edit web-1 --proxy socks5://me:secret@gate"_s, 2, u"invalid"_s);
        row(u"instance edit web-1 --proxy socks5://gate --proxy-credential absent"_s, 3, u"not_found"_s);
        row(u"instance edit web-1 --old-algorithms perhaps"_s, 2, u"invalid"_s);
        row(u"session close"_s, 2, u"invalid"_s);
        row(u"session close web-1"_s, 3, u"not_found"_s);
        row(u"host-key import absent"_s, 3, u"not_found"_s);
        row(u"host-key forget web-1 --fingerprint SHA256:none"_s, 3, u"not_found"_s);
        row(u"project add Blue --color blue"_s, 2, u"invalid"_s);
        row(u"metrics range web-1 --minutes 0"_s, 2, u"invalid"_s);
        row(u"audit list --since yesterday"_s, 2, u"invalid"_s);
        row(u"audit show x"_s, 2, u"invalid"_s);
        row(u"audit show 999999"_s, 3, u"not_found"_s);
        row(u"audit prune --older-than 400 --passphrase-fd 3"_s, 2, u"invalid"_s);
        row(u"audit prune --older-than 0d --passphrase-fd 3"_s, 2, u"invalid"_s);
        row(u"audit prune --older-than 400d --no-input"_s, 5, u"vault_locked"_s);
        row(u"audit export --output a.json --no-input"_s, 5, u"vault_locked"_s);
        row(u"audit restart --reason x --no-input"_s, 5, u"vault_locked"_s);
        row(u"audit forward --syslog local --off"_s, 2, u"invalid"_s);
        row(u"audit forward --webhook ftp://hooks.example.com/"_s, 2, u"invalid"_s);
        row(u"audit verify --against absent.json"_s, 3, u"not_found"_s);
        row(u"instance remove web-1 --no-input"_s, 2, u"no_input"_s);
        row(u"vault unlock --passphrase-fd 9"_s, 2, u"invalid"_s);
        row(u"forward add web-1"_s, 2, u"invalid"_s);
        row(u"forward add web-1 --local 8080"_s, 2, u"invalid"_s);
        row(u"forward add web-1 --dynamic 1080 --bind 0.0.0.0 --no-input"_s, 2, u"no_input"_s);
        row(u"forward add absent --dynamic 1080"_s, 3, u"not_found"_s);
        row(u"forward start absent"_s, 3, u"not_found"_s);
        row(u"forward edit absent --name x"_s, 3, u"not_found"_s);
        row(u"instance show absent"_s, 3, u"not_found"_s);
        row(u"project show absent"_s, 3, u"not_found"_s);
        row(u"credential show absent"_s, 3, u"not_found"_s);
        row(u"org use absent"_s, 3, u"not_found"_s);
        row(u"host-key show web-1"_s, 3, u"not_found"_s);
        row(u"--org absent instance list"_s, 3, u"not_found"_s);
        row(u"instance list --project absent"_s, 3, u"not_found"_s);
        row(u"ssh absent -- true"_s, 3, u"not_found"_s);
        row(u"exec -- true"_s, 2, u"invalid"_s);
        row(u"exec web-1"_s, 2, u"invalid"_s);
        row(u"exec web-1 --all -- true"_s, 2, u"invalid"_s);
        row(u"exec web-1 --timeout soon -- true"_s, 2, u"invalid"_s);
        row(u"exec web-1 --parallel 0 -- true"_s, 2, u"invalid"_s);
        row(u"exec web-1 --env-var 1x=2 -- true"_s, 2, u"invalid"_s);
        row(u"exec absent -- true"_s, 3, u"not_found"_s);
        row(u"exec --tag no=such -- true"_s, 3, u"not_found"_s);
        row(u"exec --retry-failed"_s, 3, u"not_found"_s);
        row(u"exec web-1 --no-input -- true"_s, 5, u"vault_locked"_s);
        row(u"exec web-1 -- shutdown now"_s, 4, u"denied"_s);
        row(u"ssh web-1 -- rm -rf /"_s, 4, u"denied"_s);
        row(u"ssh web-1 --no-input -- reboot"_s, 4, u"denied"_s);
        row(u"run show 0000"_s, 3, u"not_found"_s);
        row(u"policy edit absent --effect deny"_s, 3, u"not_found"_s);
        row(u"policy add x --regex ( --effect deny"_s, 2, u"invalid"_s);
        row(u"instance edit web-1 --project absent"_s, 3, u"not_found"_s);
        row(u"ssh web-1 --no-input -- true"_s, 5, u"vault_locked"_s);
        row(u"vault unlock --no-input"_s, 5, u"vault_locked"_s);
        row(u"ssh nobody@127.0.0.1:1 -- true"_s, 6, u"unreachable"_s);
        row(u"project add Checkout"_s, 9, u"conflict"_s);
        row(u"org add Fernhill"_s, 9, u"conflict"_s);
        row(u"vault create --passphrase-fd 3"_s, 9, u"conflict"_s);
    }
    void errorsHaveCodes()
    {
        QFETCH(QString, line);
        QFETCH(int, exitCode);
        QFETCH(QString, code);
        const auto json = m_bench.type(u"--json "_s + line, {{3, kPassphrase}});
        QCOMPARE(json.errorCode(), code);
        QCOMPARE(json.code, exitCode);
        QVERIFY(json.out.isEmpty());
        const auto plain = m_bench.type(line, {{3, kPassphrase}});
        QCOMPARE(plain.code, exitCode);
        QVERIFY(plain.out.isEmpty());
        QVERIFY(plain.err.startsWith("aiops: "));
    }
    void theWrongPassphraseIsNamed()
    {
        const auto refused = m_bench.type(u"--json vault unlock --passphrase-fd 3"_s, {{3, "violet harbour canary quartz 84 tulip"}});
        QCOMPARE(refused.code, 5);
        QCOMPARE(refused.errorCode(), u"wrong_passphrase"_s);
    }
    void anUnreachablePortEndsTheTest()
    {
        const auto tested = m_bench.type(u"instance test solo --json"_s);
        QCOMPARE(m_bench.type(u"instance edit solo --port %1"_s.arg(freePort())).code, 0);
        const auto refused = m_bench.type(u"instance test solo --json"_s);
        QCOMPARE(refused.code, 6);
        QCOMPARE(refused.json()[u"steps"_s][1][u"state"_s].toString(), u"failed"_s);
        QCOMPARE(refused.json()[u"steps"_s][3][u"ms"_s], QJsonValue());
        QCOMPARE(m_bench.type(u"instance show solo --json"_s).json()[u"state"_s].toString(), u"unreachable"_s);
    }
    void severalProjectsAreAnyOfThem()
    {
        const auto names = [](const SessionBench::Done &done) {
            QStringList found;
            for (const QJsonValue row : done.json().array())
                found.append(row[u"name"_s].toString());
            return found;
        };
        QCOMPARE(names(m_bench.type(u"instance list --project Checkout --project Billing --json"_s)), (QStringList{u"db-1"_s, u"web-1"_s}));
        QCOMPARE(names(m_bench.type(u"instance list --project Billing --project Search --json"_s)), QStringList(u"db-1"_s));
        QCOMPARE(names(m_bench.type(u"instance list --json"_s)), (QStringList{u"db-1"_s, u"solo"_s, u"web-1"_s}));
    }
    void anEditIsDoneWholeOrNotAtAll()
    {
        const auto before = m_bench.type(u"instance show db-1 --json"_s).json();
        const auto refused = m_bench.run({u"instance"_s, u"edit"_s, u"db-1"_s, u"--port"_s, u"2200"_s, u"--project"_s, u"Checkout"_s, u"--role"_s,
                                          QString(101, u'r')});
        QCOMPARE(refused.code, 2);
        QCOMPARE(m_bench.type(u"instance show db-1 --json"_s).json(), before);
        const auto edited = m_bench.type(u"instance edit db-1 --port 2201 --project Checkout --project Search --role cache --json"_s);
        QCOMPARE(edited.code, 0);
        QCOMPARE(edited.json()[u"port"_s], QJsonValue(2201));
        QCOMPARE(edited.json()[u"projects"_s].toArray().size(), 3);
        QCOMPARE(m_bench.type(u"project unlink Checkout db-1"_s).code, 0);
    }
    void removingAsksFirst()
    {
        QCOMPARE(m_bench.type(u"instance add short-lived --address 127.0.0.1"_s).code, 0);
        const auto asked = m_bench.type(u"instance remove short-lived"_s); // no terminal to ask on
        QCOMPARE(asked.code, 2);
        QVERIFY(asked.err.contains("--yes"));
        QCOMPARE(m_bench.type(u"instance show short-lived"_s).code, 0);
        QCOMPARE(m_bench.type(u"instance remove short-lived --yes"_s).code, 0);
        QCOMPARE(m_bench.type(u"instance show short-lived"_s).code, 3);
    }
    void namesFitInEveryForm()
    {
        const QString id = m_bench.type(u"instance show web-1 --json"_s).json()[u"id"_s].toString();
        QCOMPARE(m_bench.run({u"instance"_s, u"show"_s, id}).code, 0);
        QCOMPARE(m_bench.run({u"instance"_s, u"show"_s, id.toUpper()}).code, 0);
        const auto ambiguous = m_bench.run({u"--json"_s, u"instance"_s, u"show"_s, id.left(6)});
        QCOMPARE(ambiguous.code, 3);
        QCOMPARE(ambiguous.errorCode(), u"ambiguous"_s);
        QVERIFY(ambiguous.err.contains("web-1") && ambiguous.err.contains("db-1"));
        QCOMPARE(m_bench.type(u"project show checkout"_s).code, 0);
    }
    void theSshLineCanBeCopied()
    {
        const auto line = m_bench.type(u"instance command db-1"_s);
        QCOMPARE(line.code, 0);
        QVERIFY(line.out.startsWith("ssh "));
        QVERIFY(line.out.contains("tester@127.0.0.1"));
        QCOMPARE(line.out.count('\n'), 1);
    }
    void quietAndColourAreKept()
    {
        QVERIFY(m_bench.type(u"vault lock"_s).err.size() > 0);
        QVERIFY(m_bench.type(u"vault lock --quiet"_s).err.isEmpty());
        QVERIFY(!m_bench.type(u"instance list"_s).out.contains('\x1b'));
    }

    void completionScriptsParse_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::newRow("bash") << u"bash"_s;
        QTest::newRow("zsh") << u"zsh"_s;
        QTest::newRow("fish") << u"fish"_s;
    }
    void completionScriptsParse()
    {
        QFETCH(QString, shell);
        const auto script = m_bench.run({u"completion"_s, shell});
        QCOMPARE(script.code, 0);
        QVERIFY(script.out.contains("instance"));
        if (shell == "bash"_L1)
            QVERIFY(runTool(u"bash"_s, {u"-n"_s}, script.out));
    }
    void theManualPageIsCurrent()
    {
        QFile page(QStringLiteral(AIOPS_SOURCE_DIR "/docs/man/aiops.1"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const auto made = m_bench.type(u"__man"_s);
        QCOMPARE(made.code, 0);
        QVERIFY2(made.out == page.readAll(), "Make it again: ./dev aiops __man > docs/man/aiops.1");
    }

    void newerDataIsLeftAlone()
    {
        SessionBench newer;
        QCOMPARE(newer.type(u"org add Fernhill"_s).code, 0);
        newer.waitUntilFree();
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"newer"_s);
            db.setDatabaseName(newer.home() + u"/aiops.db"_s);
            QVERIFY(db.open());
            QVERIFY(QSqlQuery(db).exec(u"INSERT INTO schema_migration VALUES (9999, 'x', 'x', 'x')"_s));
            db.close();
        }
        QSqlDatabase::removeDatabase(u"newer"_s);
        const auto refused = newer.type(u"--json org list"_s);
        QCOMPARE(refused.code, 10);
        QCOMPARE(refused.errorCode(), u"too_new"_s);
    }
    void aNewHomeGetsAnOrganizationWhenOneIsNeeded()
    {
        SessionBench fresh;
        QCOMPARE(fresh.type(u"org list --json"_s).json().array().size(), 0);
        QCOMPARE(fresh.type(u"instance list --json"_s).json().array().size(), 0);
        QCOMPARE(fresh.type(u"org list --json"_s).json()[0][u"name"_s].toString(), u"Personal"_s);
    }

    void nothingSecretIsLeft()
    {
        const QByteArray stored = m_bench.stored();
        QVERIFY(stored.contains("Fernhill"));
        for (const QByteArray &secret : {kPassphrase, kPassword}) {
            QVERIFY(!stored.contains(secret));
            QVERIFY(!m_bench.shown().contains(secret));
        }
    }

private:
    SessionBench m_bench;
};

QTEST_GUILESS_MAIN(TestCommandContract)
#include "tst_commandcontract.moc"
