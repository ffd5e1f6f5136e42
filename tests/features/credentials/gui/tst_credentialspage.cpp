#include "features/credentials/gui/autolocksetting.h"
#include "features/credentials/gui/confirmdialog.h"
#include "features/credentials/gui/credentialmodel.h"
#include "features/credentials/gui/credentialsfeature.h"
#include "features/credentials/gui/credentialspage.h"
#include "features/credentials/gui/revealedvalue.h"
#include "features/credentials/gui/secretsection.h"
#include "features/credentials/gui/sensitiveclipboard.h"
#include "features/credentials/gui/vaultactivity.h"
#include "features/credentials/gui/vaultsettingspage.h"
#include "features/credentials/gui/whentext.h"
#include "shell/registry.h"
#include "vaulthome.h"
#include "widgets/banner.h"

#include <QAbstractItemModelTester>
#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QMimeData>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>

using namespace aiops;
using namespace aiops::credentials;
using namespace aiops::test;

namespace {

const QByteArray kKey = "-----BEGIN PRIVATE KEY-----\n"
                        "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
                        "-----END PRIVATE KEY-----\n";

} // namespace

class TestCredentialsPage final : public QObject
{
    Q_OBJECT

private:
    static QString cell(CredentialsPage &page, int row, int column)
    {
        const auto *table = page.findChild<QTableView *>(u"credentialTable"_s);
        return table->model()->index(row, column).data().toString();
    }
    static int rows(CredentialsPage &page)
    {
        return page.findChild<QTableView *>(u"credentialTable"_s)->model()->rowCount();
    }

private slots:
    void modelChangesRowByRow();
    void timesAreShort_data();
    void timesAreShort();
    void listWorksWhileLocked();
    void lockAndUnlockButtonsFollowTheState();
    void filtersByKindAndText();
    void removeIsRefusedWhileInUse();
    void removeAsksFirst();
    void instancesOfACredentialOpen();
    void noValueIsEverShown();
    void aValueIsShownAfterThePassphraseAndForgotten();
    void aCopiedValueLeavesTheClipboard();
    void troubleChipsFilter();
    void hostKeysTabIsMadeOnFirstUse();
    void activityTouchesAtMostEveryTenSeconds();
    void autoLockSettingApplies();
    void featureRegisters();
    void pictures();
};

void TestCredentialsPage::modelChangesRowByRow()
{
    CredentialModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QDateTime now = FakeClock().now();
    CredentialRow a{{.id = CredentialId::create(), .name = u"a"_s, .createdAt = now}, 0};
    CredentialRow b{{.id = CredentialId::create(), .name = u"b"_s, .createdAt = now}, 2};
    CredentialRow c{{.id = CredentialId::create(), .name = u"c"_s, .createdAt = now}, 1};
    model.setRows({a, b}, now);
    const QPersistentModelIndex kept = model.index(1, 0);
    b.info.name = u"b2"_s;
    model.setRows({b, c}, now);
    QVERIFY(kept.isValid());
    QCOMPARE(kept.data().toString(), u"b2"_s);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, CredentialModel::UsedBy).data().toString(), u"2 instances"_s);
    QCOMPARE(kept.data(Qt::AccessibleTextRole).toString(), u"b2, Password, user none, used by 2 instances, last used Never, rotation Manual"_s);
    model.setRows({}, now);
    QVERIFY(!kept.isValid());
}

void TestCredentialsPage::timesAreShort_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("future") << -5 << u"Just now"_s;
    QTest::newRow("now") << 59 << u"Just now"_s;
    QTest::newRow("minutes") << 120 << u"2 min ago"_s;
    QTest::newRow("hours") << 7200 << u"2 h ago"_s;
    QTest::newRow("date") << 86400 * 9 << u"12 Nov 2026"_s;
}

void TestCredentialsPage::timesAreShort()
{
    QFETCH(int, seconds);
    QFETCH(QString, text);
    const QDateTime now = FakeClock().now();
    QCOMPARE(whenText(now.addSecs(-seconds), now), text);
    QCOMPARE(whenText({}, now), u"Never"_s);
}

