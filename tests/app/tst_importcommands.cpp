#include "app/sessionbench.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace aiops::test;
using namespace Qt::StringLiterals;

/// `aiops instance import-…` and `export`, as scripts use them.
class TestImportCommands final : public QObject
{
    Q_OBJECT

private:
    static QString fixture(const QString &name) { return QStringLiteral(AIOPS_TEST_DATA "/import/") + name; }
    static QStringList states(const SessionBench::Done &done)
    {
        QStringList found;
        for (const QJsonValue row : done.json().array())
            found += row[u"state"_s].toString();
        return found;
    }
    void write(const QString &name, const QByteArray &content)
    {
        QFile file(m_bench->filePath(name));
        QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size());
    }
    qsizetype count() { return m_bench->type(u"instance list --json"_s).json().array().size(); }

    std::unique_ptr<SessionBench> m_bench;

private slots:
    void init()
    {
        m_bench = std::make_unique<SessionBench>();
        QCOMPARE(m_bench->type(u"daemon start"_s).code, 0);
    }
    void cleanup() { m_bench.reset(); }

    void aConfigurationBecomesInstances()
    {
        const QStringList words{u"instance"_s, u"import-ssh-config"_s, fixture(u"ssh/jump-chain"_s), u"--json"_s};
        const auto dry = m_bench->run(words + QStringList(u"--dry-run"_s));
        QCOMPARE(dry.code, 0);
        QCOMPARE(states(dry), (QStringList{u"new"_s, u"new"_s, u"new"_s}));
        checkShape(dry.json().array());
        QCOMPARE(count(), 0);
        QCOMPARE(m_bench->run(words).code, 0);
        QCOMPARE(count(), 3);
        const auto again = m_bench->run(words);
        QCOMPARE(again.code, 0);
        QCOMPARE(states(again), (QStringList{u"same"_s, u"same"_s, u"same"_s}));
        QVERIFY(m_bench->type(u"instance show deep"_s).out.contains("10.0.0.3"));
    }

    void theConfigurationOfTheUserIsTheDefault()
    {
        const auto missing = m_bench->type(u"instance import-ssh-config --json"_s);
        QCOMPARE(missing.code, 3);
        QCOMPARE(missing.errorCode(), u"not_found"_s);
    }

    void brokenRowsAreSkippedAndCounted()
    {
        const auto done = m_bench->run({u"instance"_s, u"import-csv"_s, fixture(u"csv/bad-ports.csv"_s), u"--json"_s});
        QCOMPARE(done.code, 8);
        QCOMPARE(states(done).count(u"error"_s), 5);
        QCOMPARE(done.json()[0][u"line"_s].toInt(), 2);
        QCOMPARE(count(), 1);
    }

    void strictWritesNothing()
    {
        const auto done = m_bench->run({u"instance"_s, u"import-csv"_s, fixture(u"csv/bad-ports.csv"_s), u"--strict"_s});
        QCOMPARE(done.code, 1);
        QVERIFY(done.err.contains("Nothing was written"));
        QCOMPARE(count(), 0);
    }

    void whatCannotBeReadWritesNothing_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("code");
        QTest::newRow("NUL") << u"import-csv"_s << u"csv/bad-nul.csv"_s << 2;
        QTest::newRow("empty") << u"import-csv"_s << u"csv/bad-empty.csv"_s << 2;
        QTest::newRow("no such file") << u"import-csv"_s << u"csv/absent"_s << 3;
        QTest::newRow("a folder") << u"import-ansible"_s << u"ansible"_s << 2;
        QTest::newRow("UTF-16") << u"import-ssh-config"_s << u"ssh/bad-utf16"_s << 2;
        QTest::newRow("no columns") << u"import-csv"_s << u"csv/bad-no-header.csv"_s << 2;
    }
    void whatCannotBeReadWritesNothing()
    {
        QFETCH(QString, verb);
        QFETCH(QString, file);
        const auto done = m_bench->run({u"instance"_s, verb, fixture(file)});
        QTEST(done.code, "code");
        QVERIFY(done.out.isEmpty());
        QCOMPARE(count(), 0);
    }

    void columnsAndDefaultsAreGiven()
    {
        write(u"boxes.csv"_s, "Box;Where\nweb-1;192.0.2.1\n");
        const auto done = m_bench->run({u"instance"_s, u"import-csv"_s, u"boxes.csv"_s, u"--map"_s, u"Box=name"_s, u"--map"_s, u"Where=address"_s,
                                        u"--project"_s, u"Checkout"_s, u"--env"_s, u"prod"_s, u"--group"_s, u"eu/web"_s});
        QCOMPARE(done.code, 0);
        const auto shown = m_bench->type(u"instance show web-1 --json"_s).json();
        QCOMPARE(shown[u"environment"_s].toString(), u"prod"_s);
        QCOMPARE(shown[u"projects"_s].toArray().size(), 1);
        QCOMPARE(m_bench->run({u"instance"_s, u"import-csv"_s, u"boxes.csv"_s, u"--map"_s, u"Box=colour"_s}).code, 2);
    }

    void anExportComesBack_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("verb");
        QTest::newRow("csv") << u"csv"_s << u"import-csv"_s;
        QTest::newRow("ssh-config") << u"ssh-config"_s << u"import-ssh-config"_s;
        QTest::newRow("ansible-ini") << u"ansible-ini"_s << u"import-ansible"_s;
        QTest::newRow("ansible-yaml") << u"ansible-yaml"_s << u"import-ansible"_s;
    }
    void anExportComesBack()
    {
        QFETCH(QString, format);
        QFETCH(QString, verb);
        QCOMPARE(m_bench->run({u"instance"_s, u"import-csv"_s, fixture(u"csv/jump.csv"_s)}).code, 0);
        QCOMPARE(m_bench->run({u"instance"_s, u"export"_s, u"--format"_s, format, u"--output"_s, u"out"_s}).code, 0);
        const auto again = m_bench->run({u"instance"_s, verb, u"out"_s, u"--json"_s});
        QCOMPARE(again.code, 0);
        QCOMPARE(states(again), (QStringList{u"same"_s, u"same"_s, u"same"_s}));
    }

    void aSelectionIsExported()
    {
        QCOMPARE(m_bench->run({u"instance"_s, u"import-csv"_s, fixture(u"csv/jump.csv"_s)}).code, 0);
        const auto text = m_bench->type(u"instance export web-2"_s);
        QCOMPARE(text.code, 0);
        QCOMPARE(text.out.count('\n'), 2);
        QCOMPARE(m_bench->type(u"instance export --env prod"_s).out.count('\n'), 1);
        QCOMPARE(m_bench->type(u"instance export absent"_s).code, 3);
        QCOMPARE(m_bench->type(u"instance export --format xml"_s).code, 2);
    }

    void theAuditTellsOfOneImport()
    {
        QCOMPARE(m_bench->run({u"instance"_s, u"import-csv"_s, fixture(u"csv/plain.csv"_s)}).code, 0);
        const auto events = m_bench->type(u"audit list --action instance.import --json"_s).json().array();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0][u"outcome"_s].toString(), u"done"_s);
    }
};

QTEST_GUILESS_MAIN(TestImportCommands)
#include "tst_importcommands.moc"
