#include "cli/sshways.h"

#include "ssh/proxyserver.h"
#include "support/sshdesk.h"

using namespace aiops;
using namespace Qt::StringLiterals;
using aiops::ssh::test::ProxyServer;
using test::finished;
using team::Action;

namespace {

std::shared_ptr<const Secret> secret(const QByteArray &bytes)
{
    return std::make_shared<const Secret>(Secret::copyOf(bytes));
}

/// Answers prompts in order, and trusts every key.
class Answering final : public ssh::Interaction
{
public:
    QByteArrayList answers;
    int asked = 0;
    Future<ssh::HostKeyAnswer> hostKey(ssh::HostKeyQuestion) override { return ready<ssh::HostKeyAnswer>(ssh::HostKeyAnswer::Once); }
    Future<QList<std::shared_ptr<const Secret>>> prompts(ssh::PromptRequest) override
    {
        ++asked;
        if (answers.isEmpty())
            return failed<QList<std::shared_ptr<const Secret>>>(cancelledError());
        return ready<QList<std::shared_ptr<const Secret>>>(QList{secret(answers.takeFirst())});
    }
};

} // namespace

/// What the inventory, the vault and this computer's marks say, as it reaches a real server.
class TestSshWays final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_server = std::make_unique<test::SshServer>();
        m_desk = std::make_unique<test::SshDesk>();
        QVERIFY(m_server->start({}));
        QVERIFY(m_desk->open(*m_server));
    }
    void cleanup()
    {
        m_desk.reset();
        m_server.reset();
    }

    void theProxyOfTheGroupCounts()
    {
        ProxyServer proxy(ProxyServer::Kind::Http, "corp", "proxy secret");
        const auto added = finished(m_desk->services().vault->add(m_desk->permit(Action::CredentialAdd),
                                                                  {.name = u"proxy login"_s, .kind = vault::Kind::Password, .user = u"corp"_s, .notes = {},
                                                                   .value = secret("proxy secret"), .keyPassphrase = {}}));
        QVERIFY(added);
        inventory::Group group{.organization = m_desk->instance().organization, .name = u"Behind"_s};
        group.own.proxy = u"http://127.0.0.1:%1"_s.arg(proxy.serverPort());
        group.own.proxyCredential = added->id;
        const auto made = finished(m_desk->inventory().addGroup(m_desk->permit(Action::GroupEdit), group));
        QVERIFY2(made.has_value(), qPrintable(made ? QString() : made.error().text));
        edit({.group = made->id});
        QCOMPARE(m_desk->inventory().instance(m_desk->instance().id)->proxy, group.own.proxy);
        const auto transport = m_desk->transport();
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QCOMPARE(proxy.served, 1);
        QVERIFY(!(*transport)->log().toText().contains(u"proxy secret"_s));
        edit({.proxy = u"none"_s}); // its own word goes before the group's
        QVERIFY(m_desk->transport().has_value());
        QCOMPARE(proxy.served, 1);
    }

    void badProxiesAreNotSaved_data()
    {
        QTest::addColumn<QString>("proxy");
        QTest::newRow("scheme") << u"ftp://a:1"_s;
        QTest::newRow("password") << u"socks5://me:secret@a:1"_s;
        QTest::newRow("shell") << u"command:nc %h %p | tee"_s;
    }
    void badProxiesAreNotSaved()
    {
        QFETCH(QString, proxy);
        const auto refused = finished(m_desk->inventory().editInstance(m_desk->permit(Action::InstanceEdit), m_desk->instance().id, {.proxy = proxy}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Invalid);
    }

    void aCommandThatWasGivenHereMayRun()
    {
        const QString command = u"command:python3 %1/tests/support/relay.py %h %p"_s.arg(QStringLiteral(AIOPS_SOURCE_DIR));
        QVERIFY(!m_desk->inventory().isCommandKnown(command));
        edit({.proxy = command});
        QVERIFY(m_desk->inventory().isCommandKnown(command));
        const auto transport = m_desk->transport();
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QVERIFY((*transport)->log().through.first().contains(u"python3"_s));
    }

    void aKeyFileSignsInWithItsPassphrase()
    {
        const QString file = m_server->addUserKey(u"ed25519"_s);
        QVERIFY(test::runTool(u"ssh-keygen"_s, {u"-q"_s, u"-p"_s, u"-P"_s, QString(), u"-N"_s, u"plum harbour"_s, u"-f"_s, file}));
        detachAll();
        QVERIFY(finished(m_desk->inventory().setLocal({m_desk->instance().id}, {.keyFile = file})));
        const auto person = std::make_shared<Answering>();
        person->answers = {"wrong", "plum harbour"};
        const auto transport = connect(person);
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QCOMPARE(person->asked, 2);
        QVERIFY(m_server->log().contains("Accepted publickey for tester"));
    }

    void aKeyFileThatIsGoneIsSaid()
    {
        detachAll();
        QVERIFY(finished(m_desk->inventory().setLocal({m_desk->instance().id}, {.keyFile = u"/nonexistent/id"_s})));
        test::SshServer keysOnly;
        QVERIFY(keysOnly.start({.password = false}));
        const auto report = std::make_shared<ssh::ConnectReport>();
        const auto refused = connect(std::make_shared<Answering>(), report, keysOnly.port());
        QVERIFY(!refused);
        QVERIFY2(report->log.notices.join(u' ').contains(u"/nonexistent/id"_s), qPrintable(report->log.notices.join(u' ')));
    }

    void aTotpCredentialAnswersTheCode()
    {
        const auto added = finished(m_desk->services().vault->add(m_desk->permit(Action::CredentialAdd),
                                                                  {.name = u"codes"_s, .kind = vault::Kind::Totp, .user = {}, .notes = {},
                                                                   .value = secret("JBSWY3DPEHPK3PXP"), .keyPassphrase = {}}));
        QVERIFY2(added.has_value(), qPrintable(added ? QString() : added.error().text));
        QVERIFY(finished(m_desk->services().vault->attach(m_desk->permit(Action::CredentialAttach), added->id, m_desk->instance().id, Purpose::Login)));
        const auto login = finished(m_desk->services().vault->login(m_desk->instance().id, Purpose::Login, m_desk->permit(Action::CredentialUse)));
        QVERIFY(login && login->oneTimeCode && login->password);
        const auto code = finished(login->oneTimeCode());
        QVERIFY(code.has_value());
        QCOMPARE((*code)->size(), 6);
        m_desk->services().vault->lock(m_desk->permit(Action::VaultLock));
        QCOMPARE(finished(login->oneTimeCode()).error().code, Errc::VaultLocked);
    }

    void theDebugLogHasStagesAndNoSecret()
    {
        QVERIFY(finished(m_desk->inventory().setLocal({m_desk->instance().id}, {.debugLog = true})));
        QVERIFY(m_desk->transport().has_value());
        QFile file(cli::debugLogOf(*m_desk->services().home, m_desk->instance().id));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        for (const char *word : {"key_exchange", "sign_in", "curve25519", "tester@127.0.0.1", "password: accepted"})
            QVERIFY2(text.contains(word), text.constData());
        QVERIFY(!text.contains(test::SshServer::password));
        QCOMPARE(int(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)), 0);
    }

    void theDebugLogStaysSmall()
    {
        const Home &home = *m_desk->services().home;
        ssh::ConnectionLog log;
        log.serverBanner = QString(300'000, u'x');
        for (int i = 0; i < 10; ++i)
            cli::writeDebugLog(home, m_desk->endpoint(), log, {});
        const QString path = cli::debugLogOf(home, m_desk->instance().id);
        QVERIFY(QFileInfo(path).size() < 1'000'000);
        QVERIFY(QFileInfo(path + u".1"_s).size() < 1'000'000);
    }

private:
    void edit(const inventory::InstanceEdit &values)
    {
        const auto done = finished(m_desk->inventory().editInstance(m_desk->permit(Action::InstanceEdit), m_desk->instance().id, values));
        QVERIFY2(done.has_value(), qPrintable(done ? QString() : done.error().text));
    }
    void detachAll()
    {
        for (const auto &one : m_desk->services().vault->attachments().value_or(QList<vault::Attachment>()))
            QVERIFY(finished(m_desk->services().vault->detach(m_desk->permit(Action::CredentialDetach), one.credential, one.instance, one.purpose)));
    }
    Result<std::shared_ptr<ssh::Transport>> connect(std::shared_ptr<ssh::Interaction> person, std::shared_ptr<ssh::ConnectReport> report = {}, quint16 port = 0)
    {
        ssh::Endpoint endpoint = m_desk->endpoint();
        endpoint.port = port > 0 ? port : endpoint.port;
        return finished(m_desk->services().pool->acquire(endpoint, m_desk->permit(Action::SshExec), m_desk->permit(Action::CredentialUse), person, report));
    }

    std::unique_ptr<test::SshServer> m_server;
    std::unique_ptr<test::SshDesk> m_desk;
};

QTEST_GUILESS_MAIN(TestSshWays)
#include "tst_sshways.moc"
