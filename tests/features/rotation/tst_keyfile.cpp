#include "features/rotation/keyfile.h"

#include "features/rotation/authorizedkeys.h"
#include "rotationdesk.h"
#include "ssh/client/sessiontransport.h"

#include <sys/stat.h>

using namespace aiops;
using namespace aiops::rotation;
using namespace aiops::test;
using namespace Qt::StringLiterals;

/// The file at a real host, through a real sshd.
class TestKeyFile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void anyFileComesBackByteForByte_data();
    void anyFileComesBackByteForByte();
    void aMissingFileIsMadePrivate();
    void modeAndLinkStay();
    void aFileThatChangedMeanwhileStays();
    void aReadOnlyFolderIsSaid();
    void whatTheShellPrintsIsNoKey();
    void otherLoginShellsRunTheSameProgram_data();
    void otherLoginShellsRunTheSameProgram();
    void nothingIsLeftBehind();

private:
    QByteArray other() const { return m_other.line("other"); }

    TestKey m_key;
    TestKey m_other;
    std::unique_ptr<KeyHost> m_host;
    RotationDesk m_desk;
    std::shared_ptr<ssh::SessionTransport> m_transport;
};

void TestKeyFile::initTestCase()
{
    m_host = std::make_unique<KeyHost>();
    // The key itself is taken from another place, so that the file may hold anything.
    QVERIFY(m_host->start({}, {.password = false, .extraLines = {}}));
    QVERIFY(m_desk.open());
    QVERIFY(m_host->write(m_key.line()));
    const InstanceId id = m_desk.addInstance(u"web-1"_s, m_host->server());
    const HostDoor door(*m_desk.services().knownHosts, *m_desk.services().gatekeeper);
    const auto instance = m_desk.inventory().instance(id);
    Login login;
    login.user = QString::fromLatin1(SshServer::user);
    struct FileSigner final : Signer
    {
        explicit FileSigner(vault::SshKey k) : key(std::move(k)) {}
        QString name() const override { return u"test"_s; }
        QByteArray publicKey() const override { return key.publicBlob(); }
        Future<QByteArray> sign(QByteArray data, QByteArray algorithm) override { return ready<QByteArray>(key.sign(data, algorithm)); }
        vault::SshKey key;
    };
    login.signers.push_back(std::make_shared<FileSigner>(m_key.key));
    const auto entered = finished(door.enter({instance->address, quint16(instance->port), instance->user, instance->name, id}, login));
    QVERIFY2(entered, entered ? "" : qPrintable(entered.error().text));
    m_transport = *entered;
}

void TestKeyFile::init()
{
    QFile::remove(m_host->keyFile());
    QVERIFY(m_host->write(m_key.line()));
}

void TestKeyFile::anyFileComesBackByteForByte_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("one line") << m_key.line();
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("no line end") << m_key.line().trimmed();
    QTest::newRow("CRLF") << m_key.line().replace('\n', "\r\n");
    QTest::newRow("bytes") << m_key.line() + QByteArray("# \xff\x00\x01 \xc3\n", 8);
    QTest::newRow("quotes and dollars") << m_key.line() + "command=\"echo $HOME `id` '$(id)' \\\"x\\\"; rm -rf $HOME\" " + other();
    QTest::newRow("ends like our marker") << m_key.line() + "# @@aiops-end@@\n@@aiops-begin@@\n";
    QTest::newRow("200 KiB") << m_key.line() + QByteArray(200 * 1024, '#') + "\n";
}

void TestKeyFile::anyFileComesBackByteForByte()
{
    QFETCH(const QByteArray, file);
    QVERIFY(m_host->write(file));
    const auto read = finished(readKeyFile(m_transport));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text + read.error().detail));
    QVERIFY(read->exists);
    QCOMPARE(read->content, file);
    const auto written = finished(writeKeyFile(m_transport, *read, file + other()));
    QVERIFY2(written, written ? "" : qPrintable(written.error().text + written.error().detail));
    QCOMPARE(m_host->keys(), file + other());
}

void TestKeyFile::aMissingFileIsMadePrivate()
{
    QVERIFY(QDir(m_host->home() + u"/.ssh"_s).removeRecursively());
    const auto read = finished(readKeyFile(m_transport));
    QVERIFY(read);
    QVERIFY(!read->exists);
    const auto written = finished(writeKeyFile(m_transport, *read, other()));
    QVERIFY2(written, written ? "" : qPrintable(written.error().text));
    QCOMPARE(m_host->keys(), other());
    struct stat file{}, folder{};
    QCOMPARE(stat(qPrintable(m_host->keyFile()), &file), 0);
    QCOMPARE(stat(qPrintable(m_host->home() + u"/.ssh"_s), &folder), 0);
    QCOMPARE(file.st_mode & 0777, 0600U);
    QCOMPARE(folder.st_mode & 0777, 0700U);
}

