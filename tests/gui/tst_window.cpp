#include "app/commandpolicy.h"
#include "gui/driver.h"
#include "gui/looks.h"
#include "inventory/inventory.h"
#include "shell/pagehost.h"
#include "shell/workarea.h"
#include "ssh/client/knownhosts.h"
#include "support/sshserver.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QCheckBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>
#include <QTimer>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {

constexpr int kPatience = 20'000;
const QString kHostile[] = {u"<b>bold</b><img src=x>"_s, u"safe\u202Egnp.exe"_s, QString(200, u'w'), u"\U0001F4A5 büro-1"_s};

struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray err;
};

} // namespace

class TestWindow final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_driver = std::make_unique<Driver>();
        QVERIFY(m_driver->open());
    }
    void cleanup()
    {
        m_driver.reset();
        m_theme.reset();
    }
    void areasOpenByKey();
    void panesOpenAndCloseByKey();
    void theListIsShownAsItsKeysSayAndTheyCanBeChanged();
    void theFocusWalksThroughThePanes();
    void thePaletteRunsAnAction();
    void theThemeChangesWhileRunning();
    void nothingIsClipped_data();
    void nothingIsClipped();
    void everyControlHasAName();
    void theWindowComesBackAsItWasLeft();
    void aSecondStartSaysWhoHasTheHome();
    void hostileNamesStayPlainText();
    void aiopsIsAnswered();
    void aiopsUsesTheWarmTransport();

private:
    Ran aiops(const QStringList &words);
    QString page() { return m_driver->window().pages()->currentId(); }
    bool fill();

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Driver> m_driver;
};

bool TestWindow::fill()
{
    if (!m_driver->addOrganization(u"Fernhill Ops"_s))
        return false;
    const auto project = m_driver->addProject(u"Checkout"_s, u"#10a37f"_s);
    return project
           && m_driver->addInstance({.name = u"checkout-web-01"_s, .address = u"10.20.1.41"_s, .user = u"deploy"_s,
                                     .environment = inventory::Environment::Production},
                                    {{.project = *project, .role = u"web"_s}});
}

void TestWindow::areasOpenByKey()
{
    const std::pair<Qt::Key, QString> areas[] = {
        {Qt::Key_2, u"terminals"_s}, {Qt::Key_3, u"run"_s}, {Qt::Key_4, u"vault"_s}, {Qt::Key_5, u"audit"_s}, {Qt::Key_1, u"myspace"_s}};
    for (const auto &[key, id] : areas) {
        m_driver->press(Qt::CTRL | key);
        QCOMPARE(page(), id);
    }
    m_driver->press(Qt::CTRL | Qt::Key_Comma);
    QCOMPARE(page(), u"settings"_s);
    m_driver->press(Qt::ALT | Qt::Key_Left);
    QCOMPARE(page(), u"myspace"_s);
    m_driver->press(Qt::ALT | Qt::Key_Right);
    QCOMPARE(page(), u"settings"_s);
}

void TestWindow::panesOpenAndCloseByKey()
{
    shell::WorkArea *area = m_driver->window().workArea();
    m_driver->press(Qt::CTRL | Qt::Key_1);
    const bool side = area->wantsSidePane(), inspector = area->wantsInspector();
    m_driver->press(Qt::CTRL | Qt::Key_B);
    QCOMPARE(area->wantsSidePane(), !side);
    m_driver->press(Qt::CTRL | Qt::Key_B);
    QCOMPARE(area->wantsSidePane(), side);
    m_driver->press(Qt::Key_F9);
    QCOMPARE(area->wantsInspector(), !inspector);
    m_driver->press(Qt::CTRL | Qt::Key_QuoteLeft);
    QVERIFY(area->wantsBottomPanel());
}

void TestWindow::theListIsShownAsItsKeysSayAndTheyCanBeChanged()
{
    QVERIFY(fill());
    m_driver->press(Qt::CTRL | Qt::Key_1);
    const auto shows = [this](const QString &name) {
        auto *view = m_driver->window().findChild<QWidget *>(name);
        return QTest::qWaitFor([&] { return (view = m_driver->window().findChild<QWidget *>(name)) && view->isVisible(); }, 3000);
    };
    auto *cards = m_driver->window().findChild<QWidget *>(u"instanceList"_s);
    QVERIFY(cards);
    cards->setFocus();
    m_driver->press(Qt::Key_V);
    m_driver->press(Qt::Key_T);
    QVERIFY(shows(u"instanceTable"_s));
    auto &actions = m_driver->window().actions();
    QCOMPARE(actions.shownKey(u"myspace.showCards"_s), QKeySequence(u"V, C"_s).toString(QKeySequence::NativeText));
    actions.setKeys(u"myspace.showCards"_s, {QKeySequence(u"Ctrl+Shift+Y"_s)});
    m_driver->press(Qt::Key_V);
    m_driver->press(Qt::Key_C);
    QVERIFY(m_driver->window().findChild<QWidget *>(u"instanceTable"_s)->isVisible());
    m_driver->press(Qt::CTRL | Qt::SHIFT | Qt::Key_Y);
    QVERIFY(shows(u"instanceList"_s));
    actions.resetKeys(u"myspace.showCards"_s);
}