void TestCredentialsPage::listWorksWhileLocked()
{
    VaultHome home;
    QVERIFY(home.create());
    QVERIFY(home.add(u"pg-admin"_s));
    QVERIFY(home.window.lock());
    CredentialsPage page(home.session, {});
    page.show();
    QVERIFY(page.findChild<QWidget *>(u"lockCard"_s)->isVisible());
    QTest::mouseClick(named<QPushButton>(&page, u"Show the list without values"_s), Qt::LeftButton);
    QVERIFY(page.findChild<QTableView *>(u"credentialTable"_s)->isVisible());
    QCOMPARE(rows(page), 1);
    QCOMPARE(cell(page, 0, 0), u"pg-admin"_s);
    QCOMPARE(cell(page, 0, 3), u"Not used"_s);
    QCOMPARE(cell(page, 0, CredentialModel::LastUsed), u"Never"_s);
}

void TestCredentialsPage::lockAndUnlockButtonsFollowTheState()
{
    VaultHome home;
    CredentialsPage page(home.session, {}, &home.top);
    page.show();
    QVERIFY(!named<QPushButton>(&page, u"Lock now"_s));
    QVERIFY(!named<QPushButton>(&page, u"Unlock"_s));
    QVERIFY(home.create());
    QVERIFY(!named<QPushButton>(&page, u"Unlock"_s));
    QTest::mouseClick(named<QPushButton>(&page, u"Lock now"_s), Qt::LeftButton);
    QCOMPARE(home.vault.state().value, vault::LockState::Locked);
    QVERIFY(!named<QPushButton>(&page, u"Lock now"_s));
    QCOMPARE(page.findChild<QAbstractButton *>(u"stateChip"_s)->text(), u"Locked"_s);
    auto *card = page.findChild<QWidget *>(u"lockCard"_s);
    QVERIFY(card->isVisible());
    QTest::keyClicks(named<QLineEdit>(card, u"Passphrase"_s), u"not this one at all"_s);
    QTest::mouseClick(named<QPushButton>(card, u"Unlock the vault"_s), Qt::LeftButton);
    QTRY_VERIFY(named<QLineEdit>(card, u"Passphrase"_s)->property("invalid").toBool());
    QTest::keyClicks(named<QLineEdit>(card, u"Passphrase"_s), QString::fromLatin1(kPassphrase));
    QTest::keyClick(named<QLineEdit>(card, u"Passphrase"_s), Qt::Key_Return);
    QTRY_VERIFY(!card->isVisible());
    QCOMPARE(home.vault.state().value, vault::LockState::Unlocked);
}

void TestCredentialsPage::filtersByKindAndText()
{
    VaultHome home;
    QVERIFY(home.create());
    QVERIFY(home.add(u"pg-admin"_s));
    QVERIFY(home.add(u"legacy-ftp"_s));
    QVERIFY(home.addKey(u"prod-deploy"_s, kKey));
    CredentialsPage page(home.session, {}, &home.top);
    page.show();
    QCOMPARE(rows(page), 3);
    QTest::mouseClick(named<QAbstractButton>(&page, u"SSH, 1"_s), Qt::LeftButton);
    QCOMPARE(rows(page), 1);
    QCOMPARE(cell(page, 0, 0), u"prod-deploy"_s);
    QTest::keyClicks(named<QLineEdit>(&page, u"Name, user or fingerprint"_s), u"pg"_s);
    QCOMPARE(rows(page), 0);
    QTRY_VERIFY(named<QPushButton>(&page, u"Clear filters"_s));
    QTest::mouseClick(named<QPushButton>(&page, u"Clear filters"_s), Qt::LeftButton);
    QCOMPARE(rows(page), 3);
}

void TestCredentialsPage::removeIsRefusedWhileInUse()
{
    VaultHome home;
    QVERIFY(home.create());
    const auto added = home.add(u"pg-admin"_s);
    const InstanceId db = home.addInstance(u"db-1"_s);
    QVERIFY(finished(home.session.attach(added->id, {db}, Purpose::Database)));
    QTRY_COMPARE(home.session.usesOf(added->id).size(), 1);
    CredentialsPage page(home.session, {}, &home.top);
    page.show();
    page.openObject(added->id.toString());
    page.inspector()->show();
    QTest::mouseClick(named<QPushButton>(page.inspector(), u"Remove…"_s), Qt::LeftButton);
    auto *banner = page.findChild<widgets::Banner *>();
    QTRY_COMPARE(banner->text(), u"pg-admin is in use by db-1."_s);
    QCOMPARE(home.session.credentials().size(), 1);
    QTest::mouseClick(named<QPushButton>(page.inspector(), u"Detach from db-1"_s), Qt::LeftButton);
    QTRY_VERIFY(home.session.usesOf(added->id).isEmpty());
}

