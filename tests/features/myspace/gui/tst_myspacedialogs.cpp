#include "features/myspace/gui/instancedialog.h"
#include "features/myspace/gui/myspacepage.h"
#include "features/myspace/gui/parts.h"
#include "features/myspace/gui/projectdialog.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace aiops;
using namespace aiops::myspace;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;
using widgets::Theme;

class TestMySpaceDialogs final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { new Theme(qApp); }

    void anInstanceIsAddedThroughTheDialog()
    {
        Parts p;
        MySpacePage page(p.actions, &p.metrics);
        auto *dialog = new InstanceDialog(p.actions, InstanceId(), &page);
        dialog->open();
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"saveButton"_s), Qt::LeftButton);
        QVERIFY(!named(dialog, u"Name"_s)->accessibleDescription().isEmpty());
        QTest::keyClicks(named(dialog, u"Name"_s), u"web-01"_s);
        QTest::keyClicks(named(dialog, u"Address"_s), u"10.0.0.4"_s);
        const QPointer<QWidget> alive(dialog);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"saveButton"_s), Qt::LeftButton);
        SOON_COMPARE(p.estate.instances().size(), 1);
        QCOMPARE(p.estate.instances().first().address, u"10.0.0.4"_s);
        SOON_VERIFY(!alive);
    }

    void anAttachThatFailsKeepsTheDialog()
    {
        Parts p;
        p.choice.refused = u"No right."_s;
        QWidget window;
        const QPointer<InstanceDialog> dialog(new InstanceDialog(p.actions, InstanceId(), &window));
        dialog->open();
        QTest::keyClicks(named(dialog, u"Name"_s), u"web-01"_s);
        QTest::keyClicks(named(dialog, u"Address"_s), u"10.0.0.4"_s);
        dialog->findChild<QComboBox *>(u"credentialCombo"_s)->setCurrentIndex(1);
        auto *save = dialog->findChild<QPushButton *>(u"saveButton"_s);
        save->click();
        SOON_COMPARE(p.estate.instances().size(), 1);
        SOON_VERIFY(save->isEnabled());
        QVERIFY(dialog && dialog->isVisible());
        p.choice.refused.clear();
        save->click();
        SOON_VERIFY(!dialog);
        QCOMPARE(p.estate.instances().size(), 1);
        QCOMPARE(p.choice.attached.size(), 1);
    }

    void aNewCredentialIsAskedForAfterSaving()
    {
        Parts p;
        QSignalSpy asked(&p.navigator, &shell::Navigator::runRequested);
        QWidget window;
        const QPointer<InstanceDialog> dialog(new InstanceDialog(p.actions, InstanceId(), &window));
        dialog->open();
        QTest::keyClicks(named(dialog, u"Name"_s), u"web-01"_s);
        QTest::keyClicks(named(dialog, u"Address"_s), u"10.0.0.4"_s);
        auto *combo = dialog->findChild<QComboBox *>(u"credentialCombo"_s);
        combo->setCurrentIndex(combo->count() - 1);
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        SOON_COMPARE(asked.size(), 1);
        SOON_COMPARE(p.estate.instances().size(), 1);
        QCOMPARE(asked.first().at(0).toString(), u"credentials.new"_s);
        QCOMPARE(asked.first().at(1).toString(), p.estate.instances().first().id.toString());
    }

    void anInstanceHasARoleInEachProject()
    {
        Parts p;
        p.fill();
        const InstanceId id = p.estate.instances().first().id;
        QWidget window;
        auto *dialog = new InstanceDialog(p.actions, id, &window);
        dialog->open();
        auto *tree = dialog->findChild<QTreeWidget *>(u"projectsTree"_s);
        for (int i = 0; i < 3; ++i)
            tree->topLevelItem(i)->setText(1, u"role-%1"_s.arg(i));
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        SOON_COMPARE(p.estate.linksOf(id).size(), 3);
        const auto roles = [&] {
            QSet<QString> all;
            for (const Link &link : p.estate.linksOf(id))
                all << link.role;
            return all;
        };
        SOON_COMPARE(roles(), QSet<QString>({u"role-0"_s, u"role-1"_s, u"role-2"_s}));
        p.actions.unlink(p.estate.linksOf(id).first().project, id);
        SOON_COMPARE(p.estate.linksOf(id).size(), 2);
    }

    void archivingCanBeUndone()
    {
        Parts p;
        p.fill();
        std::function<void()> undo;
        connect(&p.navigator, &shell::Navigator::toastRequested, this,
                [&](const QString &, const QString &, const std::function<void()> &action) { undo = action; });
        const InstanceId id = p.estate.instances().first().id;
        const auto before = p.estate.instances().size();
        p.actions.archive({id});
        SOON_COMPARE(p.estate.instances().size(), before - 1);
        SOON_VERIFY(undo); // told after it was written
        undo();
        SOON_COMPARE(p.estate.instances().size(), before);
    }

    void archivingManyIsOneStep()
    {
        Parts p;
        p.fill();
        auto &undo = p.estate.inventory().undo();
        QList<InstanceId> ids;
        for (const auto &instance : p.estate.instances())
            ids << instance.id;
        QVERIFY(ids.size() > 1);
        const qint64 before = undo.undoNumber();
        p.actions.archive(ids);
        SOON_COMPARE(p.estate.instances().size(), 0);
        QCOMPARE(p.estate.archivedInstances().size(), ids.size());
        QCOMPARE(undo.undoNumber(), before + 1);
        p.actions.undo();
        SOON_COMPARE(p.estate.instances().size(), ids.size());
        p.actions.redo();
        SOON_COMPARE(p.estate.instances().size(), 0);
        p.actions.restore(ids);
        SOON_COMPARE(p.estate.instances().size(), ids.size());
        p.actions.undo();
        SOON_COMPARE(p.estate.instances().size(), 0);
    }

    void removingAsksFirst()
    {
        Parts p;
        p.fill();
        QWidget window;
        window.resize(900, 600);
        window.show();
        const auto before = p.estate.instances().size();
        p.actions.remove({p.estate.instances().first().id}, &window);
        auto *dialog = window.findChild<QDialog *>();
        QVERIFY(dialog);
        QCOMPARE(p.estate.instances().size(), before);
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text() == u"Remove")
                button->click();
        }
        SOON_COMPARE(p.estate.instances().size(), before - 1);
    }

    void anArchivedProjectComesBack()
    {
        Parts p;
        p.fill();
        const ProjectId id = p.estate.projects().first().id;
        const int count = p.estate.countIn(id);
        p.estate.setView({View::OneProject, id});
        p.actions.archiveProject(id);
        SOON_COMPARE(p.estate.archivedProjects().size(), 1);
        QCOMPARE(p.estate.view().kind, View::All);
        QCOMPARE(p.estate.instances().size(), 7);
        p.actions.restoreProject(id);
        SOON_COMPARE(p.estate.archivedProjects().size(), 0);
        QCOMPARE(p.estate.countIn(id), count);
    }

    void slugsAreUnique()
    {
        Parts p;
        p.addProject(u"Checkout"_s, u"#10a37f"_s);
        QWidget window;
        const QPointer<ProjectDialog> dialog(new ProjectDialog(p.actions, ProjectId(), &window));
        dialog->open();
        QTest::keyClicks(named(dialog, u"Name"_s), u"Checkout"_s);
        auto *save = dialog->findChild<QPushButton *>(u"saveButton"_s);
        save->click();
        QVERIFY(!save->isEnabled());
        SOON_VERIFY(save->isEnabled());
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(p.estate.projects().size(), 1);
        auto *slug = static_cast<QLineEdit *>(named(dialog, u"Short name"_s));
        slug->clear();
        QTest::keyClicks(slug, u"checkout-2"_s);
        save->click();
        SOON_COMPARE(p.estate.projects().size(), 2);
        SOON_VERIFY(!dialog);
    }
};

QTEST_MAIN(TestMySpaceDialogs)
#include "tst_myspacedialogs.moc"
