#include "cli/command.h"
#include "features/sessions/cli/sessioncommands.h"
#include "ssh/client/engineclient.h"

#include "support/fakeworker.h"
#include "support/sshdesk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace aiops;
using namespace Qt::StringLiterals;
using test::finished;

/// `aiops session` with a real server.
class TestSessionCommands final : public QObject
{
    Q_OBJECT

    struct Done
    {
        int code = 0;
        QByteArray out, err;
    };

    Done run(const QString &verb, const QHash<QString, QString> &values)
    {
        cli::Registry registry;
        sessions::registerCommands(registry);
        test::FakeIo io;
        cli::Arguments arguments;
        arguments.json = true;
        for (const auto &[name, value] : values.asKeyValueRange())
            arguments.set(name, {value});
        const auto found = std::ranges::find(registry.verbs(), verb, &cli::Verb::name);
        const Result<int> code = finished(found->run({&m_desk.services(), &io, arguments}));
        return {code ? *code : exitCode(code.error().code), io.outText, io.errText};
    }

    test::SshServer m_server;
    test::SshDesk m_desk;

private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({}));
        QVERIFY(m_desk.open(m_server));
    }

    void whatIsOpenIsListedAndClosed()
    {
        QCOMPARE(QJsonDocument::fromJson(run(u"list"_s, {}).out).array().size(), 0);
        const auto transport = m_desk.transport();
        QVERIFY(transport.has_value());
        const Done listed = run(u"list"_s, {});
        const QJsonObject row = QJsonDocument::fromJson(listed.out).array().first().toObject();
        QCOMPARE(row.value(u"instance"_s).toString(), u"web-1"_s);
        QCOMPARE(row.value(u"fingerprint"_s).toString(), m_server.fingerprint());
        QCOMPARE(row.value(u"notices"_s).toArray().size(), 0);
        QCOMPARE(listed.err, QByteArray());
        QCOMPARE(run(u"close"_s, {}).code, 2);
        QCOMPARE(run(u"close"_s, {{u"SESSION"_s, u"absent"_s}}).code, 3);
        QCOMPARE(run(u"close"_s, {{u"SESSION"_s, u"web-1"_s}}).code, 0);
        QTRY_VERIFY(!(*transport)->isOpen());
    }

    void aSystemThatDoesNotShutTheWorkersInIsTold()
    {
        using namespace ssh::messages;
        m_desk.services().pool->setEngine(std::make_shared<ssh::EngineClient>());
        {
            const test::FakeWorker worker(encode(ToClient(Hello{0, kVersion, "system calls"})), test::FakeWorker::Then::Ends);
            QVERIFY(!m_desk.transport());
        }
        const Done listed = run(u"list"_s, {});
        QCOMPARE(listed.code, 0);
        QVERIFY2(listed.err.contains("system calls"), listed.err.constData());
        QVERIFY(QJsonDocument::fromJson(listed.out).isArray());
    }
};

QTEST_GUILESS_MAIN(TestSessionCommands)
#include "tst_sessioncommands.moc"