void TestCredentialsPage::removeAsksFirst()
{
    VaultHome home;
    QVERIFY(home.create());
    const auto added = home.add(u"pg-admin"_s);
    CredentialsPage page(home.session, {}, &home.top);
    page.show();
    page.openObject(added->id.toString());
    page.inspector()->show();
    QTest::mouseClick(named<QPushButton>(page.inspector(), u"Remove…"_s), Qt::LeftButton);
    auto *question = home.dialog<QDialog>();
    QVERIFY(question);
    QCOMPARE(question->windowTitle(), u"Remove pg-admin from the vault?"_s);
    QTest::mouseClick(named<QPushButton>(question, u"Remove credential"_s), Qt::LeftButton);
    QTRY_VERIFY(home.session.credentials().isEmpty());
    QCOMPARE(page.inspector()->windowTitle(), u"Details"_s);
}

void TestCredentialsPage::instancesOfACredentialOpen()
{
    VaultHome home;
    QVERIFY(home.create());
    const auto added = home.add(u"pg-admin"_s);
    const InstanceId db = home.addInstance(u"db-1"_s);
    QVERIFY(finished(home.session.attach(added->id, {db}, Purpose::Login)));
    QTRY_COMPARE(home.session.usesOf(added->id).size(), 1);
    CredentialsPage page(home.session, {}, &home.top);
    page.show();
    page.openObject(added->id.toString());
    page.inspector()->show();
    QStringList opened;
    connect(&home.navigator, &shell::Navigator::opened, this, [&](const QString &p, const QString &id) { opened << p << id; });
    QTest::mouseClick(named<QPushButton>(page.inspector(), u"Open db-1"_s), Qt::LeftButton);
    QCOMPARE(opened, QStringList({u"instance"_s, db.toString()}));
}

void TestCredentialsPage::noValueIsEverShown()
{
    VaultHome home;
    QVERIFY(home.create());
    const auto added = home.add(u"pg-admin"_s);
    CredentialsPage page(home.session, {}, &home.top);
    page.show();
    page.openObject(added->id.toString());
    const auto *model = page.findChild<CredentialModel *>();
    for (int column = 0; column < model->columnCount(); ++column) {
        for (int role = 0; role < Qt::UserRole + 10; ++role)
            QVERIFY(!model->data(model->index(0, column), role).toString().contains(u"canary"_s));
    }
    for (const QLabel *label : page.findChildren<QLabel *>())
        QVERIFY(!label->text().contains(u"canary"_s));
}

void TestCredentialsPage::aValueIsShownAfterThePassphraseAndForgotten()
{
    VaultHome home;
    QVERIFY(home.create());
    home.gatekeeper.setConfirmable(true);
    const auto added = home.add(u"pg-admin"_s);
    CredentialsPage page(home.session, {}, &home.top);
    page.show();
    page.openObject(added->id.toString());
    page.inspector()->show();
    const auto question = []() -> ConfirmDialog * { // the offscreen platform forgets which window was active
        for (QWidget *window : QApplication::topLevelWidgets())
            if (auto *dialog = qobject_cast<ConfirmDialog *>(window); dialog && dialog->isVisible())
                return dialog;
        return nullptr;
    };
    const auto confirm = [&question](const QString &passphrase) {
        auto *dialog = question();
        QVERIFY(dialog);
        QTest::keyClicks(named<QLineEdit>(dialog, u"Passphrase"_s), passphrase);
        QTest::mouseClick(named<QPushButton>(dialog, u"Confirm"_s), Qt::LeftButton);
    };
    const auto shown = [&page] { return page.inspector()->findChild<RevealedValue *>(); };
    QTest::mouseClick(named<QPushButton>(page.inspector(), u"Reveal"_s), Qt::LeftButton);
    confirm(u"not this one at all"_s);
    QTRY_VERIFY(question() && named<QLineEdit>(question(), u"Passphrase"_s)->property("invalid").toBool());
    QVERIFY(!shown());
    confirm(QString::fromLatin1(kPassphrase));
    QTRY_VERIFY(shown());
    const QImage picture = shown()->grab().toImage();
    QCOMPARE(page.inspector()->findChild<QPushButton *>(u"revealButton"_s)->text(), u"Hide"_s);
    for (const QObject *child : page.inspector()->findChildren<QObject *>())
        for (const QByteArray &name : {QByteArray("text"), QByteArray("toolTip"), QByteArray("accessibleName"), QByteArray("accessibleDescription")})
            QVERIFY(!child->property(name).toString().contains(u"canary"_s));
    QVERIFY(home.window.lock());
    QTRY_VERIFY(!shown());
    QVERIFY(home.unlock());
    QTRY_COMPARE(page.inspector()->findChildren<SecretSection *>().size(), 1);
    QTest::mouseClick(named<QPushButton>(page.inspector(), u"Reveal"_s), Qt::LeftButton);
    QVERIFY(question()); // each time
    QVERIFY(home.add(u"another"_s)); // the list changes while the passphrase is typed
    confirm(QString::fromLatin1(kPassphrase));
    QTRY_VERIFY(shown());
    QEvent away(QEvent::WindowDeactivate);
    QCoreApplication::sendEvent(page.window(), &away);
    QTRY_VERIFY(!shown());
}

