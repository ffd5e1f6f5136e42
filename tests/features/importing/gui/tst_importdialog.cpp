#include "features/importing/gui/exportdialog.h"
#include "features/importing/gui/importdialog.h"
#include "features/importing/gui/importingfeature.h"
#include "features/importing/gui/reviewfilter.h"
#include "features/importing/gui/reviewmodel.h"
#include "features/importing/reading.h"
#include "shell/navigator.h"
#include "ssh/client/knownhosts.h"
#include "shell/registry.h"
#include "widgets/banner.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QWidget>

using namespace aiops;
using namespace aiops::importing;
using namespace aiops::shell;

/// The review as a person uses it.
class TestImportDialog final : public QObject
{
    Q_OBJECT

private:
    struct Desk
    {
        ImportWorld world;
        ssh::KnownHosts knownHosts{world.folder.filePath(u"known_hosts"_s), {}};
        Navigator navigator;
        QWidget window;
        QSignalSpy toasts{&navigator, &Navigator::toastRequested};
        ImportServices services{world.inventory, world.gate, knownHosts};

        Desk()
        {
            world.inventory.useOrganization(world.organization);
            window.resize(1200, 800);
            window.show();
        }
        ImportDialog *open(SourceKind kind, const QString &fixture)
        {
            auto *dialog = new ImportDialog(services, navigator, kind, &window);
            dialog->open();
            if (!fixture.isEmpty())
                dialog->setFile(dataFolder() + u'/' + fixture);
            return dialog;
        }
    };

    template <typename T = QPushButton>
    static T *part(QWidget *dialog, const QString &name)
    {
        T *found = dialog->findChild<T *>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }

    static int shown(QWidget *dialog) { return part<QTableView>(dialog, u"reviewTable"_s)->model()->rowCount(); }

private slots:
    void initTestCase() { new widgets::Theme(qApp); }

    void aFileIsReviewedAndImportedAndTakenBack()
    {
        Desk desk;
        const QStringList before = desk.world.rows();
        QPointer<ImportDialog> dialog = desk.open(SourceKind::SshConfig, u"ssh/jump-chain"_s);
        auto *import = part(dialog, u"importButton"_s);
        QTRY_COMPARE(import->text(), u"Import 3 instances"_s);
        QTRY_VERIFY(import->isEnabled());
        QCOMPARE(part<QLabel>(dialog, u"countsLabel"_s)->text(), u"3 new, 0 changed, 0 same"_s);
        QTest::mouseClick(import, Qt::LeftButton);
        QTRY_COMPARE(desk.world.present().hosts.size(), 3);
        QTRY_VERIFY(!dialog || !dialog->isVisible());
        QTRY_COMPARE(desk.toasts.size(), 1);
        desk.toasts.first().at(2).value<std::function<void()>>()();
        QTRY_COMPARE(desk.world.rows(), before);
    }

    void hostKeysThatCannotBeTakenOverAreAMessage()
    {
        Desk desk;
        const QByteArray home = qgetenv("HOME");
        const auto back = qScopeGuard([&] { qputenv("HOME", home); });
        qputenv("HOME", desk.world.folder.path().toUtf8());
        QVERIFY(QDir(desk.world.folder.path()).mkpath(u".ssh/known_hosts"_s)); // a folder cannot be read as a file
        QPointer<ImportDialog> dialog = desk.open(SourceKind::Csv, u"csv/plain.csv"_s);
        auto *import = part(dialog, u"importButton"_s);
        QTRY_COMPARE(import->text(), u"Import 2 instances"_s);
        QVERIFY(part<QAbstractButton>(dialog, u"keysCheck"_s)->isChecked());
        QTest::mouseClick(import, Qt::LeftButton);
        QTRY_COMPARE(desk.toasts.size(), 1);
        auto *banner = dialog->findChild<widgets::Banner *>();
        QVERIFY(banner);
        QTRY_VERIFY2(banner->text().startsWith("The instances were imported, but not their host keys."_L1), qPrintable(banner->text()));
        QCOMPARE(banner->tone(), widgets::Banner::Tone::Danger);
        QVERIFY(dialog->isVisible());
        QVERIFY(!import->isEnabled());
        QCOMPARE(desk.world.present().hosts.size(), 2);
    }

