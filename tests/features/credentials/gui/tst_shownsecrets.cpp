#include "features/credentials/gui/revealedvalue.h"
#include "features/credentials/gui/secondfactordialog.h"
#include "features/credentials/gui/secretsection.h"
#include "vault/totp.h"
#include "vaulthome.h"
#include "widgets/qrview.h"

#include <QClipboard>

using namespace aiops;
using namespace aiops::credentials;
using namespace aiops::test;

/// Secrets that a person has to see: on the screen, on the clipboard when asked, and in no text of the window.
class TestShownSecrets final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { letPoolThreadsEnd(); }

    void aNewSecondFactorIsPaintedOnly()
    {
        VaultHome home;
        QVERIFY(home.create());
        SecondFactorDialog dialog(home.window, &home.top);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const auto copied = [&dialog](const char *button) {
            dialog.findChild<QPushButton *>(QString::fromLatin1(button))->click();
            return QGuiApplication::clipboard()->text();
        };
        const QString seed = copied("copySeedButton"), codes = copied("copyCodesButton"), address = copied("copyAddressButton");
        QCOMPARE(seed.size(), 32);
        QCOMPARE(codes.split(u'\n').size(), 10);
        QVERIFY(address.startsWith(u"otpauth://totp/"_s) && address.contains(seed));
        const QString texts = accessibleTexts(&dialog);
        QVERIFY(texts.contains(u"QR code"_s)); // or this test would look at nothing
        QVERIFY(!texts.contains(seed) && !texts.contains(seed.first(4) + u' ' + seed.sliced(4, 4)));
        for (const QString &code : codes.split(u'\n'))
            QVERIFY(code.size() > 8 && !texts.contains(code));
        for (const QObject *child : dialog.findChildren<QObject *>()) {
            for (int i = 0; i < child->metaObject()->propertyCount(); ++i)
                QVERIFY(!child->metaObject()->property(i).read(child).toString().contains(seed));
        }
        QVERIFY(dialog.findChild<widgets::QrView *>(u"seedQr"_s)->isVisible());
        picture(&dialog, u"second-factor"_s);
    }

    void theCodeOfTheMomentIsPaintedOnly()
    {
        VaultHome home;
        QVERIFY(home.create());
        QVERIFY(finished(home.session.add({.name = u"mail"_s, .kind = vault::Kind::Totp, .user = {}, .notes = {}, .value = secret("JBSWY3DPEHPK3PXPJBSWY3DP"),
                                           .keyPassphrase = {}}, {})));
        const vault::CredentialInfo info = *home.vault.find(u"mail"_s);
        const auto code = finished(home.session.code(info.id));
        QVERIFY(code);
        const QString grouped = code->code.first(3) + u' ' + code->code.sliced(3);
        SecretSection section(home.session, info);
        section.show();
        const auto isInNoText = [&] {
            const QString texts = accessibleTexts(&section);
            bool isIn = texts.contains(code->code) || texts.contains(grouped) || !texts.contains(u"Copy code"_s); // or it would look at nothing
            for (const QObject *child : section.findChildren<QObject *>()) {
                for (int i = 0; i < child->metaObject()->propertyCount(); ++i) {
                    const QString value = child->metaObject()->property(i).read(child).toString();
                    isIn = isIn || value.contains(code->code) || value.contains(grouped);
                }
            }
            return !isIn;
        };
        QVERIFY(isInNoText());
        auto *button = section.findChild<QPushButton *>(u"showCodeButton"_s);
        button->click();
        QTRY_VERIFY_WITH_TIMEOUT(section.isShowing(), 10'000);
        QCOMPARE(section.findChild<RevealedValue *>()->secret()->reveal().toByteArray(), grouped.toLatin1());
        QVERIFY(isInNoText());
        button->click();
        QVERIFY(!section.isShowing());
        QTRY_VERIFY(!section.findChild<RevealedValue *>());
        section.findChild<QPushButton *>(u"copyCodeButton"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(QGuiApplication::clipboard()->text(), code->code, 10'000);
        QVERIFY(isInNoText());
        home.window.lock();
        QTRY_VERIFY(QGuiApplication::clipboard()->text().isEmpty());
    }

    void aCodeGoesWithTheLock()
    {
        VaultHome home;
        QVERIFY(home.create());
        QVERIFY(finished(home.session.add({.name = u"mail"_s, .kind = vault::Kind::Totp, .user = {}, .notes = {}, .value = secret("JBSWY3DPEHPK3PXPJBSWY3DP"),
                                           .keyPassphrase = {}}, {})));
        SecretSection section(home.session, *home.vault.find(u"mail"_s));
        section.show();
        section.findChild<QPushButton *>(u"showCodeButton"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(section.isShowing(), 10'000);
        QVERIFY(home.window.lock());
        QVERIFY(!section.isShowing());
    }

    void theSeedOfAnotherAccountIsShownForTwentySeconds()
    {
        VaultHome home;
        QVERIFY(home.create());
        const QByteArray seed = "JBSWY3DPEHPK3PXPJBSWY3DP";
        QVERIFY(finished(home.session.add({.name = u"mail"_s, .kind = vault::Kind::Totp, .user = {}, .notes = {}, .value = secret(seed), .keyPassphrase = {},
                                           .fields = {{u"issuer"_s, u"ACME"_s}}}, {})));
        const vault::CredentialInfo info = *home.vault.find(u"mail"_s);
        SecretSection section(home.session, info);
        section.show();
        auto *button = section.findChild<QPushButton *>(u"showSeedButton"_s);
        button->click();
        QTRY_VERIFY_WITH_TIMEOUT(section.isShowing(), 10'000);
        auto *picture = section.findChild<widgets::QrView *>(u"seedQr"_s);
        QVERIFY(picture);
        QCOMPARE(section.findChild<RevealedValue *>()->secret()->reveal().toByteArray(),
                 "otpauth://totp/ACME%3Amail?secret=" + seed + "&issuer=ACME");
        QVERIFY(!accessibleTexts(&section).contains(QString::fromLatin1(seed)));
        button->click();
        QVERIFY(!section.isShowing());
        QTRY_VERIFY(!section.findChild<widgets::QrView *>(u"seedQr"_s));
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    TestShownSecrets test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_shownsecrets.moc"