void TestCredentialsPage::aCopiedValueLeavesTheClipboard()
{
    VaultHome home;
    QVERIFY(home.create());
    const auto added = home.add(u"pg-admin"_s);
    QVERIFY(finished(home.session.copy(added->id)));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"hunter2-canary"_s);
    QCOMPARE(QGuiApplication::clipboard()->mimeData()->data(u"x-kde-passwordManagerHint"_s), "secret");
    QVERIFY(home.window.lock());
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    SensitiveClipboard clipboard;
    clipboard.put(Secret::copyOf("for a moment"), std::chrono::seconds(0));
    QTRY_VERIFY(QGuiApplication::clipboard()->text().isEmpty());
    clipboard.put(Secret::copyOf("secret"));
    QGuiApplication::clipboard()->setText(u"something of the person"_s);
    clipboard.clear();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"something of the person"_s);
}

void TestCredentialsPage::troubleChipsFilter()
{
    VaultHome home;
    QVERIFY(home.create());
    QVERIFY(home.add(u"old"_s));
    QVERIFY(home.add(u"ended"_s));
    home.clock.advance(std::chrono::days(80));
    QVERIFY(home.unlock());
    QVERIFY(home.add(u"fresh"_s));
    const CredentialId ended = home.vault.find(u"ended"_s)->id;
    QVERIFY(finished(home.session.edit(ended, {.value = secret("new"), .expiresAt = home.clock.now().addDays(-1)})));
    QTRY_VERIFY(home.session.credential(ended)->expiresAt.isValid());
    CredentialsPage page(home.session, {}, &home.top);
    page.show();
    QCOMPARE(rows(page), 3);
    auto *expired = page.findChild<QAbstractButton *>(u"expiredChip"_s);
    auto *due = page.findChild<QAbstractButton *>(u"dueChip"_s);
    QVERIFY(!page.findChild<QWidget *>(u"rotatingChip"_s)->isVisible());
    QCOMPARE(due->text(), u"1 need rotation"_s);
    QTest::mouseClick(due, Qt::LeftButton);
    QCOMPARE(rows(page), 1);
    QCOMPARE(cell(page, 0, CredentialModel::Rotation), u"Due in 10 d"_s);
    QTest::mouseClick(expired, Qt::LeftButton);
    QCOMPARE(rows(page), 2);
    QTest::mouseClick(due, Qt::LeftButton);
    QCOMPARE(cell(page, 0, CredentialModel::Expires), u"Expired yesterday"_s);
}

void TestCredentialsPage::hostKeysTabIsMadeOnFirstUse()
{
    VaultHome home;
    int made = 0;
    const VaultTab keys{u"hostkeys"_s, u"Host keys"_s, [&made](QWidget *parent) { ++made; return new QLabel(u"keys"_s, parent); }};
    CredentialsPage page(home.session, {keys}, &home.top);
    page.show();
    QCOMPARE(made, 0);
    page.openObject(u"hostkeys"_s);
    page.openObject(u"hostkeys"_s);
    QCOMPARE(made, 1);
    QCOMPARE(qobject_cast<QLabel *>(page.mainView())->text(), u"keys"_s);
    CredentialsPage without(home.session, {}, &home.top);
    without.openObject(u"hostkeys"_s);
    QCOMPARE(without.findChild<QTabBar *>()->count(), 1);
}

void TestCredentialsPage::activityTouchesAtMostEveryTenSeconds()
{
    using namespace std::chrono_literals;
    VaultHome home;
    QVERIFY(home.create());
    home.vault.setAutoLock(60s);
    const VaultActivity activity(home.vault, home.clock, nullptr);
    const auto left = [&home] { return home.clock.now().secsTo(home.vault.state().locksAt); };
    QTest::keyClick(&home.top, Qt::Key_A);
    home.clock.advance(5s);
    QTest::keyClick(&home.top, Qt::Key_A);
    QCOMPARE(left(), 55);
    home.clock.advance(5s);
    QTest::keyClick(&home.top, Qt::Key_A);
    QCOMPARE(left(), 60);
    home.clock.advance(61s);
    QCOMPARE(home.vault.state().value, vault::LockState::Locked);
}

