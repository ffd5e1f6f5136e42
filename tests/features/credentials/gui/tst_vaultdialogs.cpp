#include "features/credentials/gui/attachdialog.h"
#include "features/credentials/gui/createvaultdialog.h"
#include "features/credentials/gui/changepassphrasedialog.h"
#include "features/credentials/gui/credentialdialog.h"
#include "features/credentials/gui/exportkeydialog.h"
#include "features/credentials/gui/keyfile.h"
#include "features/credentials/gui/unlockdialog.h"
#include "vaulthome.h"
#include "widgets/field.h"
#include "widgets/secretedit.h"

#include <QClipboard>
#include <QDropEvent>
#include <QListWidget>
#include <QComboBox>
#include <QMenu>
#include <QMimeData>
#include <QProcess>

using namespace aiops;
using namespace aiops::credentials;
using namespace aiops::test;

class TestVaultDialogs final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_keys;
    QString m_plain = m_keys.filePath(u"id_plain"_s);
    QString m_locked = m_keys.filePath(u"id_locked"_s);

    static void type(QWidget *dialog, const QString &name, const QString &text)
    {
        auto *edit = named<QLineEdit>(dialog, name);
        QVERIFY2(edit, qPrintable(name));
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    static void click(QWidget *dialog, const QString &name)
    {
        auto *button = named<QPushButton>(dialog, name);
        QVERIFY2(button, qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    /// What stands below a field, as it is read aloud.
    static QString below(QWidget *dialog, const QString &name)
    {
        auto *edit = named<QLineEdit>(dialog, name);
        return edit ? edit->accessibleDescription() : QString();
    }
    CredentialDialog *openNew(VaultHome &home, InstanceId instance = {})
    {
        home.session.newCredential(&home.top, instance);
        (void)QTest::qWaitFor([&] { return home.dialog<CredentialDialog>() != nullptr; });
        return home.dialog<CredentialDialog>();
    }

private slots:
    void initTestCase();
    void createTellsStrengthAndRefuses_data();
    void createTellsStrengthAndRefuses();
    void createMakesAnUnlockedVault();
    void wrongPassphraseStaysThenRightOneOpens();
    void tooManyTriesSayHowLongToWait();
    void callersJoinOneDialog();
    void unlockedElsewhereClosesTheDialog();
    void firstSecretCreatesTheVault();
    void everyKindHasAForm();
    void aCloudKeyIsSavedWithItsFields();
    void anEditKeepsWhatIsNotTyped();
    void aKeyIsMadeAndExported();
    void thePassphraseIsChanged();
    void keyFileIsSavedAndAttached();
    void encryptedKeyAsksForItsPassphrase();
    void droppedFileBecomesTheKey();
    void badKeyFilesAreRefused_data();
    void badKeyFilesAreRefused();
    void takenNameKeepsThePassword();
    void lockMeanwhileAsksAndSaves();
    void attachLeavesOutWhatHasIt();
    void pictures();
};

void TestVaultDialogs::initTestCase()
{
    QCOMPARE(QProcess::execute(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, u""_s, u"-f"_s, m_plain}), 0);
    QCOMPARE(QProcess::execute(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-a"_s, u"1"_s, u"-N"_s, u"rose garden"_s, u"-f"_s, m_locked}), 0);
}

void TestVaultDialogs::createTellsStrengthAndRefuses_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QString>("strength");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("empty") << QString() << QString() << u"12 characters"_s << u"Passphrase"_s << u"Enter a passphrase"_s;
    QTest::newRow("weak") << u"password1"_s << u"password1"_s << u"very weak"_s << u"Passphrase"_s << u"too easy to guess"_s;
    QTest::newRow("mismatch") << u"plum anchor velvet tractor"_s << u"plum anchor velvet"_s << u"very strong"_s
                              << u"Passphrase again"_s << u"not the same"_s;
}

void TestVaultDialogs::createTellsStrengthAndRefuses()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(QString, strength);
    QFETCH(QString, field);
    QFETCH(QString, refusal);
    VaultHome home;
    home.window.requestUnlock(&home.top);
    auto *dialog = home.dialog<CreateVaultDialog>();
    QVERIFY(dialog);
    type(dialog, u"Passphrase"_s, first);
    QVERIFY2(below(dialog, u"Passphrase"_s).contains(strength), qPrintable(below(dialog, u"Passphrase"_s)));
    type(dialog, u"Passphrase again"_s, second);
    click(dialog, u"Create vault"_s);
    QVERIFY2(below(dialog, field).contains(refusal), qPrintable(below(dialog, field)));
    QCOMPARE(home.vault.state().value, vault::LockState::Missing);
}

void TestVaultDialogs::createMakesAnUnlockedVault()
{
    VaultHome home;
    const Future<void> answer = home.window.requestUnlock(&home.top);
    auto *dialog = home.dialog<CreateVaultDialog>();
    QVERIFY(dialog);
    type(dialog, u"Passphrase"_s, QString::fromLatin1(kPassphrase));
    type(dialog, u"Passphrase again"_s, QString::fromLatin1(kPassphrase));
    QTest::keyClick(dialog, Qt::Key_Return);
    QVERIFY(finished(answer));
    QCOMPARE(home.vault.state().value, vault::LockState::Unlocked);
    QCOMPARE(home.window.stateText(home.clock), u"Vault unlocked, locks in 10 min"_s);
}

void TestVaultDialogs::wrongPassphraseStaysThenRightOneOpens()
{
    VaultHome home;
    QVERIFY(home.create());
    QVERIFY(home.window.lock());
    const Future<void> answer = home.window.requestUnlock(&home.top);
    auto *dialog = home.dialog<UnlockDialog>();
    QVERIFY(dialog);
    type(dialog, u"Passphrase"_s, u"not it at all"_s);
    click(dialog, u"Unlock"_s);
    QTRY_COMPARE(below(dialog, u"Passphrase"_s),
                 u"The passphrase is wrong. Check the keyboard layout and Caps Lock. 4 tries left before a wait of 1 minute."_s);
    QVERIFY(!answer.isFinished());
    auto *field = named<QLineEdit>(dialog, u"Passphrase"_s);
    QVERIFY(field->text().isEmpty());
    // The text below has two lines here: the dialog made room for them.
    QTRY_VERIFY(field->parentWidget()->height() >= field->parentWidget()->heightForWidth(field->width()));
    type(dialog, u"Passphrase"_s, QString::fromLatin1(kPassphrase));
    click(dialog, u"Unlock"_s);
    QVERIFY(finished(answer));
    QCOMPARE(home.vault.state().value, vault::LockState::Unlocked);
}

void TestVaultDialogs::tooManyTriesSayHowLongToWait()
{
    VaultHome home;
    QVERIFY(home.create());
    QVERIFY(home.window.lock());
    home.window.requestUnlock(&home.top);
    auto *dialog = home.dialog<UnlockDialog>();
    QVERIFY(dialog);
    for (int i = 0; i < 3; ++i) {
        type(dialog, u"Passphrase"_s, u"wrong %1"_s.arg(i));
        click(dialog, u"Unlock"_s);
        QTRY_VERIFY(below(dialog, u"Passphrase"_s).contains(u"wrong"_s));
    }
    type(dialog, u"Passphrase"_s, QString::fromLatin1(kPassphrase));
    click(dialog, u"Unlock"_s);
    QTRY_COMPARE(below(dialog, u"Passphrase"_s), u"Too many wrong passphrases. Wait 5 s before the next try."_s);
}

void TestVaultDialogs::callersJoinOneDialog()
{
    VaultHome home;
    QVERIFY(home.create());
    QVERIFY(home.window.lock());
    const Future<void> first = home.window.requestUnlock(&home.top);
    const Future<void> second = home.window.requestUnlock(&home.top);
    QCOMPARE(home.top.findChildren<UnlockDialog *>().size(), 1);
    QTest::keyClick(home.dialog<UnlockDialog>(), Qt::Key_Escape);
    QCOMPARE(finished(first).error().code, Errc::Cancelled);
    QCOMPARE(finished(second).error().code, Errc::Cancelled);
    const Future<void> again = home.window.requestUnlock(&home.top);
    QVERIFY(!again.isFinished());
    QVERIFY(home.dialog<UnlockDialog>());
}

void TestVaultDialogs::unlockedElsewhereClosesTheDialog()
{
    VaultHome home;
    QVERIFY(home.create());
    QVERIFY(home.window.lock());
    const Future<void> answer = home.window.requestUnlock(&home.top);
    QVERIFY(home.unlock());
    QVERIFY(finished(answer));
    QVERIFY(!home.dialog<UnlockDialog>());
    QVERIFY(home.window.requestUnlock(&home.top).isFinished());
}

static void choose(QWidget *dialog, const QString &kind)
{
    auto *combo = dialog->findChild<QComboBox *>(u"kindCombo"_s);
    QVERIFY(combo);
    combo->setCurrentText(kind);
    QCOMPARE(combo->currentText(), kind);
}

void TestVaultDialogs::everyKindHasAForm()
{
    VaultHome home;
    QVERIFY(home.create());
    auto *dialog = openNew(home);
    QVERIFY(dialog);
    auto *combo = dialog->findChild<QComboBox *>(u"kindCombo"_s);
    QCOMPARE(combo->count(), int(vault::kinds().size()));
    for (int i = 0; i < combo->count(); ++i) {
        combo->setCurrentIndex(i);
        const vault::KindSpec &spec = vault::specOf(vault::Kind(combo->currentData().toInt()));
        for (const vault::FieldSpec &field : spec.fields)
            if (const QByteArrayView key(field.key); key != "source" && key != "reference") // one choice for both, "Kept in"
                QVERIFY2(dialog->findChild<QWidget *>(QString::fromLatin1(field.key) + u"Edit"_s)->isVisible(), spec.name);
        QCOMPARE(dialog->findChild<QWidget *>(u"chooseKeyButton"_s)->isVisible(), spec.form == vault::ValueForm::PrivateKey);
        QCOMPARE(dialog->findChild<QWidget *>(u"passwordEdit"_s)->isVisible(), spec.form == vault::ValueForm::Line);
        QCOMPARE(dialog->findChild<QWidget *>(u"textEdit"_s)->isVisible(), spec.form == vault::ValueForm::Text);
    }
}

void TestVaultDialogs::aCloudKeyIsSavedWithItsFields()
{
    VaultHome home;
    QVERIFY(home.create());
    auto *dialog = openNew(home);
    QVERIFY(dialog);
    choose(dialog, u"AWS access key"_s);
    type(dialog, u"Name"_s, u"aws-readonly"_s);
    type(dialog, u"Secret access key"_s, u"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"_s);
    click(dialog, u"Save credential"_s);
    QVERIFY(dialog->findChild<QLineEdit *>(u"access_key_idEdit"_s)->property("invalid").toBool());
    type(dialog, u"Access key ID"_s, u"AKIAIOSFODNN7EXAMPLE"_s);
    type(dialog, u"Expires on"_s, u"next year"_s);
    click(dialog, u"Save credential"_s);
    QVERIFY(named<QLineEdit>(dialog, u"Expires on"_s)->property("invalid").toBool());
    named<QLineEdit>(dialog, u"Expires on"_s)->setText(u"2027-03-01"_s);
    click(dialog, u"Save credential"_s);
    QTRY_COMPARE(home.session.credentials().size(), 1);
    QCOMPARE(home.session.credentials().first().detail, u"AKIAIOSFODNN7EXAMPLE"_s);
    QCOMPARE(home.session.credentials().first().expiresAt.date(), QDate(2027, 3, 1));
}

void TestVaultDialogs::anEditKeepsWhatIsNotTyped()
{
    VaultHome home;
    QVERIFY(home.create());
    const auto added = home.add(u"pg-admin"_s);
    home.session.editCredential(&home.top, added->id);
    QTRY_VERIFY(home.dialog<CredentialDialog>());
    auto *dialog = home.dialog<CredentialDialog>();
    QCOMPARE(dialog->windowTitle(), u"Edit pg-admin"_s);
    QVERIFY(!dialog->findChild<QComboBox *>(u"kindCombo"_s)->isEnabled());
    named<QLineEdit>(dialog, u"Name"_s)->setText(u"pg-root"_s);
    type(dialog, u"Address"_s, u"https://db.example"_s);
    click(dialog, u"Save changes"_s);
    QTRY_COMPARE(home.session.credential(added->id)->name, u"pg-root"_s);
    QCOMPARE(home.session.credential(added->id)->version, 2u);
    const auto value = finished(home.session.reveal(added->id));
    QVERIFY(value && (*value)->equals("hunter2-canary"));
}

void TestVaultDialogs::aKeyIsMadeAndExported()
{
    VaultHome home;
    QVERIFY(home.create());
    auto *dialog = openNew(home);
    QVERIFY(dialog);
    type(dialog, u"Name"_s, u"deploy"_s);
    auto *make = dialog->findChild<QPushButton *>(u"makeKeyButton"_s);
    make->menu()->actions().first()->trigger();
    QTRY_VERIFY(make->isEnabled());
    click(dialog, u"Save credential"_s);
    QTRY_COMPARE(home.session.credentials().size(), 1);
    QCOMPARE(home.session.credentials().first().keyType, u"ssh-ed25519"_s);
    auto *exporting = new ExportKeyDialog(home.session, home.session.credentials().first().id, &home.top);
    exporting->open();
    const QString path = home.dir.filePath(u"deploy.key"_s);
    named<QLineEdit>(exporting, u"File"_s)->setText(path);
    type(exporting, u"Passphrase of the file"_s, u"seven letters"_s);
    type(exporting, u"Passphrase again"_s, u"seven"_s);
    click(exporting, u"Export key"_s);
    QVERIFY(named<QLineEdit>(exporting, u"Passphrase again"_s)->property("invalid").toBool());
    type(exporting, u"Passphrase again"_s, u"seven letters"_s);
    click(exporting, u"Export key"_s);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(path), 60000); // bcrypt, slow on purpose
    QCOMPARE(readKeyFile(path)->reveal().first(35), QByteArrayView("-----BEGIN OPENSSH PRIVATE KEY-----"));
}