    void anUntickedRowStaysOut()
    {
        Desk desk;
        ImportDialog *dialog = desk.open(SourceKind::Csv, u"csv/plain.csv"_s);
        auto *import = part(dialog, u"importButton"_s);
        QTRY_COMPARE(import->text(), u"Import 2 instances"_s);
        auto *table = part<QTableView>(dialog, u"reviewTable"_s);
        const QRect box = table->visualRect(table->model()->index(0, ReviewModel::Tick));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, QPoint(box.left() + 18, box.center().y()));
        QTRY_COMPARE(import->text(), u"Import 1 instance"_s);
        QTest::mouseClick(import, Qt::LeftButton);
        QTRY_COMPARE(desk.world.present().hosts.size(), 1);
        QCOMPARE(desk.world.present().hosts[0].values.name, u"web-2"_s);
    }

    void brokenRowsAreShownAndTheirMessagesCopied()
    {
        Desk desk;
        ImportDialog *dialog = desk.open(SourceKind::Csv, u"csv/bad-ports.csv"_s);
        QTRY_COMPARE(part(dialog, u"importButton"_s)->text(), u"Import 1 instance"_s);
        QVERIFY(part<QLabel>(dialog, u"countsLabel"_s)->text().contains(u"5 errors"_s));
        auto *copy = part(dialog, u"copyButton"_s);
        QVERIFY(copy->isVisible());
        QTest::mouseClick(copy, Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"bad-ports.csv:2: a: "_s));
        QCOMPARE(shown(dialog), 6);
        part<QWidget>(dialog, u"stateSegments"_s)->findChildren<QAbstractButton *>().last()->click();
        QTRY_COMPARE(shown(dialog), 5);
        QTest::keyClicks(part<QLineEdit>(dialog, u"filterEdit"_s), u"99999"_s);
        QTRY_COMPARE(shown(dialog), 1);
    }

    void columnsAreMappedByHand()
    {
        Desk desk;
        ImportDialog *dialog = desk.open(SourceKind::Csv, u"csv/bad-no-header.csv"_s);
        QTRY_VERIFY(dialog->findChild<QComboBox *>(u"column0Combo"_s));
        QVERIFY(!part(dialog, u"importButton"_s)->isEnabled());
        auto *column = part<QComboBox>(dialog, u"column0Combo"_s);
        column->setFocus();
        QTest::keyClicks(column, u"Addr"_s);
        QTRY_COMPARE(part(dialog, u"importButton"_s)->text(), u"Import 1 instance"_s); // the first line is the header
    }

    void whatIsChosenForAllIsImported()
    {
        Desk desk;
        ImportDialog *dialog = desk.open(SourceKind::SshConfig, u"ssh/plain"_s);
        QTRY_VERIFY(part(dialog, u"importButton"_s)->isEnabled());
        QTest::keyClicks(part<QComboBox>(dialog, u"projectCombo"_s)->lineEdit(), u"Checkout"_s);
        QTest::keyClicks(part<QLineEdit>(dialog, u"groupEdit"_s), u"eu/web"_s);
        auto *table = part<QTableView>(dialog, u"reviewTable"_s);
        QTRY_COMPARE(table->model()->index(0, ReviewModel::Group).data().toString(), u"eu / web"_s);
        QTRY_VERIFY(part(dialog, u"importButton"_s)->isEnabled());
        QTest::mouseClick(part(dialog, u"importButton"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.world.present().hosts.size(), 2);
        QCOMPARE(desk.world.present().hosts[0].values.projects.keys(), QStringList{u"Checkout"_s});
        QCOMPARE(desk.world.inventory.groups(desk.world.organization)->size(), 2);
    }

    void anUnreadableFileIsAMessage()
    {
        Desk desk;
        ImportDialog *dialog = desk.open(SourceKind::Csv, u"csv/bad-nul.csv"_s);
        auto *banner = dialog->findChild<widgets::Banner *>();
        QTRY_VERIFY(banner->hasMessage() && banner->tone() == widgets::Banner::Tone::Danger);
        QVERIFY(banner->text().contains(u"NUL"_s));
        QVERIFY(!part(dialog, u"importButton"_s)->isEnabled());
    }

    void picturesCanBeLookedAt_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("fixture");
        QTest::newRow("ssh") << int(SourceKind::SshConfig) << u"ssh/bad-jump-circle"_s;
        QTest::newRow("csv") << int(SourceKind::Csv) << u"csv/plain.csv"_s;
        QTest::newRow("csv-errors") << int(SourceKind::Csv) << u"csv/bad-names.csv"_s;
        QTest::newRow("ansible") << int(SourceKind::Ansible) << u"ansible/plain.yml"_s;
    }
    void picturesCanBeLookedAt()
    {
        QFETCH(int, kind);
        QFETCH(QString, fixture);
        Desk desk;
        ImportDialog *dialog = desk.open(SourceKind(kind), fixture);
        QTRY_VERIFY(shown(dialog) > 0);
        for (const auto mode : {widgets::Theme::Mode::Light, widgets::Theme::Mode::Dark}) {
            widgets::Theme::current().setMode(mode);
            const QPixmap picture = dialog->grab();
            QVERIFY(!picture.isNull());
            const QString folder = qEnvironmentVariable("AIOPS_PICTURES");
            if (!folder.isEmpty())
                QVERIFY(picture.save(u"%1/import-%2-%3.png"_s.arg(folder, QString::fromLatin1(QTest::currentDataTag()), mode == widgets::Theme::Mode::Dark ? u"dark"_s : u"light"_s)));
        }
    }

    void theModelHoldsTogether()
    {
        ReviewModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const QString &name : {u"csv/bad-duplicates.csv"_s, u"ssh/bad-match"_s, u"ssh/empty"_s}) {
            model.setPlan(makePlan(*readFixture(name), {}));
            for (int row = 0; row < model.rowCount(); ++row)
                QVERIFY(!model.index(row, 0).data(Qt::AccessibleTextRole).toString().isEmpty());
        }
    }

    /// Against the slow way: every cell of every row is looked into.
    void theFilterShowsWhatHasTheText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("state");
        for (const QString &text : {u""_s, u"web"_s, u"WEB-1"_s, u"  web "_s, u"192.0.2."_s, u"checkout"_s, u"1\n"_s, u"\n"_s, u"ß"_s, u"nothing"_s}) {
            for (const QString &state : {u""_s, u"new"_s, u"error"_s, u"note"_s, u"conflict"_s})
                QTest::newRow(qPrintable(text.toHtmlEscaped() + u'/' + state)) << text << state;
        }
    }
    void theFilterShowsWhatHasTheText()
    {
        QFETCH(QString, text);
        QFETCH(QString, state);
        ReviewModel model;
        ReviewFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const QString &name : {u"csv/plain.csv"_s, u"csv/bad-duplicates.csv"_s, u"csv/bad-names.csv"_s, u"ssh/bad-match"_s, u"ssh/empty"_s}) {
            model.setPlan(makePlan(*readFixture(name), {}));
            filter.setText(text);
            filter.setState(state);
            QList<int> expected;
            for (int row = 0; row < model.rowCount(); ++row) {
                const bool hasText = std::ranges::any_of(std::array{ReviewModel::Name, ReviewModel::Address, ReviewModel::Group, ReviewModel::What},
                    [&](int column) { return model.index(row, column).data().toString().contains(text.trimmed(), Qt::CaseInsensitive); });
                if (hasText && (state.isEmpty() || model.index(row, 0).data(ReviewModel::StateRole) == state))
                    expected += row;
            }
            QList<int> actual;
            for (int row = 0; row < filter.rowCount(); ++row) {
                actual += filter.mapToSource(filter.index(row, 0)).row();
                QCOMPARE(filter.mapFromSource(model.index(actual.last(), 2)), filter.index(row, 2));
            }
            QCOMPARE(actual, expected);
        }
    }

    void aTickInTheModelIsToldOfShownRowsOnly()
    {
        ReviewModel model;
        ReviewFilter filter;
        filter.setSourceModel(&model);
        model.setPlan(makePlan(*readFixture(u"csv/plain.csv"_s), {}));
        filter.setText(u"web-2"_s);
        QCOMPARE(filter.rowCount(), 1);
        QSignalSpy changed(&filter, &QAbstractItemModel::dataChanged);
        QVERIFY(model.setData(model.index(0, ReviewModel::Tick), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(changed.size(), 0);
        QVERIFY(filter.setData(filter.index(0, ReviewModel::Tick), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(1, ReviewModel::Tick).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QVERIFY(model.chosen().isEmpty());
    }

    void theMenusReachEverything()
    {
        Desk desk;
        Registry registry;
        registerFeature(registry, desk.navigator, desk.services);
        QStringList ids;
        for (const ActionSpec &action : registry.actions())
            ids += action.id;
        QCOMPARE(ids, (QStringList{u"importing.sshConfig"_s, u"importing.csv"_s, u"importing.ansible"_s, u"importing.export"_s}));
        QVERIFY(registry.actions()[1].inAddMenu && registry.actions()[1].menu == u"File"_s);
    }

    void anExportIsShownAndCopied()
    {
        Desk desk;
        QVERIFY(desk.world.import(*readFixture(u"csv/jump.csv"_s)));
        const auto web = desk.world.inventory.findInstance(desk.world.organization, u"web-1"_s);
        auto *dialog = new ExportDialog(desk.services, desk.navigator, {web->id}, &desk.window);
        dialog->open();
        auto *preview = part<QPlainTextEdit>(dialog, u"previewText"_s);
        QTRY_VERIFY(preview->toPlainText().startsWith(u"name,address,port"_s));
        QVERIFY(part<QLabel>(dialog, u"countLabel"_s)->text().contains(u"2 instances"_s));
        part<QComboBox>(dialog, u"formatCombo"_s)->setCurrentIndex(1);
        QTRY_VERIFY(preview->toPlainText().contains(u"ProxyJump gate"_s));
        QTRY_VERIFY(part(dialog, u"copyButton"_s)->isEnabled());
        QTest::mouseClick(part(dialog, u"copyButton"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), preview->toPlainText());
    }
};

QTEST_MAIN(TestImportDialog)
#include "tst_importdialog.moc"