void TestWindow::theFocusWalksThroughThePanes()
{
    QSet<QWidget *> visited;
    for (int i = 0; i < 8; ++i) {
        m_driver->press(Qt::Key_F6);
        QVERIFY(QApplication::focusWidget());
        visited.insert(QApplication::focusWidget());
    }
    QVERIFY2(visited.size() >= 4, qPrintable(QString::number(visited.size())));
    QWidget *here = QApplication::focusWidget();
    m_driver->press(Qt::Key_F6);
    m_driver->press(Qt::SHIFT | Qt::Key_F6);
    QCOMPARE(QApplication::focusWidget(), here);
}

void TestWindow::thePaletteRunsAnAction()
{
    m_driver->press(Qt::CTRL | Qt::Key_K);
    QTRY_VERIFY(m_driver->find(u"paletteEdit"_s));
    QVERIFY(m_driver->type(u"paletteEdit"_s, u">new project"_s));
    QTest::keyClick(m_driver->find(u"paletteEdit"_s), Qt::Key_Return);
    QTRY_COMPARE(m_driver->front()->objectName(), u"projectDialog"_s);
    QVERIFY(m_driver->click(u"cancelButton"_s));
    QTRY_COMPARE(m_driver->front(), &m_driver->window());
}

void TestWindow::theThemeChangesWhileRunning()
{
    const auto brightness = [this] {
        const QImage image = m_driver->window().grab().toImage().scaled(40, 25);
        int sum = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                sum += qGray(image.pixel(x, y));
        }
        return sum / (image.width() * image.height());
    };
    QVERIFY(fill());
    for (const QString &id : {u"myspace"_s, u"terminals"_s, u"vault"_s, u"audit"_s, u"settings"_s}) {
        m_driver->window().open(id);
        m_theme->setMode(Theme::Mode::Dark);
        QTRY_VERIFY2(brightness() < 90, qPrintable(id));
        m_theme->setMode(Theme::Mode::Light);
        QTRY_VERIFY2(brightness() > 190, qPrintable(id));
    }
}

void TestWindow::nothingIsClipped_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("zoom");
    QTest::newRow("smallest") << QSize(1100, 700) << 100;
    QTest::newRow("usual") << QSize(1440, 900) << 100;
    QTest::newRow("4k") << QSize(3840, 2160) << 100;
    QTest::newRow("large text") << QSize(1440, 900) << 150;
}

void TestWindow::nothingIsClipped()
{
    QFETCH(QSize, size);
    QFETCH(int, zoom);
    QVERIFY(fill());
    m_theme->setZoom(zoom);
    m_driver->window().resize(size);
    for (const QString &id : {u"myspace"_s, u"terminals"_s, u"vault"_s, u"audit"_s, u"settings"_s}) {
        m_driver->window().open(id);
        QStringList found;
        QTRY_VERIFY2((found = clipped(&m_driver->window())).isEmpty(), qPrintable(id + u'\n' + found.join(u'\n')));
    }
    m_driver->window().open(u"myspace"_s);
    QVERIFY(m_driver->click(u"addButton"_s));
    QTRY_VERIFY2(clipped(m_driver->front()).isEmpty(), qPrintable(clipped(m_driver->front()).join(u'\n')));
}

void TestWindow::everyControlHasAName()
{
    QVERIFY(fill());
    for (const QString &id : {u"myspace"_s, u"terminals"_s, u"vault"_s, u"audit"_s, u"settings"_s}) {
        m_driver->window().open(id);
        const QStringList found = nameless(&m_driver->window());
        QVERIFY2(found.isEmpty(), qPrintable(id + u'\n' + found.join(u'\n')));
    }
    m_driver->window().open(u"myspace"_s);
    for (const Qt::Key key : {Qt::Key_N, Qt::Key_K}) {
        m_driver->press(Qt::CTRL | key);
        QTRY_VERIFY(m_driver->front() != &m_driver->window());
        const QStringList found = nameless(m_driver->front());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        QTest::keyClick(m_driver->front(), Qt::Key_Escape);
        QTRY_COMPARE(m_driver->front(), &m_driver->window());
    }
}

void TestWindow::theWindowComesBackAsItWasLeft()
{
    m_driver->window().resize(780, 580); // the offscreen screen has 800x800
    m_driver->press(Qt::CTRL | Qt::Key_4);
    m_driver->press(Qt::CTRL | Qt::Key_B);
    const bool side = m_driver->window().workArea()->wantsSidePane();
    const QSize size = m_driver->window().size();
    m_driver->close();
    QVERIFY(m_driver->open(QSize()));
    QCOMPARE(page(), u"vault"_s);
    QCOMPARE(m_driver->window().workArea()->wantsSidePane(), side);
    QCOMPARE(m_driver->window().size(), size);
}