void TestVaultDialogs::thePassphraseIsChanged()
{
    VaultHome home;
    QVERIFY(home.create());
    auto *dialog = new ChangePassphraseDialog(home.window, &home.top);
    dialog->open();
    type(dialog, u"Passphrase of today"_s, u"not this one at all"_s);
    type(dialog, u"New passphrase"_s, u"orchard velvet comet dune"_s);
    type(dialog, u"New passphrase again"_s, u"orchard velvet comet dune"_s);
    click(dialog, u"Change passphrase"_s);
    QTRY_VERIFY(named<QLineEdit>(dialog, u"Passphrase of today"_s)->property("invalid").toBool());
    type(dialog, u"Passphrase of today"_s, QString::fromLatin1(kPassphrase));
    click(dialog, u"Change passphrase"_s);
    QTRY_VERIFY(!home.dialog<ChangePassphraseDialog>());
    QVERIFY(home.window.lock());
    QVERIFY(!home.unlock());
    QVERIFY(finished(home.window.unlock(secret("orchard velvet comet dune"))));
}

void TestVaultDialogs::firstSecretCreatesTheVault()
{
    VaultHome home;
    home.session.newCredential(&home.top);
    auto *create = home.dialog<CreateVaultDialog>();
    QVERIFY(create);
    type(create, u"Passphrase"_s, QString::fromLatin1(kPassphrase));
    type(create, u"Passphrase again"_s, QString::fromLatin1(kPassphrase));
    click(create, u"Create vault"_s);
    QTRY_VERIFY(home.dialog<CredentialDialog>());
    auto *dialog = home.dialog<CredentialDialog>();
    choose(dialog, u"Password"_s);
    type(dialog, u"Name"_s, u"pg-admin"_s);
    type(dialog, u"Password"_s, u"s3cret"_s);
    click(dialog, u"Save credential"_s);
    QTRY_COMPARE(home.session.credentials().size(), 1);
    QCOMPARE(home.session.credentials().first().name, u"pg-admin"_s);
    QCOMPARE(home.session.credentials().first().kind, vault::Kind::Password);
}

