#include "app/sessionbench.h"
#include "support/process.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "violet harbour canary quartz 83 tulip";
const QByteArray kPassword = "Mango-Canary-Password-9f31";

} // namespace

/// `aiops credential` with every kind, against a daemon whose vault is open.
class TestCredentialCommands final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCOMPARE(m_bench.type(u"daemon start"_s).code, 0);
        QCOMPARE(m_bench.type(u"instance add web-1 --address 127.0.0.1"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault create --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QCOMPARE(m_bench.type(u"credential add web --kind password --user root --secret-fd 4"_s, {{4, kPassword}}).code, 0);
    }

    void revealingNeedsThePassphraseEachTime()
    {
        const auto refused = m_bench.type(u"--json --no-input credential reveal web"_s);
        QCOMPARE(refused.code, 4);
        QCOMPARE(refused.errorCode(), u"denied"_s);
        QVERIFY(!refused.err.contains(kPassword));
        const auto wrong = m_bench.type(u"--json credential reveal web --passphrase-fd 3"_s, {{3, "quite the wrong one"}});
        QCOMPARE(wrong.code, 5);
        const auto shown = m_bench.type(u"--json credential reveal web --passphrase-fd 3"_s, {{3, kPassphrase}});
        QCOMPARE(shown.json()[u"value"_s].toString(), QString::fromLatin1(kPassword));
        QCOMPARE(m_bench.type(u"credential reveal web --passphrase-fd 3"_s, {{3, kPassphrase}}).out, kPassword + '\n');
        QCOMPARE(m_bench.type(u"--no-input credential reveal web"_s).code, 4);
        QVERIFY(!m_bench.stored().contains(kPassword));
    }

    void everyTryIsInTheAudit()
    {
        QStringList outcomes;
        const auto rows = m_bench.type(u"audit list --action credential.reveal --json"_s).json().array();
        for (const QJsonValue row : rows)
            outcomes.append(row[u"outcome"_s].toString());
        QCOMPARE(outcomes.count(u"done"_s), 2);
    }

    void aKeyIsMadeExportedAndNeverShown()
    {
        const auto made = m_bench.type(u"--json credential add deploy --kind ssh-key --generate ed25519 --user deploy"_s);
        QCOMPARE(made.code, 0);
        QCOMPARE(made.json()[u"key_type"_s].toString(), u"ssh-ed25519"_s);
        QCOMPARE(m_bench.type(u"credential reveal deploy --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 4);
        QCOMPARE(m_bench.type(u"credential export deploy --output deploy.key --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 2);
        QCOMPARE(m_bench.type(u"credential export deploy --output deploy.key --key-passphrase-fd 4 --passphrase-fd 3"_s,
                              {{3, kPassphrase}, {4, "seven letters"}}).code, 0);
        QCOMPARE(int(QFileInfo(m_bench.filePath(u"deploy.key"_s)).permissions()) & 0x77, 0); // nobody else
        QProcess keygen;
        keygen.start(u"ssh-keygen"_s, {u"-y"_s, u"-P"_s, u"seven letters"_s, u"-f"_s, m_bench.filePath(u"deploy.key"_s)});
        QVERIFY(keygen.waitForFinished());
        QCOMPARE(QString::fromLatin1(keygen.readAllStandardOutput()).trimmed(), made.json()[u"public_key"_s].toString());
        QCOMPARE(m_bench.type(u"credential export deploy --output deploy.key --unprotected --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 9);
    }

    void aCloudKeyHasItsFields()
    {
        const auto made = m_bench.type(u"--json credential add aws --kind aws-key --field access_key_id=AKIAIOSFODNN7EXAMPLE --field region=eu-west-1 "
                                       "--secret-fd 4 --expires 2027-03-01 --rotation-days 30"_s, {{4, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}});
        QCOMPARE(made.code, 0);
        QCOMPARE(made.json()[u"detail"_s].toString(), u"AKIAIOSFODNN7EXAMPLE"_s);
        QCOMPARE(made.json()[u"expires_at"_s].toString(), u"2027-03-01T00:00:00.000Z"_s);
        QCOMPARE(made.json()[u"rotation_days"_s].toInt(), 30);
        checkShape(made.json().object());
        QCOMPARE(m_bench.type(u"credential add bad --kind aws-key --secret-fd 4"_s, {{4, "wJalrXUtnFEMI/K7MDENG"}}).code, 2);
        QCOMPARE(m_bench.type(u"credential add bad --kind aws-key --field region --secret-fd 4"_s, {{4, "x"}}).code, 2);
        QCOMPARE(m_bench.type(u"credential add bad --kind password --generate ed25519"_s).code, 2);
    }

    void anEditChangesWhatIsGiven()
    {
        QCOMPARE(m_bench.type(u"credential add old --kind password --secret-fd 4"_s, {{4, "first"}}).code, 0);
        const auto edited = m_bench.type(u"--json credential edit old --name new --user jo --expires never"_s);
        QCOMPARE(edited.code, 0);
        QCOMPARE(edited.json()[u"version"_s].toInt(), 2);
        QCOMPARE(m_bench.type(u"credential show old"_s).code, 3);
        QCOMPARE(m_bench.type(u"credential edit new --generate password"_s).code, 0);
        const auto shown = m_bench.type(u"--json credential reveal new --passphrase-fd 3"_s, {{3, kPassphrase}});
        QCOMPARE(shown.json()[u"user"_s].toString(), u"jo"_s);
        QCOMPARE(shown.json()[u"value"_s].toString().size(), 24);
        QCOMPARE(m_bench.type(u"credential edit new --name web"_s).code, 9);
    }

    void usesAreListedAndARevokedOneSignsInNowhere()
    {
        QCOMPARE(m_bench.type(u"credential attach web web-1"_s).code, 0);
        QCOMPARE(m_bench.type(u"credential attach new web-1 --personal"_s).code, 0);
        QCOMPARE(m_bench.type(u"credential attach aws web-1 --purpose login"_s).code, 2);
        const auto uses = m_bench.type(u"credential used-by new --json"_s).json().array();
        QCOMPARE(uses.size(), 1);
        QCOMPARE(uses[0][u"name"_s].toString(), u"web-1"_s);
        QCOMPARE(uses[0][u"personal"_s].toBool(), true);
        QCOMPARE(m_bench.type(u"credential revoke new"_s).code, 2); // no terminal to ask on
        QCOMPARE(m_bench.type(u"credential revoke new --yes"_s).code, 0);
        QVERIFY(m_bench.type(u"credential show new --json"_s).json()[u"revoked_at"_s].isString());
        QCOMPARE(m_bench.type(u"credential remove new --yes"_s).code, 9);
    }

    void oneTimeCodesAreShown()
    {
        QCOMPARE(m_bench.type(u"credential add code --kind totp --secret-fd 4"_s, {{4, "otpauth://totp/a?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=ACME"}}).code, 0);
        QCOMPARE(m_bench.type(u"credential show code --json"_s).json()[u"detail"_s].toString(), u"ACME"_s);
        const auto code = m_bench.type(u"credential code code --json"_s).json();
        QCOMPARE(code[u"code"_s].toString().size(), 6);
        QVERIFY(code[u"seconds_left"_s].toInt() >= 1 && code[u"seconds_left"_s].toInt() <= 30);
        QCOMPARE(m_bench.type(u"credential code web"_s).code, 2);
    }

    void noSecretWasShownOrStored()
    {
        for (const QByteArray &secret : {kPassphrase, QByteArray("JBSWY3DPEHPK3PXP"), QByteArray("wJalrXUtnFEMI/K7MDENG")}) {
            QVERIFY(!m_bench.shown().contains(secret));
            QVERIFY(!m_bench.stored().contains(secret));
        }
        QVERIFY(!m_bench.stored().contains(kPassword));
    }

private:
    SessionBench m_bench;
};

QTEST_GUILESS_MAIN(TestCredentialCommands)
#include "tst_credentialcommands.moc"