void TestWindow::aSecondStartSaysWhoHasTheHome()
{
    const auto second = m_driver->openSecond();
    QVERIFY(!second);
    QCOMPARE(second.error().code, Errc::Busy);
    QVERIFY(!second.error().text.isEmpty() && !second.error().hint.isEmpty());
}

void TestWindow::hostileNamesStayPlainText()
{
    QVERIFY(m_driver->addOrganization(u"<i>Fernhill</i>"_s));
    for (const QString &name : kHostile) {
        const auto project = m_driver->addProject(name, u"#10a37f"_s);
        QCOMPARE(project.has_value(), !name.contains(QChar(0x202E))); // text that turns around is refused
        if (!project)
            continue;
        const auto id = m_driver->addInstance({.name = name, .address = u"10.0.0.1"_s, .user = u"deploy"_s, .tags = QStringList{name.left(60)}},
                                              {{.project = *project, .role = name.left(60)}});
        QVERIFY(id);
        for (const QString &where : {u"myspace"_s, u"terminals"_s, u"instance"_s}) {
            m_driver->window().open(where, where == u"instance" ? id->toString() + u"/overview"_s : QString());
            for (const QLabel *label : m_driver->window().findChildren<QLabel *>()) {
                QVERIFY2(label->textFormat() == Qt::PlainText || !Qt::mightBeRichText(label->text()), qPrintable(label->text()));
                QVERIFY2(!label->isVisible() || !label->text().contains(QChar(0x202E)), qPrintable(where + u": "_s + label->objectName()));
            }
            for (const QWidget *widget : m_driver->window().findChildren<QWidget *>())
                QVERIFY2(!Qt::mightBeRichText(widget->toolTip()) || widget->toolTip().startsWith(u"<span>"), qPrintable(where + u": "_s + widget->toolTip()));
            QVERIFY2(!m_driver->window().grab().isNull(), qPrintable(where));
        }
    }
    QVERIFY(m_driver->window().minimumSizeHint().width() <= 1100);
}

Ran TestWindow::aiops(const QStringList &words)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"AIOPS_HOME"_s, m_driver->homePath());
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(AIOPS_BIN_DIR) + u"/aiops"_s, words);
    process.closeWriteChannel();
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000)) {
        process.kill();
        std::ignore = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 5000);
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestWindow::aiopsIsAnswered()
{
    QVERIFY(fill());
    m_driver->program().listen();
    const Ran list = aiops({u"instance"_s, u"list"_s, u"--json"_s});
    QVERIFY2(list.code == 0, list.err);
    QVERIFY2(list.out.contains("checkout-web-01"), list.out);
    app::setCommandPolicy(m_driver->program().settings(), app::CommandPolicy::Never);
    QCOMPARE(aiops({u"instance"_s, u"list"_s}).code, 4);
    app::setCommandPolicy(m_driver->program().settings(), app::CommandPolicy::Ask);
    for (const QString &answer : {u"Refuse"_s, u"Answer"_s}) {
        QTimer look;
        connect(&look, &QTimer::timeout, this, [&] {
            if (QWidget *button = m_driver->find(answer))
                QTest::mouseClick(button, Qt::LeftButton);
        });
        look.start(20);
        QCOMPARE(aiops({u"instance"_s, u"list"_s}).code, answer == u"Answer" ? 0 : 4);
    }
}

void TestWindow::aiopsUsesTheWarmTransport()
{
    SshServer server;
    if (!QFile::exists(u"/usr/sbin/sshd"_s))
        QFAIL("sshd is missing");
    QVERIFY(server.start({}));
    QFile key(server.addUserKey(u"ed25519"_s));
    QVERIFY(key.open(QFile::ReadOnly));
    QVERIFY(m_driver->addOrganization(u"Fernhill"_s));
    const auto id = m_driver->addInstance({.name = u"web-1"_s, .address = u"127.0.0.1"_s, .port = server.port(), .user = u"tester"_s});
    QVERIFY(id && m_driver->createVault("river lamp orbit stone velvet"));
    const auto credential = m_driver->addCredential(u"deploy"_s, vault::Kind::SshKey, u"tester"_s, key.readAll());
    QVERIFY(credential && m_driver->attach(*credential, *id));
    const QByteArrayList parts = server.hostKeyLine().split(' ');
    QVERIFY(m_driver->program().services().knownHosts->trust(u"127.0.0.1"_s, server.port(), {parts[0], QByteArray::fromBase64(parts[1])}));
    m_driver->program().listen();
    for (int i = 0; i < 2; ++i) {
        const Ran ran = aiops({u"ssh"_s, u"web-1"_s, u"--"_s, u"printf"_s, u"done"_s});
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(ran.out, "done");
    }
    QCOMPARE(server.count("Accepted publickey"), 1);
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