void TestVaultDialogs::keyFileIsSavedAndAttached()
{
    VaultHome home;
    QVERIFY(home.create());
    const InstanceId web = home.addInstance(u"web-1"_s);
    auto *dialog = openNew(home, web);
    QVERIFY(dialog);
    QStringList toasts;
    connect(&home.navigator, &shell::Navigator::toastRequested, this, [&toasts](const QString &text) { toasts << text; });
    dialog->loadFile(m_plain);
    QCOMPARE(named<QLineEdit>(dialog, u"Name"_s)->text(), u"id_plain"_s);
    click(dialog, u"Save credential"_s);
    QTRY_COMPARE(home.session.credentials().size(), 1);
    const vault::CredentialInfo saved = home.session.credentials().first();
    QCOMPARE(saved.keyType, u"ssh-ed25519"_s);
    QTRY_COMPARE(home.session.usesOf(saved.id).size(), 1);
    QCOMPARE(home.session.usesOf(saved.id).first().instance, web);
    QTRY_VERIFY(!home.dialog<CredentialDialog>());
    QVERIFY(toasts.value(0).contains(saved.fingerprint));
}

void TestVaultDialogs::encryptedKeyAsksForItsPassphrase()
{
    VaultHome home;
    QVERIFY(home.create());
    auto *dialog = openNew(home);
    QVERIFY(dialog);
    const QString asked = u"Passphrase of the key file"_s;
    dialog->loadFile(m_locked);
    QVERIFY(!named<QLineEdit>(dialog, asked));
    click(dialog, u"Save credential"_s);
    QTRY_VERIFY(named<QLineEdit>(dialog, asked));
    type(dialog, asked, u"wrong"_s);
    click(dialog, u"Save credential"_s);
    QTRY_VERIFY(named<QLineEdit>(dialog, asked)->property("invalid").toBool());
    type(dialog, asked, u"rose garden"_s);
    click(dialog, u"Save credential"_s);
    QTRY_COMPARE(home.session.credentials().size(), 1);
}

