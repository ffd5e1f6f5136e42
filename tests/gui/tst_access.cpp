#include "gui/driver.h"
#include "gui/looks.h"
#include "shell/actiontable.h"
#include "shell/pagehost.h"
#include "shell/workarea.h"
#include "widgets/theme.h"

#include <QDialog>
#include <QTest>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {

/// Reached by the keys that docs/keyboard.md and docs/terminals.md name.
const QStringList kDocumented{u"paletteList"_s, u"tabCloseButton"_s};

} // namespace

/// Every page, settings page and dialog of the window: names, sizes, keys, large text, and text from right to left.
class TestAccess final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>();
        m_driver = std::make_unique<Driver>();
        QVERIFY(m_driver->open());
        QVERIFY(m_driver->addOrganization(u"Fernhill Ops"_s));
        const auto project = m_driver->addProject(u"Checkout"_s, u"#10a37f"_s);
        QVERIFY(project);
        m_instance = m_driver->addInstance({.name = u"checkout-web-01"_s, .address = u"10.20.1.41"_s, .user = u"deploy"_s,
                                            .environment = inventory::Environment::Production, .tags = QStringList{u"tier=web"_s}},
                                           {{.project = *project, .role = u"web"_s}}).value_or(InstanceId());
        QVERIFY(!m_instance.isNull());
        m_driver->window().workArea()->showInspector(true);
        m_driver->window().workArea()->showBottomPanel(true);
    }
    void cleanupTestCase()
    {
        m_driver.reset();
        m_theme.reset();
    }

    void everyControlOfAPageCanBeUsed_data() { addPages(); }
    void everyControlOfAPageCanBeUsed()
    {
        open();
        QTest::qWait(0);
        check(&m_driver->window());
    }

    void everyDialogCanBeUsed_data() { addDialogs(); }
    void everyDialogCanBeUsed()
    {
        QFETCH(QString, action);
        m_driver->window().open(u"myspace"_s);
        QVERIFY(m_driver->window().actions().run(action));
        QTRY_VERIFY(m_driver->front() != &m_driver->window());
        check(m_driver->front());
        closeDialog();
    }

    void largeTextIsNotCut_data() { addPages(); }
    void largeTextIsNotCut()
    {
        m_driver->window().resize(1440, 900);
        m_theme->setZoom(150);
        open();
        QStringList found;
        QTRY_VERIFY2((found = clipped(&m_driver->window())).isEmpty(), qPrintable(found.join(u'\n')));
        QVERIFY2((found = tooSmall(&m_driver->window())).isEmpty(), qPrintable(found.join(u'\n')));
        m_theme->setZoom(100);
    }

    void largeTextOfDialogsIsNotCut_data() { addDialogs(); }
    void largeTextOfDialogsIsNotCut()
    {
        QFETCH(QString, action);
        m_theme->setZoom(150);
        QVERIFY(m_driver->window().actions().run(action));
        QTRY_VERIFY(m_driver->front() != &m_driver->window());
        QStringList found;
        QTRY_VERIFY2((found = clipped(m_driver->front())).isEmpty(), qPrintable(found.join(u'\n')));
        closeDialog();
        m_theme->setZoom(100);
    }

    void mirroredNothingIsOutsideThatWasInside_data() { addPages(); }
    void mirroredNothingIsOutsideThatWasInside()
    {
        m_driver->window().resize(1440, 900);
        open();
        QTest::qWait(50);
        const qsizetype before = outside(&m_driver->window()).size();
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        QTest::qWait(50);
        const QStringList found = outside(&m_driver->window());
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        QVERIFY2(found.size() <= before, qPrintable(found.join(u'\n')));
    }

    void cleanup()
    {
        m_theme->setZoom(100);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        if (m_driver->front() != &m_driver->window())
            closeDialog();
    }

private:
    static void addPages()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("object");
        for (const QString &page : {u"myspace"_s, u"terminals"_s, u"vault"_s, u"audit"_s, u"help"_s})
            QTest::newRow(qPrintable(page)) << page << QString();
        QTest::newRow("instance") << u"instance"_s << u"*"_s;
        for (const QString &page : {u"appearance"_s, u"keyboard"_s, u"ssh"_s, u"vault"_s, u"commandline"_s})
            QTest::newRow(qPrintable(u"settings "_s + page)) << u"settings"_s << page;
    }

    static void addDialogs()
    {
        QTest::addColumn<QString>("action");
        for (const QString &action : {u"myspace.addInstance"_s, u"myspace.newProject"_s, u"myspace.newOrganization"_s, u"credentials.new"_s,
                                      u"help.keys"_s, u"palette"_s})
            QTest::newRow(qPrintable(action)) << action;
    }

    void open()
    {
        QFETCH(QString, page);
        QFETCH(QString, object);
        m_driver->window().open(page, object == u"*" ? m_instance.toString() : object);
        QCOMPARE(m_driver->window().pages()->currentId(), page);
    }

    static void check(QWidget *root)
    {
        QStringList found;
        QVERIFY2((found = nameless(root)).isEmpty(), qPrintable(u"without a name:\n"_s + found.join(u'\n')));
        QVERIFY2((found = tooSmall(root)).isEmpty(), qPrintable(u"too small:\n"_s + found.join(u'\n')));
        QVERIFY2((found = unreachable(root, kDocumented)).isEmpty(), qPrintable(u"out of reach of the keyboard:\n"_s + found.join(u'\n')));
    }

    void closeDialog()
    {
        if (auto *dialog = qobject_cast<QDialog *>(m_driver->front()))
            dialog->reject();
        QTRY_COMPARE(m_driver->front(), &m_driver->window());
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Driver> m_driver;
    InstanceId m_instance;
};

QTEST_MAIN(TestAccess)
#include "tst_access.moc"
