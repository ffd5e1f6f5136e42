#include "features/credentials/gui/credentialdialog.h"
#include "features/credentials/gui/credentiallist.h"
#include "features/credentials/gui/importfiledialog.h"
#include "features/credentials/gui/importmodel.h"
#include "features/credentials/gui/openimport.h"
#include "features/credentials/gui/vaultfilebuttons.h"
#include "vaulthome.h"

#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QTableView>

using namespace aiops;
using namespace aiops::credentials;
using namespace aiops::test;

namespace {

const QString kData = QStringLiteral(AIOPS_SOURCE_DIR) + u"/tests/data/credentials/"_s;

void click(QWidget *parent, const QString &name)
{
    auto *button = parent->findChild<QPushButton *>(name);
    QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
    QTest::mouseClick(button, Qt::LeftButton);
}

void drop(QWidget &on, const QString &path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&on, &enter); // a drop goes only where the drag was welcome
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&on, &event);
}

/// The table of a dialog once it shows `rows`.
QTableView *reviewOf(ImportFileDialog *dialog, int rows)
{
    auto *table = dialog ? dialog->findChild<QTableView *>(u"importTable"_s) : nullptr;
    (void)QTest::qWaitFor([&] { return table && table->isVisible() && table->model()->rowCount() == rows; }, 10'000);
    return table && table->isVisible() && table->model()->rowCount() == rows ? table : nullptr;
}

} // namespace

/// Credentials of other programs, and those that are kept elsewhere, as a person clicks them.
class TestForeignDialogs final : public QObject
{
    Q_OBJECT

private slots:
    void cleanupTestCase() { letPoolThreadsEnd(); }