void TestVaultDialogs::droppedFileBecomesTheKey()
{
    VaultHome home;
    QVERIFY(home.create());
    auto *dialog = openNew(home);
    QVERIFY(dialog);
    choose(dialog, u"Password"_s);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(m_plain)});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(dialog, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(dialog, &drop);
    QCOMPARE(dialog->findChild<QLabel *>(u"keyLabel"_s)->text(), u"Private key of id_plain"_s);
    QVERIFY(dialog->findChild<QLabel *>(u"keyLabel"_s)->isVisible());
}

void TestVaultDialogs::badKeyFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<Errc>("code");
    QTest::newRow("public key") << QByteArray("ssh-ed25519 AAAAC3Nza me@here") << Errc::Invalid;
    QTest::newRow("empty") << QByteArray() << Errc::Invalid;
    QTest::newRow("65 KiB") << QByteArray(65 * 1024, 'x') + "PRIVATE KEY-----" << Errc::TooLarge;
}

void TestVaultDialogs::badKeyFilesAreRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(Errc, code);
    QFile file(m_keys.filePath(u"bad"_s));
    QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
    file.write(content);
    file.close();
    QCOMPARE(readKeyFile(file.fileName()).error().code, code);
    QCOMPARE(readKeyFile(m_keys.path()).error().code, Errc::Invalid);
    QCOMPARE(readKeyFile(m_keys.filePath(u"none"_s)).error().code, Errc::NotFound);
}

