#include "app/desktoplink.h"
#include "app/devicekeyplace.h"
#include "cli/storeddevicekey.h"
#include "cli/systemkeychain.h"
#include "features/credentials/gui/windowvault.h"
#include "storage/database.h"
#include "support/fakeclock.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;
using app::DesktopLink;
using vault::LockState;

namespace {

const QByteArray kPassphrase = "plum anchor velvet tractor";

const QString kOwner = QStringLiteral(AIOPS_BIN_DIR "/aiops-owner");

template <typename T>
Result<T> finished(Future<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 60000);
    return takeResult(future);
}

/// A session bus of the test's own, with a keyring that is open.
class Session final
{
public:
    Session()
    {
        m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        if (!m_bus.waitForReadyRead(10000))
            qFatal("dbus-daemon does not start");
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        qputenv("XDG_DATA_HOME", m_home.path().toLocal8Bit());
        m_keyring.start(u"gnome-keyring-daemon"_s, {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s, u"--control-directory="_s + m_home.path()});
        if (!m_keyring.waitForStarted(10000))
            qFatal("gnome-keyring-daemon does not start");
        m_keyring.write("a login password");
        m_keyring.waitForBytesWritten(10000);
        m_keyring.closeWriteChannel();
    }
    ~Session()
    {
        for (QProcess *process : {&m_keyring, &m_bus}) {
            process->terminate();
            process->waitForFinished(5000);
        }
    }
    bool isThere()
    {
        const bool isOpen = QFile::exists(m_home.filePath(u"keyrings/login.keyring"_s));
        return isOpen && send({u"--print-reply"_s, u"--dest=org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s, u"org.freedesktop.DBus.Peer.Ping"_s});
    }
    static bool send(const QStringList &arguments)
    {
        QProcess sender;
        sender.start(u"dbus-send"_s, QStringList(u"--session"_s) + arguments);
        return sender.waitForFinished() && sender.exitCode() == 0;
    }
    void stopKeyring()
    {
        m_keyring.terminate();
        m_keyring.waitForFinished(5000);
    }

private:
    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
};

struct Home
{
    QTemporaryDir dir;
    aiops::test::FakeClock clock;
    std::unique_ptr<storage::Database> database = std::move(*storage::Database::open(dir.filePath(u"home.db"_s), clock));
    std::shared_ptr<team::AuditLog> log = std::make_shared<team::AuditLog>(*database);
    team::Gatekeeper gatekeeper{clock, log};
    vault::Vault vault{*database, clock, vault::KdfCost::floor()};
    credentials::WindowVault window{vault, gatekeeper};

    bool create() { return finished(window.create(std::make_shared<const Secret>(Secret::copyOf(kPassphrase)))).has_value(); }
};

} // namespace

class TestDesktopLink final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_session = std::make_unique<Session>();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->isThere(), 20000);
    }
    void cleanupTestCase() { m_session.reset(); }

    void theKeychainOpensTheVaultOnlyWhereItIsAllowed()
    {
        Home home;
        QVERIFY(home.create());
        DesktopLink link(home.window);
        QVERIFY(link.isLoaded());
        QVERIFY(!home.window.canUseKeychain());
        QCOMPARE(finished(home.window.unlockWithKeychain()).error().code, Errc::NotFound);
        const Status allowed = finished(home.window.allowKeychain());
        QVERIFY2(allowed, allowed ? "" : qPrintable(allowed.error().text + allowed.error().detail));
        QVERIFY(home.window.lock());
        QVERIFY(finished(home.window.unlockWithKeychain()));
        QCOMPARE(home.vault.state().value, LockState::Unlocked);
        QVERIFY(home.window.lock());
        QVERIFY(finished(home.window.forgetKeychain()));
        QVERIFY(!finished(home.window.unlockWithKeychain()));
        QCOMPARE(home.vault.state().value, LockState::Locked);
    }

    void aKeyOfAnotherVaultOpensNothing()
    {
        Home first, second;
        QVERIFY(first.create() && second.create());
        DesktopLink link(first.window);
        QVERIFY(finished(first.window.allowKeychain()));
        {
            DesktopLink other(second.window);
            QVERIFY(finished(second.window.allowKeychain())); // takes the place of the first one's key
        }
        QVERIFY(first.window.lock());
        QCOMPARE(finished(first.window.unlockWithKeychain()).error().code, Errc::WrongPassphrase);
        QCOMPARE(first.vault.state().value, LockState::Locked);
    }

    void theLockedScreenLocksTheVault()
    {
        Home home;
        QVERIFY(home.create());
        DesktopLink link(home.window);
        const QStringList locked{u"--type=signal"_s, u"/ScreenSaver"_s, u"org.freedesktop.ScreenSaver.ActiveChanged"_s, u"boolean:true"_s};
        QVERIFY(Session::send(locked));
        QTRY_COMPARE(home.vault.state().value, LockState::Locked);
        QVERIFY(finished(home.window.unlock(std::make_shared<const Secret>(Secret::copyOf(kPassphrase)))));
        home.window.setLocksWithScreen(false);
        QVERIFY(Session::send(locked));
        QTest::qWait(0);
        QVERIFY(Session::send({u"--print-reply"_s, u"--dest=org.freedesktop.DBus"_s, u"/"_s, u"org.freedesktop.DBus.Peer.Ping"_s}));
        QCOMPARE(home.vault.state().value, LockState::Unlocked);
    }

    void theKeyThatSignsTheAuditMovesIntoTheKeyring()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"device.key"_s);
        const auto key = [&path] { return std::make_unique<cli::StoredDeviceKey>(std::make_unique<cli::DeviceKeyFile>(path, std::make_unique<cli::SystemKeychain>(kOwner))); };
        const QByteArray signature = key()->sign("message", 7);
        QCOMPARE(signature.size(), 64);
        const auto moved = key();
        const Status done = moved->keepInKeychain(true);
        QVERIFY2(done, done ? "" : qPrintable(done.error().text + done.error().detail));
        QCOMPARE(key()->sign("message", 8), signature); // another process
        QCOMPARE(key()->publicKey(), moved->publicKey());
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        QVERIFY(file.readAll().contains(moved->publicKey()));
        QVERIFY(key()->keepInKeychain(false));
        QCOMPARE(std::make_unique<cli::StoredDeviceKey>(std::make_unique<cli::DeviceKeyFile>(path))->sign("message", 9), signature);
        QVERIFY(key()->keepInKeychain(true));
        m_path = path;
        m_signature = signature;
        folder.setAutoRemove(false);
        m_folder = folder.path();
    }

    void theHelperGivesNothingButDeviceKeys()
    {
        cli::SystemKeychain keychain(kOwner);
        QVERIFY(keychain.write(u"device key of a test"_s, Secret::copyOf(QByteArrayView("mine"))));
        QCOMPARE(keychain.read(u"device key of a test"_s)->reveal(), QByteArrayView("mine"));
        QVERIFY(keychain.remove(u"device key of a test"_s));
        QCOMPARE(cli::SystemKeychain(kOwner).read(u"vault key"_s).error().code, Errc::Denied);
    }

    void theSettingsMoveTheKeyAndTheAuditSaysSo()
    {
        Home home;
        QVERIFY(home.create());
        const auto key = std::make_shared<cli::StoredDeviceKey>(std::make_unique<cli::DeviceKeyFile>(home.dir.filePath(u"device.key"_s), std::make_unique<cli::SystemKeychain>(kOwner)));
        app::DeviceKeyPlace place(key);
        QCOMPARE(finished(home.window.keepDeviceKeyInKeychain(true)).error().code, Errc::NotFound); // nobody knows of a keychain
        home.window.setDeviceKeyPlace(&place);
        QCOMPARE(finished(home.window.keepDeviceKeyInKeychain(true)).error().code, Errc::NotFound); // there is no key yet
        home.log->setDeviceKey(key);
        QVERIFY(home.window.lock()); // an entry, and with it the key
        QTRY_VERIFY(!key->publicKey().isEmpty());
        for (const bool wanted : {true, false}) {
            const Status moved = finished(home.window.keepDeviceKeyInKeychain(wanted));
            QVERIFY2(moved, moved ? "" : qPrintable(moved.error().text));
            QCOMPARE(*finished(place.isInKeychain()), wanted);
        }
        const auto verified = finished(home.log->verify({}));
        QVERIFY2(verified, verified ? "" : qPrintable(verified.error().text));
        QCOMPARE(verified->firstBad, 0); // the same key all the time
    }

    void withoutAKeyringThePassphraseIsTheWayIn()
    {
        Home home;
        QVERIFY(home.create());
        DesktopLink link(home.window);
        QVERIFY(finished(home.window.allowKeychain()));
        QVERIFY(home.window.lock());
        m_session->stopKeyring();
        const Status refused = finished(home.window.unlockWithKeychain());
        QVERIFY(!refused);
        QVERIFY(refused.error().hint.contains(u"passphrase"_s));
        QCOMPARE(home.vault.state().value, LockState::Locked); // and no new identity
        cli::StoredDeviceKey key(std::make_unique<cli::DeviceKeyFile>(m_path, std::make_unique<cli::SystemKeychain>(kOwner, std::chrono::seconds(5))));
        QVERIFY(key.sign("message", 10).isEmpty()); // no signature, and no new key
        QVERIFY(!key.publicKey().isEmpty());
        QVERIFY(key.verify(key.publicKey(), "message", m_signature));
        QVERIFY(QDir(m_folder).removeRecursively());
        QVERIFY(finished(home.window.unlock(std::make_shared<const Secret>(Secret::copyOf(kPassphrase)))));
    }

private:
    std::unique_ptr<Session> m_session;
    QString m_folder; ///< of the device key
    QString m_path;
    QByteArray m_signature;
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    TestDesktopLink test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_desktoplink.moc"
