#include "features/terminal/gui/terminalpane.h"
#include "features/terminal/gui/terminalspage.h"
#include "gui/driver.h"
#include "inventory/inventory.h"
#include "shell/actiontable.h"
#include "shell/pagehost.h"
#include "support/sshserver.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QLineEdit>
#include <QTest>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;
using State = terminal::TerminalSession::State;

namespace {
constexpr int kPatience = 30'000;
}

/// Ctrl+K in the real window, over a real home and, for typed addresses, a real server.
class TestPaletteWindow final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_theme = std::make_unique<widgets::Theme>();
        m_driver = std::make_unique<Driver>();
        QVERIFY(m_driver->open());
        QVERIFY(m_driver->addOrganization(u"Fernhill Ops"_s));
    }
    void cleanup()
    {
        m_driver.reset();
        m_theme.reset();
    }

    void anInstanceIsFoundByItsTagAndOpened()
    {
        const auto id = m_driver->addInstance({.name = u"checkout-web-01"_s, .address = u"10.20.1.41"_s, .user = u"deploy"_s, .tags = QStringList{u"rack=r7"_s}});
        QVERIFY(id);
        QVERIFY(search(u"@rack=r7"_s));
        QTRY_COMPARE(current(), u"checkout-web-01"_s);
        press(Qt::Key_Return);
        QTRY_COMPARE(page(), u"instance"_s);
        QCOMPARE(m_driver->window().pages()->currentObject(), id->toString());
        QVERIFY(search({}));
        QTRY_COMPARE(current(), u"checkout-web-01"_s); // used last
        press(Qt::Key_Escape);
    }

    void tabOffersWhatCanBeDoneWithAnInstance()
    {
        QVERIFY(m_driver->addInstance({.name = u"web-1"_s, .address = u"10.20.1.41"_s, .user = u"deploy"_s}));
        QVERIFY(search(u"@web"_s));
        QTRY_COMPARE(current(), u"web-1"_s);
        press(Qt::Key_Tab);
        QVERIFY(m_driver->type(u"paletteEdit"_s, u"copy"_s));
        QCOMPARE(current(), u"Copy SSH command"_s);
        press(Qt::Key_Return);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(u"10.20.1.41"_s));
    }

    void aSettingsPageAndASingleSettingAreFound()
    {
        QVERIFY(search(u";text size"_s));
        QCOMPARE(current(), u"Text size"_s);
        press(Qt::Key_Return);
        QTRY_COMPARE(page(), u"settings"_s);
        QVERIFY(m_driver->find(u"zoomCombo"_s));
    }

    void aTypedAddressConnectsWithoutSavingAndIsSavedWhenAsked()
    {
        SshServer server;
        QVERIFY2(QFile::exists(u"/usr/sbin/sshd"_s), "sshd is missing");
        QVERIFY(server.start({.publicKey = false, .interactive = true}));
        QVERIFY(search(u"tester@127.0.0.1:%1"_s.arg(server.port())));
        QCOMPARE(current(), u"Connect to tester@127.0.0.1:%1"_s.arg(server.port()));
        press(Qt::Key_Return);
        QTRY_COMPARE(page(), u"terminals"_s);
        QVERIFY(m_driver->click(u"trustButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_driver->front() != &m_driver->window() && m_driver->front()->findChild<QLineEdit *>(), kPatience);
        QTest::keyClicks(m_driver->front()->findChild<QLineEdit *>(), QString::fromLatin1(SshServer::password));
        QTest::keyClick(m_driver->front()->findChild<QLineEdit *>(), Qt::Key_Return);
        auto *terminals = m_driver->window().findChild<terminal::TerminalsPage *>();
        QTRY_COMPARE_WITH_TIMEOUT(terminals->current()->session().state(), State::Live, kPatience);
        auto &inventory = *m_driver->program().services().inventory;
        QCOMPARE(inventory.instances({.organization = inventory.currentOrganization()})->size(), 0);
        QVERIFY(m_driver->click(u"Save as instance"_s));
        QTRY_COMPARE(m_driver->front()->objectName(), u"instanceDialog"_s);
        QCOMPARE(text(u"addressEdit"_s), u"127.0.0.1"_s);
        QCOMPARE(text(u"portEdit"_s), QString::number(server.port()));
        QCOMPARE(text(u"userEdit"_s), u"tester"_s);
        QVERIFY(m_driver->type(u"nameEdit"_s, u"kept"_s));
        QVERIFY(m_driver->click(u"saveButton"_s));
        QTRY_COMPARE_WITH_TIMEOUT(inventory.instances({.organization = inventory.currentOrganization()})->size(), 1, kPatience);
        QCOMPARE(terminals->current()->session().state(), State::Live);
    }

    void aTerminalKeepsItsKeysAndGivesTheMarkedOnes()
    {
        SshServer server;
        QVERIFY2(QFile::exists(u"/usr/sbin/sshd"_s), "sshd is missing");
        QVERIFY(server.start({.publicKey = false, .interactive = true}));
        QVERIFY(search(u"tester@127.0.0.1:%1"_s.arg(server.port())));
        press(Qt::Key_Return);
        QTRY_COMPARE(page(), u"terminals"_s);
        QVERIFY(m_driver->click(u"trustButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_driver->front() != &m_driver->window() && m_driver->front()->findChild<QLineEdit *>(), kPatience);
        QTest::keyClicks(m_driver->front()->findChild<QLineEdit *>(), QString::fromLatin1(SshServer::password));
        QTest::keyClick(m_driver->front()->findChild<QLineEdit *>(), Qt::Key_Return);
        auto *terminals = m_driver->window().findChild<terminal::TerminalsPage *>();
        QTRY_COMPARE_WITH_TIMEOUT(terminals->current()->session().state(), State::Live, kPatience);
        m_driver->window().activateWindow();
        QWidget *view = terminals->current()->view().focusProxy();
        view->setFocus();
        QTRY_VERIFY(view->hasFocus()); // also: the window is active again, else no key of it acts
        for (const QKeyCombination key : {Qt::CTRL | Qt::Key_K, Qt::CTRL | Qt::SHIFT | Qt::Key_N, QKeyCombination(Qt::Key_F5), QKeyCombination(Qt::Key_F1),
                                          Qt::CTRL | Qt::Key_1, Qt::CTRL | Qt::Key_P, QKeyCombination(Qt::Key_Slash)}) {
            QTest::keyClick(view, key.key(), key.keyboardModifiers());
            QCOMPARE(m_driver->front(), &m_driver->window());
            QCOMPARE(page(), u"terminals"_s);
        }
        QTest::keyClick(view, Qt::Key_F6, Qt::ControlModifier);
        QVERIFY(!view->hasFocus());
        view->setFocus();
        QTest::keyClick(view, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(m_driver->front()->objectName(), u"palette"_s);
        press(Qt::Key_Escape);
        m_driver->window().actions().setKeys(u"go.settings"_s, {QKeySequence(u"Ctrl+Shift+Y"_s)});
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(page(), u"terminals"_s);
        QTest::keyClick(view, Qt::Key_Y, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(page(), u"settings"_s);
    }

private:
    bool search(const QString &query)
    {
        m_driver->press(Qt::CTRL | Qt::Key_K);
        return QTest::qWaitFor([this] { return m_driver->find(u"paletteEdit"_s); }, 5000) && m_driver->type(u"paletteEdit"_s, query);
    }
    void press(Qt::Key key) { QTest::keyClick(m_driver->find(u"paletteEdit"_s), key); }
    QString current() const
    {
        const auto *list = qobject_cast<QAbstractItemView *>(m_driver->find(u"paletteList"_s));
        return list ? list->currentIndex().data().toString() : QString();
    }
    QString page() { return m_driver->window().pages()->currentId(); }
    QString text(const QString &name) const
    {
        const auto *edit = qobject_cast<QLineEdit *>(m_driver->find(name));
        return edit ? edit->text() : QString();
    }

    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<Driver> m_driver;
};

QTEST_MAIN(TestPaletteWindow)
#include "tst_palettewindow.moc"