void TestVaultDialogs::takenNameKeepsThePassword()
{
    VaultHome home;
    QVERIFY(home.create());
    QVERIFY(home.add(u"taken"_s));
    auto *dialog = openNew(home);
    QVERIFY(dialog);
    choose(dialog, u"Password"_s);
    type(dialog, u"Name"_s, u"Taken"_s);
    type(dialog, u"Password"_s, u"once"_s);
    click(dialog, u"Save credential"_s);
    QTRY_VERIFY(named<QLineEdit>(dialog, u"Name"_s)->property("invalid").toBool());
    QVERIFY(named<QLineEdit>(dialog, u"Password"_s)->text().isEmpty());
    type(dialog, u"Name"_s, u"free"_s);
    click(dialog, u"Save credential"_s);
    QTRY_COMPARE(home.session.credentials().size(), 2);
}

void TestVaultDialogs::lockMeanwhileAsksAndSaves()
{
    VaultHome home;
    QVERIFY(home.create());
    auto *dialog = openNew(home);
    QVERIFY(dialog);
    dialog->loadFile(m_plain);
    QVERIFY(home.window.lock());
    click(dialog, u"Save credential"_s);
    QTRY_VERIFY(home.dialog<UnlockDialog>());
    type(home.dialog<UnlockDialog>(), u"Passphrase"_s, QString::fromLatin1(kPassphrase));
    click(home.dialog<UnlockDialog>(), u"Unlock"_s);
    QTRY_COMPARE(home.session.credentials().size(), 1);
}

