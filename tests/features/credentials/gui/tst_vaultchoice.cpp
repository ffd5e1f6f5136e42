#include "features/credentials/gui/credentialfilter.h"
#include "features/credentials/gui/credentiallist.h"
#include "features/credentials/gui/credentialmodel.h"
#include "features/credentials/gui/vaultnamedialog.h"
#include "features/credentials/gui/vaultssection.h"
#include "features/credentials/gui/vaulthome.h"
#include "vault/vaults.h"
#include "widgets/banner.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QTableView>
#include <QTableWidget>

using namespace aiops;
using namespace aiops::credentials;
using namespace aiops::test;
using team::Action;

namespace {

void addVault(VaultHome &home, const QString &name)
{
    QVERIFY(finished(vault::Vaults(home.vault).add(*home.gatekeeper.request(Action::VaultAdd), {.name = name})));
}

template <typename T>
T *shownDialogPart(const QString &name)
{
    for (QWidget *window : QApplication::topLevelWidgets())
        if (auto *part = window->isVisible() ? window->findChild<T *>(name) : nullptr; part && qobject_cast<QDialog *>(window))
            return part;
    return nullptr;
}

} // namespace

/// Several vaults in the window: made in the settings, chosen in the form, filtered in the list.
class TestVaultChoice final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { letPoolThreadsEnd(); }

    void aVaultIsMadeAndRenamedInTheSettings()
    {
        VaultHome home;
        QVERIFY(home.create());
        VaultsSection section(home.window, home.gatekeeper, home.inventory, &home.top);
        section.resize(700, 320);
        section.show();
        auto *table = section.findChild<QTableWidget *>(u"vaultsTable"_s);
        QCOMPARE(table->rowCount(), 1);
        QCOMPARE(table->item(0, 1)->text(), u"You"_s);
        section.findChild<QPushButton *>(u"newVaultButton"_s)->click();
        QTRY_VERIFY(shownDialogPart<QLineEdit>(u"vaultNameEdit"_s));
        shownDialogPart<QLineEdit>(u"vaultNameEdit"_s)->setText(u"personal"_s);
        shownDialogPart<QPushButton>(u"saveButton"_s)->click();
        QTRY_VERIFY(shownDialogPart<QPushButton>(u"saveButton"_s)->isEnabled());
        QCOMPARE(table->rowCount(), 1); // the name is taken: the dialog says so and stays
        shownDialogPart<QLineEdit>(u"vaultNameEdit"_s)->setText(u"Production"_s);
        shownDialogPart<QPushButton>(u"saveButton"_s)->click();
        QTRY_COMPARE(table->rowCount(), 2);
        QTRY_VERIFY(!shownDialogPart<QLineEdit>(u"vaultNameEdit"_s));
        QCOMPARE(table->item(1, 0)->text(), u"Production"_s);
        table->setCurrentCell(1, 0);
        section.findChild<QPushButton *>(u"renameVaultButton"_s)->click();
        QTRY_VERIFY(shownDialogPart<QLineEdit>(u"vaultNameEdit"_s));
        shownDialogPart<QLineEdit>(u"vaultNameEdit"_s)->setText(u"Live"_s);
        shownDialogPart<QPushButton>(u"saveButton"_s)->click();
        QTRY_COMPARE(table->item(1, 0)->text(), u"Live"_s);
        table->setCurrentCell(1, 0);
        section.findChild<QPushButton *>(u"newKeyButton"_s)->click();
        QTRY_COMPARE(table->item(1, 3)->text(), u"2"_s);
        picture(&section, u"vaults-section"_s);
    }

    void everythingIsSealedAgainAndAnEmptyVaultRemoved()
    {
        VaultHome home;
        QVERIFY(home.create() && home.add(u"db"_s));
        addVault(home, u"Production"_s);
        VaultsSection section(home.window, home.gatekeeper, home.inventory, &home.top);
        section.resize(700, 320);
        section.show();
        auto *table = section.findChild<QTableWidget *>(u"vaultsTable"_s);
        auto *reseal = section.findChild<QPushButton *>(u"resealButton"_s), *remove = section.findChild<QPushButton *>(u"removeVaultButton"_s);
        auto *banner = section.findChild<widgets::Banner *>();
        table->setCurrentCell(0, 0);
        QVERIFY(!reseal->isEnabled() && !remove->isEnabled()); // nothing is under an older key; one's own vault stays
        section.findChild<QPushButton *>(u"newKeyButton"_s)->click();
        QTRY_COMPARE(table->item(0, 3)->text(), u"2 (older: 1)"_s);
        QTRY_VERIFY(reseal->isEnabled());
        picture(&section, u"vaults-older"_s);
        reseal->click();
        QTRY_COMPARE(table->item(0, 3)->text(), u"2"_s);
        QTRY_VERIFY(!reseal->isEnabled() && banner->hasMessage());
        QCOMPARE(banner->tone(), widgets::Banner::Tone::Success);
        table->setCurrentCell(1, 0);
        QVERIFY(finished(home.session.edit(home.vault.find(u"db"_s)->id, {.vault = vault::Vaults(home.vault).find(u"Production"_s)->id})));
        QTRY_COMPARE(table->item(1, 2)->text(), u"1"_s);
        remove->click();
        QVERIFY(!shownDialogPart<QPushButton>(u"confirmButton"_s));
        QCOMPARE(banner->tone(), widgets::Banner::Tone::Danger);
        QVERIFY2(banner->text().contains(u"not empty"_s), qPrintable(banner->text()));
        QVERIFY(finished(home.session.remove(home.vault.find(u"db"_s)->id)));
        QTRY_COMPARE(table->item(1, 2)->text(), u"0"_s);
        remove->click();
        QTRY_VERIFY(shownDialogPart<QPushButton>(u"confirmButton"_s));
        shownDialogPart<QPushButton>(u"confirmButton"_s)->click();
        QTRY_COMPARE(table->rowCount(), 1);
    }

    void theFormAndTheListOfferVaultsOnlyWhereThereAreSeveral()
    {
        VaultHome home;
        QVERIFY(home.create());
        CredentialList list(home.session, &home.top);
        list.resize(1000, 500);
        list.show();
        auto *choice = list.findChild<QComboBox *>(u"vaultCombo"_s);
        auto *table = list.findChild<QTableView *>(u"credentialTable"_s);
        QVERIFY(!choice->isVisible());
        QVERIFY(table->isColumnHidden(CredentialModel::Vault));
        home.session.newCredential(&home.top);
        QTRY_VERIFY(shownDialogPart<QLineEdit>(u"nameEdit"_s));
        QVERIFY(!shownDialogPart<QComboBox>(u"vaultCombo"_s)->isVisible());
        shownDialogPart<QLineEdit>(u"nameEdit"_s)->window()->close();
        QTRY_VERIFY(!shownDialogPart<QLineEdit>(u"nameEdit"_s));
        addVault(home, u"Production"_s);
        QTRY_VERIFY(choice->isVisible());
        QVERIFY(!table->isColumnHidden(CredentialModel::Vault));
        home.session.newCredential(&home.top);
        QTRY_VERIFY(shownDialogPart<QLineEdit>(u"nameEdit"_s));
        auto *vaults = shownDialogPart<QComboBox>(u"vaultCombo"_s);
        QVERIFY(vaults->isVisible());
        QCOMPARE(vaults->currentText(), u"Personal"_s);
        vaults->setCurrentIndex(1);
        auto *kind = shownDialogPart<QComboBox>(u"kindCombo"_s);
        kind->setCurrentIndex(kind->findData(int(vault::Kind::Password)));
        shownDialogPart<QLineEdit>(u"nameEdit"_s)->setText(u"db"_s);
        auto *value = shownDialogPart<QLineEdit>(u"passwordEdit"_s);
        QVERIFY(value);
        value->setText(u"a long enough value"_s);
        picture(vaults->window(), u"new-credential-vault"_s);
        shownDialogPart<QPushButton>(u"saveButton"_s)->click();
        QTRY_COMPARE(home.session.credentials().size(), 1);
        QCOMPARE(home.session.credentials().first().vaultName, u"Production"_s);
        QCOMPARE(table->model()->index(0, CredentialModel::Vault).data().toString(), u"Production"_s);
        const auto choose = [choice](int index) {
            choice->setCurrentIndex(index);
            emit choice->activated(index);
        };
        choose(1);
        QCOMPARE(table->model()->rowCount(), 0);
        choose(2);
        QCOMPARE(table->model()->rowCount(), 1);
        choose(0);
        QCOMPARE(table->model()->rowCount(), 1);
        picture(&list, u"list-with-vaults"_s);
    }

    void aMoveIsAnEdit()
    {
        VaultHome home;
        QVERIFY(home.create());
        addVault(home, u"Production"_s);
        const auto added = finished(home.session.add({.name = u"db"_s, .kind = vault::Kind::Password, .user = {}, .notes = {}, .value = secret("value"), .keyPassphrase = {}}, {}));
        QVERIFY(added);
        QTRY_COMPARE(home.session.credentials().size(), 1);
        home.session.editCredential(&home.top, added->id);
        QTRY_VERIFY(shownDialogPart<QComboBox>(u"vaultCombo"_s));
        QCOMPARE(shownDialogPart<QComboBox>(u"vaultCombo"_s)->currentText(), u"Personal"_s);
        shownDialogPart<QComboBox>(u"vaultCombo"_s)->setCurrentIndex(1);
        shownDialogPart<QPushButton>(u"saveButton"_s)->click();
        QTRY_COMPARE(home.session.credentials().first().vaultName, u"Production"_s);
    }

    void theModelKeepsItsPromisesWithVaults()
    {
        CredentialModel model;
        CredentialFilter filter(nullptr);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester proxied(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setSourceModel(&model);
        const VaultId a = VaultId::create(), b = VaultId::create();
        QList<CredentialRow> rows;
        for (const VaultId vault : {a, b, a}) {
            vault::CredentialInfo info;
            info.id = CredentialId::create();
            info.vault = vault;
            info.vaultName = vault == a ? u"A"_s : u"B"_s;
            rows.append({.info = info});
        }
        model.setRows(rows, {});
        filter.setVault(a);
        QCOMPARE(filter.rowCount(), 2);
        filter.setVault(VaultId::create());
        QCOMPARE(filter.rowCount(), 0);
        filter.setVault({});
        QCOMPARE(filter.rowCount(), 3);
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    theme.setMode(widgets::Theme::Mode::Light);
    TestVaultChoice test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_vaultchoice.moc"