    void aDroppedExportIsReadAtOnceAndReviewed()
    {
        VaultHome home;
        QVERIFY(home.create() && home.add(u"GitHub"_s));
        VaultFileButtons buttons(home.session, &home.top);
        QVERIFY(home.top.acceptDrops());
        drop(home.top, kData + u"bitwarden/good.json"_s);
        QTRY_VERIFY(home.dialog<ImportFileDialog>() != nullptr);
        auto *dialog = home.dialog<ImportFileDialog>();
        auto *table = reviewOf(dialog, 7);
        QVERIFY(table);
        QVERIFY(!dialog->findChild<QLineEdit *>(u"filePassphraseEdit"_s)->isVisible()); // it has none
        QCOMPARE(table->model()->index(0, ImportModel::State).data().toString(), u"Conflict"_s);
        QCOMPARE(home.session.credentials().size(), 1);
        picture(dialog, u"import-bitwarden"_s);
        QVERIFY(table->model()->setData(table->model()->index(3, 0), Qt::Unchecked, Qt::CheckStateRole));
        click(dialog, u"importNowButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(home.session.credentials().size(), 6, 10'000); // 7 without the conflict and the one without a tick, and GitHub
    }

    void rowsWithProblemsSayWhyAndCannotBeTicked()
    {
        VaultHome home;
        QVERIFY(home.create());
        openImport(home.session, &home.top, kData + u"csv/hostile-names.csv"_s);
        QTRY_VERIFY(home.dialog<ImportFileDialog>() != nullptr);
        auto *dialog = home.dialog<ImportFileDialog>();
        auto *table = reviewOf(dialog, 5);
        QVERIFY(table);
        QCOMPARE(table->model()->index(0, ImportModel::State).data().toString(), u"Problem"_s);
        QVERIFY(table->model()->index(0, ImportModel::Action).data().toString().contains(u"1 to 200 characters"_s));
        QVERIFY(!table->model()->setData(table->model()->index(0, 0), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(dialog->findChild<QLabel *>(u"importCountsLabel"_s)->text().contains(u"3 with problems"_s));
        picture(dialog, u"import-problems"_s);
    }

    void aFileOfNoKnownFormatIsNotTakenByDropAndIsExplained()
    {
        VaultHome home;
        QVERIFY(home.create());
        VaultFileButtons buttons(home.session, &home.top);
        drop(home.top, kData + u"csv/binary.csv"_s);
        QVERIFY(!home.dialog<ImportFileDialog>());
        openImport(home.session, &home.top, kData + u"1password/export.1pux"_s);
        QTRY_VERIFY(home.dialog<ImportFileDialog>() != nullptr);
        auto *dialog = home.dialog<ImportFileDialog>();
        click(dialog, u"readFileButton"_s);
        QVERIFY(!dialog->findChild<QTableView *>(u"importTable"_s)->isVisible());
        QTRY_VERIFY(std::ranges::any_of(dialog->findChildren<QLabel *>(), [](const QLabel *label) { return label->isVisible() && label->text().contains(u"1PUX"_s); }));
    }

    void keysInTheSshFolderAreOfferedWhereThereIsNothingYet()
    {
        QDir().mkpath(sshFolder());
        QFile::remove(sshFolder() + u"/id_work"_s);
        QVERIFY(QFile::copy(kData + u"ssh/id_work"_s, sshFolder() + u"/id_work"_s));
        VaultHome home;
        QVERIFY(home.create());
        CredentialList list(home.session, &home.top);
        list.resize(900, 500);
        list.show();
        QTRY_VERIFY(list.findChild<QPushButton *>(u"importSshButton"_s) != nullptr);
        picture(&list, u"vault-found-keys"_s);
        click(&list, u"importSshButton"_s);
        QTRY_VERIFY(home.dialog<ImportFileDialog>() != nullptr);
        QVERIFY(reviewOf(home.dialog<ImportFileDialog>(), 1));
        click(home.dialog<ImportFileDialog>(), u"importNowButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(home.session.credentials().size(), 1, 10'000);
        QCOMPARE(home.session.credentials().first().keyType, u"ssh-ed25519"_s);
        QFile::remove(sshFolder() + u"/id_work"_s);
    }

    void aCredentialCanBeKeptElsewhere()
    {
        VaultHome home;
        QVERIFY(home.create());
        auto *dialog = new CredentialDialog(home.session, InstanceId(), &home.top);
        dialog->open();
        auto *kind = dialog->findChild<QComboBox *>(u"kindCombo"_s);
        auto *source = dialog->findChild<QComboBox *>(u"keptInCombo"_s);
        QCOMPARE(source->count(), 2); // a key is kept here, or in the SSH agent
        kind->setCurrentIndex(kind->findData(int(vault::Kind::Password)));
        QVERIFY(source->isVisible() && dialog->findChild<QLineEdit *>(u"passwordEdit"_s)->isVisible());
        QVERIFY(!dialog->findChild<QLineEdit *>(u"sourceEdit"_s));
        source->setCurrentIndex(source->findData(u"op"_s));
        QVERIFY(!dialog->findChild<QLineEdit *>(u"passwordEdit"_s)->isVisible());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"nameEdit"_s), u"db"_s);
        auto *reference = dialog->findChild<QLineEdit *>(u"referenceEdit"_s);
        click(dialog, u"saveButton"_s);
        QVERIFY(dialog->isVisible() && !reference->accessibleDescription().isEmpty());
        QTest::keyClicks(reference, u"Servers/db"_s);
        click(dialog, u"saveButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(reference->accessibleDescription().contains(u"op://"_s), 10'000);
        picture(dialog, u"new-credential-elsewhere"_s);
        reference->clear();
        QTest::keyClicks(reference, u"op://Servers/db/password"_s);
        click(dialog, u"saveButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(home.session.credentials().size(), 1, 10'000);
        const auto details = finished(home.vault.details(*home.gatekeeper.request(team::Action::CredentialUse), home.session.credentials().first().id));
        QCOMPARE(details->fields.value(u"source"_s), u"op"_s);
        QCOMPARE(details->fields.value(u"reference"_s), u"op://Servers/db/password"_s);
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    theme.setMode(widgets::Theme::Mode::Light);
    TestForeignDialogs test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_foreigndialogs.moc"