void TestVaultDialogs::attachLeavesOutWhatHasIt()
{
    VaultHome home;
    QVERIFY(home.create());
    const InstanceId web = home.addInstance(u"web-1"_s);
    home.addInstance(u"web-2"_s);
    home.addInstance(u"db-1"_s);
    const auto key = home.add(u"deploy"_s);
    QVERIFY(finished(home.session.attach(key->id, {web}, Purpose::Login)));
    QTRY_COMPARE(home.session.usesOf(key->id).size(), 1);
    auto *dialog = new AttachDialog(home.session, key->id, &home.top);
    dialog->open();
    auto *list = dialog->findChild<QListWidget *>(u"instanceList"_s);
    QCOMPARE(list->count(), 2);
    QVERIFY(!dialog->findChild<QPushButton *>(u"attachButton"_s)->isEnabled());
    type(dialog, u"Name, address or tag"_s, u"web"_s);
    QVERIFY(list->item(0)->isHidden());
    QVERIFY(!list->item(1)->isHidden());
    list->item(1)->setCheckState(Qt::Checked);
    click(dialog, u"Attach to 1 instance"_s);
    QTRY_COMPARE(home.session.usesOf(key->id).size(), 2);
}

void TestVaultDialogs::pictures()
{
    VaultHome home;
    home.window.requestUnlock(&home.top);
    type(home.dialog<CreateVaultDialog>(), u"Passphrase"_s, u"plum anchor velvet"_s);
    picture(home.dialog<CreateVaultDialog>(), u"vault-create"_s);
    home.dialog<CreateVaultDialog>()->reject();
    QVERIFY(home.create());
    home.addInstance(u"checkout-db-primary"_s);
    home.addInstance(u"checkout-api-01"_s);
    const auto key = home.add(u"pg-checkout-admin"_s);
    auto *dialog = openNew(home);
    picture(dialog, u"credential-new"_s);
    dialog->loadFile(m_locked);
    click(dialog, u"Save credential"_s);
    QTRY_VERIFY(named<QLineEdit>(dialog, u"Passphrase of the key file"_s));
    picture(dialog, u"credential-new-encrypted"_s);
    dialog->reject();
    auto *attach = new AttachDialog(home.session, key->id, &home.top);
    attach->open();
    attach->findChild<QListWidget *>()->item(0)->setCheckState(Qt::Checked);
    picture(attach, u"credential-attach"_s);
    attach->reject();
    QVERIFY(home.window.lock());
    home.window.requestUnlock(&home.top);
    type(home.dialog<UnlockDialog>(), u"Passphrase"_s, u"wrong"_s);
    click(home.dialog<UnlockDialog>(), u"Unlock"_s);
    QTRY_VERIFY(below(home.dialog<UnlockDialog>(), u"Passphrase"_s).contains(u"wrong"_s));
    picture(home.dialog<UnlockDialog>(), u"vault-unlock"_s);
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    theme.setMode(widgets::Theme::Mode::Light);
    letPoolThreadsEnd();
    TestVaultDialogs test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_vaultdialogs.moc"
