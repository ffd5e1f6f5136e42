#include "app/sessionbench.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "violet harbour canary quartz 83 tulip";
const QString kData = QStringLiteral(AIOPS_SOURCE_DIR) + u"/tests/data/credentials/"_s;

} // namespace

/// `aiops credential import` and credentials that are kept elsewhere, against a daemon whose vault is open.
class TestForeignCommands final : public QObject
{
    Q_OBJECT

    QJsonObject import(const QString &arguments, int code)
    {
        const auto done = m_bench.type(u"--json credential import "_s + kData + arguments);
        [&] { QCOMPARE(done.code, code); }();
        return done.json().object();
    }

private slots:
    void initTestCase()
    {
        QCOMPARE(m_bench.type(u"daemon start"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault create --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
    }

    void aDryRunChangesNothing()
    {
        const QJsonObject planned = import(u"bitwarden/good.json --dry-run"_s, 0);
        QCOMPARE(planned[u"added"_s].toInt(), 7);
        QCOMPARE(planned[u"entries"_s].toArray()[0].toObject()[u"state"_s].toString(), u"new"_s);
        QCOMPARE(m_bench.type(u"--json credential list"_s).json().array().size(), 0);
    }

    void aSecondImportAddsNothing()
    {
        QCOMPARE(import(u"bitwarden/good.json --format bitwarden"_s, 0)[u"added"_s].toInt(), 7);
        QCOMPARE(import(u"bitwarden/good.json --conflict rename"_s, 0)[u"added"_s].toInt(), 0);
        const auto shown = m_bench.type(u"--json credential reveal GitHub --passphrase-fd 3"_s, {{3, kPassphrase}});
        QCOMPARE(shown.json()[u"value"_s].toString(), u"Octo-Pass-1"_s);
        QVERIFY(!m_bench.stored().contains("Octo-Pass-1"));
    }

    void rowsThatCannotBeReadAreSaidAndTheCodeIsPartial()
    {
        const QJsonObject done = import(u"csv/ragged.csv --prefix old/"_s, 8);
        QCOMPARE(done[u"added"_s].toInt(), 1);
        QCOMPARE(done[u"errors"_s].toInt(), 2);
        QCOMPARE(done[u"entries"_s].toArray()[2].toObject()[u"name"_s].toString(), u"old/right"_s);
    }

    void aFormatThatIsNotTheFilesIsRefused()
    {
        QCOMPARE(m_bench.type(u"credential import "_s + kData + u"csv/chrome.csv --format ssh"_s).code, 2);
        QCOMPARE(m_bench.type(u"credential import "_s + kData + u"bitwarden/encrypted-account.json"_s).code, 4);
        QCOMPARE(m_bench.type(u"credential import nowhere.csv"_s).code, 3);
    }

    void aValueThatIsKeptElsewhereIsFetched()
    {
        QCOMPARE(m_bench.type(u"credential add db --kind password --source command --reference 'printf %s Fetched-1'"_s).code, 0);
        const auto shown = m_bench.type(u"--json credential reveal db --passphrase-fd 3"_s, {{3, kPassphrase}});
        QCOMPARE(shown.json()[u"value"_s].toString(), u"Fetched-1"_s);
        QCOMPARE(m_bench.type(u"credential add bad --kind password --source op --reference nothing"_s).code, 2);
    }

private:
    SessionBench m_bench;
};

QTEST_GUILESS_MAIN(TestForeignCommands)
#include "tst_foreigncommands.moc"
