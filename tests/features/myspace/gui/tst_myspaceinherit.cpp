#include "features/myspace/gui/groupdialog.h"
#include "features/myspace/gui/instancedialog.h"
#include "features/myspace/gui/parts.h"
#include "widgets/field.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryFile>

using namespace aiops;
using namespace aiops::myspace;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;
using team::Action;

class TestMySpaceInherit final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { new widgets::Theme(qApp); }

    void theFormShowsWhereAValueComesFromAndCanOverrideIt()
    {
        Parts p;
        p.add(u"bastion"_s, u"192.0.2.9"_s);
        const GroupId group = addGroup(p, {.organization = p.estate.organizationId(), .name = u"Web tier"_s,
            .own = {.user = u"admin"_s, .port = 2222, .environment = Environment::Production, .jump = {Jump::Through, p.estate.instances().first().id}, .proxy = u"socks5://gate:1080"_s}});
        QVERIFY(!group.isNull());
        QWidget window;
        const QPointer<InstanceDialog> dialog(new InstanceDialog(p.actions, {}, &window));
        dialog->open();
        QTest::keyClicks(edit(dialog, u"nameEdit"_s), u"web-01"_s);
        QTest::keyClicks(edit(dialog, u"addressEdit"_s), u"192.0.2.10"_s);
        auto *combo = dialog->findChild<QComboBox *>(u"groupCombo"_s);
        QCOMPARE(edit(dialog, u"portEdit"_s)->placeholderText(), u"22"_s);
        combo->setCurrentIndex(combo->findText(u"Web tier"_s));
        QCOMPARE(edit(dialog, u"portEdit"_s)->placeholderText(), u"2222"_s);
        QCOMPARE(edit(dialog, u"userEdit"_s)->placeholderText(), u"admin"_s);
        QCOMPARE(edit(dialog, u"jumpEdit"_s)->placeholderText(), u"bastion"_s);
        QCOMPARE(edit(dialog, u"proxyEdit"_s)->placeholderText(), u"socks5://gate:1080"_s);
        QCOMPARE(dialog->findChild<QComboBox *>(u"environmentCombo"_s)->currentText(), u"As the group: Production"_s);
        QTest::keyClicks(edit(dialog, u"portEdit"_s), u"2200"_s);
        QTest::keyClicks(edit(dialog, u"jumpEdit"_s), u"nobody"_s);
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        QVERIFY2(dialog && dialog->isVisible(), "a jump host that does not exist is said at its field");
        edit(dialog, u"jumpEdit"_s)->setText(u"direct"_s);
        QTest::keyClicks(edit(dialog, u"proxyEdit"_s), u"ftp://gate"_s);
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        QVERIFY2(dialog && dialog->isVisible(), "a proxy that cannot be used is said at its field");
        edit(dialog, u"proxyEdit"_s)->setText(u"http://other:3128"_s);
        QTemporaryFile key;
        QVERIFY(key.open());
        for (const QString &wrong : {u"id_ed25519"_s, key.fileName() + u".pub"_s, QDir::tempPath()}) {
            edit(dialog, u"keyFileEdit"_s)->setText(wrong);
            dialog->findChild<QPushButton *>(u"moreButton"_s)->setChecked(false);
            dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
            QVERIFY2(dialog && edit(dialog, u"keyFileEdit"_s)->isVisible(), "a key file that cannot be used is said at its field");
        }
        edit(dialog, u"keyFileEdit"_s)->setText(key.fileName());
        dialog->findChild<QCheckBox *>(u"oldAlgorithmsCheck"_s)->setChecked(true);
        dialog->findChild<QComboBox *>(u"agentCombo"_s)->setCurrentIndex(1);
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        SOON_COMPARE(p.estate.instances().size(), 2);
        const Instance *web = p.estate.instance(p.estate.inventory().findInstance(p.estate.organizationId(), u"web-01"_s)->id);
        QVERIFY(web);
        QCOMPARE(web->user, u"admin"_s);
        QCOMPARE(web->own.user, QString());
        QCOMPARE(web->port, 2200);
        QCOMPARE(web->environment, Environment::Production);
        QCOMPARE(web->jump, (Jump{Jump::Direct, {}}));
        QCOMPARE(web->proxy, u"http://other:3128"_s);
        QVERIFY(web->oldAlgorithms);
        SOON_VERIFY(p.estate.inventory().marksOf(web->id)->agent == Marks::Always);
        QCOMPARE(p.estate.inventory().marksOf(web->id)->keyFile, key.fileName());
        SOON_VERIFY(!dialog);
    }

    void anEmptyFieldGoesBackToTheGroup()
    {
        Parts p;
        const GroupId group = addGroup(p, {.organization = {}, .name = u"Web"_s, .own = {.port = 2222}});
        p.add(u"web-01"_s, u"192.0.2.10"_s);
        const InstanceId id = p.estate.instances().first().id;
        auto moved = p.actions.changes().saveInstance(id, {.port = 22, .group = group}, {});
        SOON_COMPARE(p.estate.instance(id)->group, group);
        QCOMPARE(p.estate.instance(id)->port, 22);
        QWidget window;
        const QPointer<InstanceDialog> dialog(new InstanceDialog(p.actions, id, &window));
        dialog->open();
        QCOMPARE(edit(dialog, u"portEdit"_s)->text(), u"22"_s);
        edit(dialog, u"portEdit"_s)->clear();
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        SOON_COMPARE(p.estate.instance(id)->port, 2222);
        SOON_VERIFY(!dialog);
    }

    void whatFewGroupsNeedIsFoldedAwayUntilItIsWrong()
    {
        Parts p;
        QWidget window;
        const QPointer<GroupDialog> dialog(new GroupDialog(p.actions, {}, &window));
        dialog->open();
        QVERIFY(!edit(dialog, u"groupProxyEdit"_s)->isVisible());
        edit(dialog, u"groupNameEdit"_s)->setText(u"Web"_s);
        edit(dialog, u"groupProxyEdit"_s)->setText(u"ftp://gate"_s);
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        QVERIFY(dialog && edit(dialog, u"groupProxyEdit"_s)->isVisible());
    }

private:
    static GroupId addGroup(Parts &p, Group group)
    {
        GroupId id;
        [&] {
            auto organization = p.actions.changes().ensureOrganization();
            SOON_VERIFY(organization.isFinished());
            group.organization = organization.result()->id;
            auto added = p.estate.inventory().addGroup(*p.home->gatekeeper().request(Action::GroupEdit), group);
            SOON_VERIFY(added.isFinished());
            id = added.result()->id;
        }();
        return id;
    }
    static QLineEdit *edit(QWidget *dialog, const QString &name) { return dialog->findChild<QLineEdit *>(name); }
};

QTEST_MAIN(TestMySpaceInherit)
#include "tst_myspaceinherit.moc"