void TestKeyFile::modeAndLinkStay()
{
    const QString real = m_host->home() + u"/keys in another place"_s;
    QVERIFY(m_host->write(m_key.line(), real));
    QVERIFY(QFile::remove(m_host->keyFile()));
    QVERIFY(QFile::link(real, m_host->keyFile()));
    QCOMPARE(chmod(qPrintable(real), 0640), 0);
    const auto read = finished(readKeyFile(m_transport));
    QVERIFY(read);
    const auto written = finished(writeKeyFile(m_transport, *read, other()));
    QVERIFY2(written, written ? "" : qPrintable(written.error().text));
    struct stat link{}, file{};
    QCOMPARE(lstat(qPrintable(m_host->keyFile()), &link), 0);
    QVERIFY(S_ISLNK(link.st_mode));
    QCOMPARE(stat(qPrintable(real), &file), 0);
    QCOMPARE(file.st_mode & 0777, 0640U);
    QCOMPARE(file.st_uid, getpwnam(SshServer::user)->pw_uid);
    QCOMPARE(m_host->keys(), other());
}

void TestKeyFile::aFileThatChangedMeanwhileStays()
{
    const auto read = finished(readKeyFile(m_transport));
    QVERIFY(read);
    QVERIFY(m_host->write(m_key.line() + "# somebody else\n"));
    const auto written = finished(writeKeyFile(m_transport, *read, other()));
    QVERIFY(!written);
    QCOMPARE(written.error().code, Errc::Conflict);
    QCOMPARE(m_host->keys(), m_key.line() + "# somebody else\n");
    QVERIFY(QFile::remove(m_host->keyFile()));
    QCOMPARE(finished(writeKeyFile(m_transport, KeyFile{.content = {}, .exists = false}, other())).has_value(), true);
    QCOMPARE(finished(writeKeyFile(m_transport, KeyFile{.content = {}, .exists = false}, "x")).error().code, Errc::Conflict);
    QCOMPARE(m_host->keys(), other());
}

void TestKeyFile::aReadOnlyFolderIsSaid()
{
    const auto read = finished(readKeyFile(m_transport));
    QVERIFY(read);
    QVERIFY(m_host->makeReadOnly());
    const auto written = finished(writeKeyFile(m_transport, *read, other()));
    QVERIFY(KeyHost::own(m_host->home() + u"/.ssh"_s));
    QVERIFY(!written);
    QCOMPARE(written.error().code, Errc::Denied);
    QCOMPARE(m_host->keys(), m_key.line());
    QCOMPARE(m_host->files(), QStringList{u"authorized_keys"_s});
}

void TestKeyFile::whatTheShellPrintsIsNoKey()
{
    QVERIFY(m_host->write("echo Welcome; echo " + m_other.line("liar").trimmed() + "\n", m_host->home() + u"/.bashrc"_s));
    const auto read = finished(readKeyFile(m_transport));
    QFile::remove(m_host->home() + u"/.bashrc"_s);
    QVERIFY(read);
    QCOMPARE(read->content, m_key.line());
}

void TestKeyFile::otherLoginShellsRunTheSameProgram_data()
{
    QTest::addColumn<QString>("shell");
    for (const QString &shell : {u"/bin/dash"_s, u"/bin/bash"_s, u"/bin/csh"_s, u"/usr/bin/fish"_s, u"/bin/busybox"_s})
        QTest::newRow(qPrintable(shell)) << shell;
}

/// sshd hands the command to the login shell with -c: so do we, here.
void TestKeyFile::otherLoginShellsRunTheSameProgram()
{
    QFETCH(const QString, shell);
    if (!QFile::exists(shell))
        QSKIP("not installed");
    // What the transport was asked for, caught on its way.
    class Caught final : public ssh::Transport
    {
    public:
        const ssh::Endpoint &endpoint() const override { return m_endpoint; }
        bool isOpen() const override { return true; }
        const ssh::ConnectionLog &log() const override { return m_log; }
        ssh::HostKey hostKey() const override { return {}; }
        Future<std::shared_ptr<ssh::Channel>> shell(ssh::Pty) override { return failed<std::shared_ptr<ssh::Channel>>(cancelledError()); }
        Future<std::shared_ptr<ssh::Channel>> exec(QByteArray command, std::optional<ssh::Pty>) override
        {
            asked = command;
            return failed<std::shared_ptr<ssh::Channel>>(cancelledError());
        }
        Future<std::shared_ptr<ssh::Channel>> dial(QString, quint16) override { return failed<std::shared_ptr<ssh::Channel>>(cancelledError()); }
        QByteArray asked;

    private:
        ssh::Endpoint m_endpoint;
        ssh::ConnectionLog m_log;
    };
    const auto caught = std::make_shared<Caught>();
    (void)finished(writeKeyFile(caught, KeyFile{.content = m_key.line(), .exists = true}, other()));
    QStringList arguments{u"-c"_s, QString::fromUtf8(caught->asked)};
    if (shell.endsWith(u"busybox"_s))
        arguments.prepend(u"sh"_s);
    const auto output = runTool(shell, arguments, other(), {u"HOME="_s + m_host->home()});
    QVERIFY(output);
    QVERIFY2(output->contains("@@aiops-end@@"), output->constData());
    QCOMPARE(m_host->keys(), other());
}

void TestKeyFile::nothingIsLeftBehind()
{
    const auto read = finished(readKeyFile(m_transport));
    QVERIFY(finished(writeKeyFile(m_transport, *read, other())));
    QCOMPARE(m_host->files(), QStringList{u"authorized_keys"_s});
}

QTEST_GUILESS_MAIN(TestKeyFile)
#include "tst_keyfile.moc"
