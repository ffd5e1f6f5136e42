#include "app/sessionbench.h"

#include <QJsonArray>
#include <QTest>

using namespace aiops::test;
using namespace Qt::StringLiterals;

/// `aiops group`, `aiops view` and the filters of `aiops instance list`, as scripts use them.
class TestViewCommands final : public QObject
{
    Q_OBJECT

private:
    QStringList names(const QString &line)
    {
        const auto done = m_bench.type(line + u" --json"_s);
        QStringList names;
        for (const QJsonValue &row : done.json().array())
            names << row[u"name"_s].toString();
        return names;
    }

private slots:
    void initTestCase()
    {
        QCOMPARE(m_bench.type(u"daemon start"_s).code, 0);
        QCOMPARE(m_bench.type(u"org add Fernhill"_s).code, 0);
        QCOMPARE(m_bench.type(u"project add Checkout"_s).code, 0);
        QCOMPARE(m_bench.type(u"instance add web-1 --address 192.0.2.1 --env prod --tag tier=web --project Checkout --role web"_s).code, 0);
        QCOMPARE(m_bench.type(u"instance add web-2 --address 192.0.2.2 --env dev --tag tier=web"_s).code, 0);
        QCOMPARE(m_bench.type(u"instance add db-1 --address 192.0.2.3 --env prod --project Checkout --role db"_s).code, 0);
    }

    void instancesAreListedByFilter_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("words") << u"web"_s << QStringList{u"web-1"_s, u"web-2"_s};
        QTest::newRow("key") << u"tag:tier=web env:prod"_s << QStringList{u"web-1"_s};
        QTest::newRow("or") << u"role:db OR env:dev"_s << QStringList{u"db-1"_s, u"web-2"_s};
        QTest::newRow("not") << u"-project:checkout"_s << QStringList{u"web-2"_s};
        QTest::newRow("none") << u"nothing"_s << QStringList();
    }
    void instancesAreListedByFilter()
    {
        QFETCH(QString, filter);
        QTEST(names(u"instance list --filter '%1'"_s.arg(filter)), "expected");
    }

    void aMistakeIsToldWithItsPlace()
    {
        const auto done = m_bench.type(u"instance list --filter 'web ('"_s);
        QVERIFY(done.code != 0);
        QVERIFY(done.err.contains("character 5"));
        QVERIFY(done.out.isEmpty());
    }

    void aViewIsSavedUsedChangedAndRemoved()
    {
        QCOMPARE(m_bench.type(u"view save Databases --filter role:db --sort worst --group project"_s).code, 0);
        QCOMPARE(names(u"instance list --view Databases"_s), QStringList{u"db-1"_s});
        QCOMPARE(names(u"instance list --view Databases --filter web"_s), QStringList());
        const auto shown = m_bench.type(u"view show Databases --json"_s).json();
        QCOMPARE(shown[u"instance_count"_s].toInt(), 1);
        QCOMPARE(shown[u"sort"_s].toString(), u"worst"_s);
        checkShape(shown.object());
        QCOMPARE(m_bench.type(u"view save Databases --filter env:prod --name Production"_s).code, 0);
        QCOMPARE(names(u"view list"_s), QStringList{u"Production"_s});
        QCOMPARE(names(u"instance list --view Production"_s), QStringList({u"db-1"_s, u"web-1"_s}));
        QVERIFY(m_bench.type(u"view save Broken --filter 'a OR'"_s).code != 0);
        QCOMPARE(m_bench.type(u"view remove Production"_s).code, 0);
        QCOMPARE(m_bench.type(u"instance list --view Production"_s).code, 3);
    }

    void groupsHandDown()
    {
        QCOMPARE(m_bench.type(u"group add 'Web tier' --user deploy --port 2222"_s).code, 0);
        QCOMPARE(m_bench.type(u"group add Frankfurt --in 'Web tier' --env staging"_s).code, 0);
        const auto inner = m_bench.type(u"group edit 'Web tier/Frankfurt' --port 2200 --json"_s).json();
        QCOMPARE(inner[u"user"_s].toString(), u"deploy"_s); // of the one above
        QCOMPARE(inner[u"port"_s].toInt(), 2200);
        QCOMPARE(m_bench.type(u"group edit Frankfurt --port '' --json"_s).json()[u"port"_s].toInt(), 2222);
        QVERIFY(m_bench.type(u"group move 'Web tier' --in Frankfurt"_s).code != 0); // into what is in it
        QCOMPARE(m_bench.type(u"group move Frankfurt --json"_s).json()[u"path"_s].toString(), u"Frankfurt"_s);
        QCOMPARE(m_bench.type(u"group remove Frankfurt"_s).code, 0);
        QCOMPARE(names(u"group list"_s), QStringList{u"Web tier"_s});
        QCOMPARE(m_bench.type(u"group edit Nowhere --user x"_s).code, 3);
    }

private:
    SessionBench m_bench;
};

QTEST_GUILESS_MAIN(TestViewCommands)
#include "tst_viewcommands.moc"