void TestCredentialsPage::autoLockSettingApplies()
{
    VaultHome home;
    QVERIFY(home.create());
    QSettings settings(home.dir.filePath(u"window.ini"_s), QSettings::IniFormat);
    QCOMPARE(autoLock(settings), std::chrono::minutes(15));
    VaultSettingsPage page(settings, home.window, home.gatekeeper, &home.top);
    page.show();
    page.findChild<QSpinBox *>(u"minutesSpin"_s)->setValue(3);
    QCOMPARE(autoLock(settings), std::chrono::minutes(3));
    QCOMPARE(home.window.stateText(home.clock), u"Vault unlocked, locks in 3 min"_s);
    page.findChild<QCheckBox *>(u"autoLockCheck"_s)->setChecked(false);
    QCOMPARE(autoLock(settings), std::chrono::minutes(0));
    QCOMPARE(home.window.stateText(home.clock), u"Vault unlocked"_s);
    settings.setValue(u"vault/autoLockMinutes"_s, 5000);
    QCOMPARE(autoLock(settings), std::chrono::minutes(60));
    settings.setValue(u"vault/autoLockMinutes"_s, u"junk"_s);
    QCOMPARE(autoLock(settings), std::chrono::minutes(15));
}

void TestCredentialsPage::featureRegisters()
{
    VaultHome home;
    QSettings settings(home.dir.filePath(u"window.ini"_s), QSettings::IniFormat);
    shell::Registry registry;
    registerFeature(registry, home.navigator, {home.vault, home.gatekeeper, home.inventory, settings, home.clock, {}, home.window});
    QCOMPARE(registry.pages().size(), 1);
    QCOMPARE(registry.settings().size(), 1);
    QCOMPARE(registry.status().first().text(), u"Vault not created yet"_s);
    const auto action = [&registry](const QString &id) { return *std::ranges::find(registry.actions(), id, &shell::ActionSpec::id); };
    QVERIFY(action(u"credentials.new"_s).inAddMenu);
    QVERIFY(action(u"credentials.new"_s).runFor);
    QVERIFY(!action(u"vault.lock"_s).enabled());
    QVERIFY(home.create());
    QCOMPARE(registry.status().first().text(), u"Vault unlocked, locks in 15 min"_s);
    QVERIFY(!action(u"vault.unlock"_s).enabled());
    action(u"vault.lock"_s).run();
    QCOMPARE(registry.status().first().text(), u"Vault locked"_s);
}

void TestCredentialsPage::pictures()
{
    VaultHome home;
    QWidget frame;
    frame.resize(1364, 800);
    auto *row = new QHBoxLayout(&frame);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *page = new CredentialsPage(home.session, {{u"hostkeys"_s, u"Host keys"_s, [](QWidget *parent) { return new QWidget(parent); }}});
    page->inspector()->setFixedWidth(316);
    row->addWidget(page, 1);
    row->addWidget(page->inspector());
    frame.show();
    page->inspector()->show();
    picture(&frame, u"vault-empty"_s);
    QVERIFY(home.create());
    for (const QString &name : {u"pg-checkout-admin"_s, u"legacy-ftp"_s, u"backup-repo-passphrase"_s, u"lab-gpu-password"_s})
        QVERIFY(home.add(name));
    home.clock.advance(std::chrono::minutes(2));
    const auto key = home.addKey(u"prod-deploy-ed25519"_s, kKey);
    QVERIFY(key);
    QVERIFY(finished(home.session.attach(key->id, {home.addInstance(u"checkout-db-primary"_s), home.addInstance(u"checkout-db-replica"_s)}, Purpose::Login)));
    QTRY_COMPARE(home.session.usesOf(key->id).size(), 2);
    page->openObject(key->id.toString());
    picture(&frame, u"vault-page"_s);
    QVERIFY(home.window.lock());
    picture(&frame, u"vault-page-locked"_s);
    QSettings settings(home.dir.filePath(u"window.ini"_s), QSettings::IniFormat);
    VaultSettingsPage options(settings, home.window, home.gatekeeper, nullptr);
    options.resize(600, 160);
    picture(&options, u"vault-settings"_s);
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    theme.setMode(widgets::Theme::Mode::Light);
    letPoolThreadsEnd();
    TestCredentialsPage test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_credentialspage.moc"
