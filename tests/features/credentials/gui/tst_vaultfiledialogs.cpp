#include "features/credentials/gui/exportdialog.h"
#include "features/credentials/gui/importfiledialog.h"
#include "features/credentials/gui/importmodel.h"
#include "features/credentials/gui/kitpdf.h"
#include "features/credentials/gui/recoverydialogs.h"
#include "features/credentials/gui/recoverysection.h"
#include "features/credentials/gui/vaultfilebuttons.h"
#include "vault/recovery.h"
#include "vault/vaultexport.h"
#include "vaulthome.h"
#include "widgets/banner.h"
#include "widgets/secrettext.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDropEvent>
#include <QMimeData>
#include <QTableView>

using namespace aiops;
using namespace aiops::credentials;
using namespace aiops::test;

namespace {

const QString kFilePassphrase = u"copper window seventeen lazy otters"_s;

void type(QWidget *dialog, const QString &name, const QString &text)
{
    auto *edit = dialog->findChild<QLineEdit *>(name);
    QVERIFY2(edit && edit->isVisible(), qPrintable(name));
    edit->clear();
    QTest::keyClicks(edit, text);
}

void click(QWidget *parent, const QString &name)
{
    auto *button = parent->findChild<QPushButton *>(name);
    QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace

/// Import, export and the recovery kit as a person clicks them.
class TestVaultFileDialogs final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString path(const QString &name) const { return m_dir.filePath(name); }

    template <typename Dialog>
    static Dialog *opened(VaultHome &home, QWidget &buttons, const QString &button)
    {
        click(&buttons, button);
        (void)QTest::qWaitFor([&] { return home.dialog<Dialog>() != nullptr; });
        return home.dialog<Dialog>();
    }

private slots:
    void exportAsksForAllThatItNeeds()
    {
        VaultHome home;
        QVERIFY(home.create() && home.add(u"one"_s) && home.add(u"two"_s));
        home.gatekeeper.setConfirmable(true);
        VaultFileButtons buttons(home.session, &home.top);
        buttons.show();
        auto *dialog = opened<ExportDialog>(home, buttons, u"exportVaultButton"_s);
        QVERIFY(dialog);
        type(dialog, u"exportPathEdit"_s, path(u"e.aiopsvault"_s));
        type(dialog, u"filePassphraseEdit"_s, u"abc"_s);
        click(dialog, u"exportNowButton"_s);
        QVERIFY(dialog->isVisible() && !QFile::exists(path(u"e.aiopsvault"_s)));
        type(dialog, u"filePassphraseEdit"_s, kFilePassphrase);
        type(dialog, u"fileRepeatEdit"_s, kFilePassphrase);
        click(dialog, u"exportNowButton"_s);
        QVERIFY(dialog->isVisible()); // the vault's passphrase is missing
        type(dialog, u"vaultPassphraseEdit"_s, u"wrong passphrase"_s);
        click(dialog, u"exportNowButton"_s);
        auto *vaultEdit = dialog->findChild<QLineEdit *>(u"vaultPassphraseEdit"_s);
        QTRY_VERIFY_WITH_TIMEOUT(vaultEdit->accessibleDescription().contains(u"wrong"_s), 10'000);
        QVERIFY(!QFile::exists(path(u"e.aiopsvault"_s)));
        type(dialog, u"vaultPassphraseEdit"_s, QString::fromLatin1(kPassphrase));
        QTRY_VERIFY(dialog->findChild<QPushButton *>(u"exportNowButton"_s)->isEnabled());
        click(dialog, u"exportNowButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(u"e.aiopsvault"_s)), 20'000);
        QTRY_VERIFY(home.dialog<ExportDialog>() == nullptr);
    }

    void aMadePassphraseIsShownOnceAndUsed()
    {
        VaultHome home;
        QVERIFY(home.create() && home.add(u"one"_s));
        VaultFileButtons buttons(home.session, &home.top);
        buttons.show();
        auto *dialog = opened<ExportDialog>(home, buttons, u"exportVaultButton"_s);
        type(dialog, u"exportPathEdit"_s, path(u"made.aiopsvault"_s));
        click(dialog, u"makePassphraseButton"_s);
        const QString made = QString::fromUtf8(dialog->findChild<widgets::SecretText *>(u"madePassphraseText"_s)->secret()->reveal());
        QVERIFY(!accessibleTexts(dialog).contains(made));
        click(dialog, u"copyMadeButton"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), made);
        QCOMPARE(made.split(u'-').size(), 8);
        picture(dialog, u"export-vault"_s);
        click(dialog, u"exportNowButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(u"made.aiopsvault"_s)), 20'000);
        const auto staged = finished(vault::VaultImport(home.vault).stage({.path = path(u"made.aiopsvault"_s), .passphrase = secret(made.toUtf8())}));
        QVERIFY2(staged.has_value(), staged ? "" : qPrintable(staged.error().text));
        QCOMPARE(staged->count(vault::ImportEntry::Same), 1);
    }

    void importShowsBeforeItStores()
    {
        VaultHome from, to;
        QVERIFY(from.create() && from.add(u"fresh"_s) && from.add(u"taken"_s));
        QVERIFY(finished(vault::VaultExport(from.vault).exportTo(*from.gatekeeper.request(team::Action::VaultExport),
                                                                 {.path = path(u"i.aiopsvault"_s), .credentials = {}, .passphrase = secret(kFilePassphrase.toUtf8())})));
        QVERIFY(to.create() && to.add(u"Taken"_s, u"somebody else"_s));
        VaultFileButtons buttons(to.session, &to.top);
        buttons.show();
        auto *dialog = opened<ImportFileDialog>(to, buttons, u"importVaultButton"_s);
        QVERIFY(dialog);
        type(dialog, u"importPathEdit"_s, path(u"i.aiopsvault"_s));
        type(dialog, u"filePassphraseEdit"_s, u"not this one at all"_s);
        click(dialog, u"readFileButton"_s);
        auto *passphrase = dialog->findChild<QLineEdit *>(u"filePassphraseEdit"_s);
        QTRY_VERIFY_WITH_TIMEOUT(passphrase->accessibleDescription().contains(u"wrong"_s), 10'000);
        type(dialog, u"filePassphraseEdit"_s, kFilePassphrase);
        click(dialog, u"readFileButton"_s);
        auto *table = dialog->findChild<QTableView *>(u"importTable"_s);
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && table->model()->rowCount() == 2, 10'000);
        QCOMPARE(table->model()->index(0, ImportModel::State).data().toString(), u"New"_s);
        QCOMPARE(table->model()->index(1, ImportModel::State).data().toString(), u"Conflict"_s);
        QCOMPARE(to.session.credentials().size(), 1);
        QCOMPARE(table->model()->index(0, ImportModel::VaultColumn).data().toString(), u"Personal"_s);
        QVERIFY(table->isColumnHidden(ImportModel::Uses)); // nothing in it is attached anywhere
        QVERIFY(!dialog->findChild<QComboBox *>(u"newVaultsOwnerCombo"_s)->isVisible());
        picture(dialog, u"import-vault"_s);
        auto *conflict = named<QAbstractButton>(dialog, u"Keep both"_s);
        QVERIFY(conflict);
        conflict->click();
        QVERIFY(table->model()->index(1, ImportModel::Action).data().toString().contains(u"taken (2)"_s));
        QVERIFY(table->model()->setData(table->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        click(dialog, u"importNowButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(to.session.credentials().size(), 2, 10'000);
        QCOMPARE(to.vault.find(u"taken (2)"_s)->user, u"deploy"_s);
    }

    void theVaultAndTheInstancesOfEachAreShown()
    {
        VaultHome from, to;
        QVERIFY(from.create());
        const auto made = finished(vault::Vaults(from.vault).add(*from.gatekeeper.request(team::Action::VaultAdd), {.name = u"Production"_s}));
        const InstanceId web = from.addInstance(u"web-1"_s);
        const auto gone = finished(from.inventory.addInstance(*from.gatekeeper.request(team::Action::InstanceAdd), from.inventory.currentOrganization(),
                                                              {.name = u"gone"_s, .address = u"10.9.9.9"_s, .user = u"root"_s}));
        QVERIFY(made && from.add(u"mine"_s));
        const auto added = finished(from.session.add({.name = u"deploy"_s, .kind = vault::Kind::Password, .user = {}, .notes = {}, .value = secret("hunter2"),
                                                      .keyPassphrase = {}, .vault = made->id}, {}));
        QVERIFY(added && gone && finished(from.session.attach(added->id, {web, gone->id}, Purpose::Login)));
        QVERIFY(finished(vault::VaultExport(from.vault).exportTo(*from.gatekeeper.request(team::Action::VaultExport),
                                                                 {.path = path(u"uses.aiopsvault"_s), .credentials = {}, .passphrase = secret(kFilePassphrase.toUtf8())})));
        QVERIFY(to.create());
        to.addInstance(u"web-1"_s); // at the same address
        VaultFileButtons buttons(to.session, &to.top);
        buttons.show();
        auto *dialog = opened<ImportFileDialog>(to, buttons, u"importVaultButton"_s);
        type(dialog, u"importPathEdit"_s, path(u"uses.aiopsvault"_s));
        type(dialog, u"filePassphraseEdit"_s, kFilePassphrase);
        click(dialog, u"readFileButton"_s);
        auto *table = dialog->findChild<QTableView *>(u"importTable"_s);
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && table->model()->rowCount() == 2, 10'000);
        const auto cell = [table](int row, int column) { return table->model()->index(row, column).data().toString(); };
        QCOMPARE(cell(0, ImportModel::VaultColumn), u"Production (new)"_s);
        QVERIFY2(cell(0, ImportModel::Uses).contains(u"1 more"_s), qPrintable(cell(0, ImportModel::Uses)));
        const QString uses = table->model()->index(0, ImportModel::Uses).data(Qt::ToolTipRole).toString();
        QVERIFY2(uses.contains(u"web-1"_s) && uses.contains(u"gone (not here)"_s), qPrintable(uses));
        QCOMPARE(cell(1, ImportModel::VaultColumn), u"Personal"_s);
        QCOMPARE(cell(1, ImportModel::Uses), QString());
        QVERIFY(!table->isColumnHidden(ImportModel::Uses));
        auto *owner = dialog->findChild<QComboBox *>(u"newVaultsOwnerCombo"_s);
        QVERIFY(owner->isVisible());
        QCOMPARE(owner->currentText(), u"Fernhill"_s); // the current organization
        picture(dialog, u"import-vault-uses"_s);
        click(dialog, u"importNowButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(to.dialog<ImportFileDialog>() == nullptr, 10'000);
        QCOMPARE(vault::Vaults(to.vault).find(u"Production"_s)->organization, to.inventory.currentOrganization());
    }

    void aDroppedFileOpensTheImport()
    {
        VaultHome home;
        QVERIFY(home.create());
        VaultFileButtons buttons(home.session, &home.top);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path(u"i.aiopsvault"_s))});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&home.top, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&home.top, &drop);
        QTRY_VERIFY(home.dialog<ImportFileDialog>() != nullptr);
        QCOMPARE(home.dialog<ImportFileDialog>()->findChild<QLineEdit *>(u"importPathEdit"_s)->text(), path(u"i.aiopsvault"_s));
    }

    void theModelKeepsItsPromises()
    {
        ImportModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        vault::ImportPreview preview;
        const auto entry = [](const QString &name, vault::ImportEntry::State state) {
            vault::ImportEntry out{.info = {}, .state = state, .existing = state == vault::ImportEntry::Conflict ? CredentialId::create() : CredentialId()};
            out.info.name = name;
            return out;
        };
        preview.entries = {entry(u"a"_s, vault::ImportEntry::New), entry(u"b"_s, vault::ImportEntry::Same), entry(u"c"_s, vault::ImportEntry::Conflict),
                           entry(u"d"_s, vault::ImportEntry::Unusable)};
        model.setPreview(preview, {});
        QCOMPARE(model.taken(), 1);
        model.chooseForAll(vault::ImportChoice::TakeTheirs);
        QCOMPARE(model.taken(), 2);
        QCOMPARE(model.decisions()[2].value, vault::ImportDecision::Replace);
        QVERIFY(!model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!model.setData(model.index(3, 0), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.decisions()[0].value, vault::ImportDecision::Skip);
        model.chooseForAll(vault::ImportChoice::KeepMine);
        QCOMPARE(model.taken(), 0);
    }

    void eachConflictHasItsChoice()
    {
        ImportModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        vault::ImportPreview preview;
        const auto conflict = [](const QString &name, bool known = true) {
            vault::ImportEntry out{.info = {}, .state = vault::ImportEntry::Conflict, .existing = known ? CredentialId::create() : CredentialId()};
            out.info.name = name;
            return out;
        };
        preview.entries = {conflict(u"a"_s), conflict(u"b"_s), conflict(u"c"_s), conflict(u"twice in the file"_s, false), {}};
        model.setPreview(preview, {});
        const auto choose = [&model](int row, vault::ImportChoice choice) {
            return model.setData(model.index(row, ImportModel::Action), int(choice), Qt::EditRole);
        };
        QVERIFY(choose(0, vault::ImportChoice::TakeTheirs));
        QVERIFY(choose(1, vault::ImportChoice::KeepBoth));
        QVERIFY(!choose(3, vault::ImportChoice::TakeTheirs)); // there is none of mine
        QVERIFY(!choose(4, vault::ImportChoice::KeepBoth));   // no conflict
        QVERIFY(!model.setData(model.index(0, ImportModel::Action), 17, Qt::EditRole));
        using vault::ImportDecision;
        QCOMPARE(model.decisions()[0].value, ImportDecision::Replace);
        QCOMPARE(model.decisions()[1].name, u"b (2)"_s);
        QCOMPARE(model.decisions()[2].value, ImportDecision::Skip);
        QCOMPARE(model.taken(), 3); // the fifth is new
        model.chooseForAll(vault::ImportChoice::KeepBoth);
        QCOMPARE(model.taken(), 5);
        QCOMPARE(model.decisions()[0].name, u"a (2)"_s);
    }

    void aChoiceIsMadeInItsRow()
    {
        VaultHome from, to;
        QVERIFY(from.create() && from.add(u"one"_s) && from.add(u"two"_s));
        QVERIFY(finished(vault::VaultExport(from.vault).exportTo(*from.gatekeeper.request(team::Action::VaultExport),
                                                                 {.path = path(u"rows.aiopsvault"_s), .credentials = {}, .passphrase = secret(kFilePassphrase.toUtf8())})));
        QVERIFY(to.create() && to.add(u"one"_s, u"somebody else"_s) && to.add(u"two"_s, u"somebody else"_s));
        VaultFileButtons buttons(to.session, &to.top);
        buttons.show();
        auto *dialog = opened<ImportFileDialog>(to, buttons, u"importVaultButton"_s);
        type(dialog, u"importPathEdit"_s, path(u"rows.aiopsvault"_s));
        type(dialog, u"filePassphraseEdit"_s, kFilePassphrase);
        click(dialog, u"readFileButton"_s);
        auto *table = dialog->findChild<QTableView *>(u"importTable"_s);
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && table->model()->rowCount() == 2, 10'000);
        const QModelIndex action = table->model()->index(1, ImportModel::Action);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(action).center());
        auto *combo = table->findChild<QComboBox *>(u"choiceCombo"_s);
        QVERIFY(combo);
        QCOMPARE(combo->count(), 3);
        QTRY_VERIFY(combo->view()->isVisible());
        combo->hidePopup();
        combo->setCurrentIndex(combo->findText(u"Take theirs"_s));
        emit combo->activated(combo->currentIndex());
        QTRY_COMPARE(action.data().toString(), u"Take theirs, as a new version"_s);
        QCOMPARE(action.siblingAtRow(0).data().toString(), u"Keep mine"_s);
        picture(dialog, u"import-vault-choice"_s);
        click(dialog, u"importNowButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(to.dialog<ImportFileDialog>() == nullptr, 10'000);
        QCOMPARE(to.vault.find(u"one"_s)->user, u"somebody else"_s);
        QCOMPARE(to.vault.find(u"two"_s)->user, u"deploy"_s);
        QCOMPARE(to.session.credentials().size(), 2);
    }

    void theKitIsMadeTestedAndUsed()
    {
        VaultHome home;
        QVERIFY(home.create() && home.add(u"one"_s));
        home.gatekeeper.setConfirmable(true);
        RecoverySection section(home.window, home.gatekeeper, &home.top);
        section.show();
        QVERIFY(!section.findChild<QPushButton *>(u"testKitButton"_s)->isEnabled());
        auto *make = opened<MakeKitDialog>(home, section, u"makeKitButton"_s);
        QVERIFY(make);
        type(make, u"kitPathEdit"_s, path(u"kit.pdf"_s));
        type(make, u"vaultPassphraseEdit"_s, QString::fromLatin1(kPassphrase));
        click(make, u"makeKitNowButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(u"kit.pdf"_s)), 20'000);
        QFile pdf(path(u"kit.pdf"_s));
        QVERIFY(pdf.open(QIODevice::ReadOnly) && pdf.read(5) == "%PDF-" && pdf.size() > 1000);
        QVERIFY(!(pdf.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QTRY_VERIFY(section.findChild<QPushButton *>(u"testKitButton"_s)->isEnabled());
        // The code of a page cannot be read back: one more kit, made without the dialog.
        const auto kit = finished(vault::VaultRecovery(home.vault).create(*home.gatekeeper.request(team::Action::VaultRecovery)));
        QVERIFY(kit.has_value());
        const QString code = QString::fromLatin1(kit->code->reveal());
        auto *test = opened<EnterKitDialog>(home, section, u"testKitButton"_s);
        type(test, u"kitEdit"_s, code.chopped(1));
        click(test, u"useKitButton"_s);
        QTRY_VERIFY(test->findChild<QLineEdit *>(u"kitEdit"_s)->accessibleDescription().contains(u"64 letters"_s));
        type(test, u"kitEdit"_s, code);
        click(test, u"useKitButton"_s);
        auto *banner = test->findChild<widgets::Banner *>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->hasMessage() && banner->tone() == widgets::Banner::Tone::Success, 10'000);
        test->reject();
        QTRY_VERIFY(home.dialog<EnterKitDialog>() == nullptr);
        auto *use = opened<EnterKitDialog>(home, section, u"forgottenButton"_s);
        type(use, u"kitEdit"_s, code);
        type(use, u"passphraseEdit"_s, kFilePassphrase);
        type(use, u"repeatEdit"_s, kFilePassphrase);
        click(use, u"useKitButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(home.dialog<EnterKitDialog>() == nullptr, 20'000);
        QVERIFY(home.window.lock());
        QCOMPARE(home.unlock().error().code, Errc::WrongPassphrase);
        QVERIFY(finished(home.window.unlock(secret(kFilePassphrase.toUtf8()))));
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    theme.setMode(widgets::Theme::Mode::Light);
    letPoolThreadsEnd();
    TestVaultFileDialogs test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_vaultfiledialogs.moc"
