#include "features/terminal/gui/terminalpane.h"

#include "features/terminal/gui/pastedialog.h"
#include "support/fakechannel.h"
#include "support/fakeclock.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::terminal;
using namespace Qt::StringLiterals;

using State = TerminalSession::State;

namespace {

class FakeView final : public TerminalView
{
public:
    void feed(const QByteArray &data) override { fed += data; }
    void dropUnshown() override { ++drops; }
    void prepareConnection() override { ++prepared; }
    int columns() const override { return 100; }
    int rows() const override { return 30; }
    QString selectedText() const override { return selected; }
    void sendPaste(const QString &text) override { pasted += text; }
    bool find(const QString &text, Direction, bool) override { return text == "there"_L1; }
    void setFontSize(int points) override { fontSize = points; }
    void setDark(bool) override {}

    QByteArray fed;
    QString selected;
    QString pasted;
    int drops = 0;
    int prepared = 0;
    int fontSize = 0;
};

} // namespace

class TestTerminalPane : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void controlCIsSentAndDropsTheBacklog();
    void enterConnectsAgainAfterTheEnd();
    void panelTellsWhyAndReconnects();
    void oneLineIsPastedAtOnce();
    void severalLinesAskFirst();
    void lostLinkIsTriedAgainWithGrowingPauses();
    void nothingIsTriedAgainThatOnlyAPersonCanMend();
    void stopTryingStops();
    void zoomStaysInItsLimitsAndIsRemembered();
    void findTellsWhenNothingMatches();

private:
    std::shared_ptr<FakeChannel> m_channel;
    std::unique_ptr<TerminalPane> m_pane;
    FakeView *m_view = nullptr;
    test::FakeClock m_clock;
    std::optional<Error> m_refusal;
    int m_opened = 0;
};

void TestTerminalPane::init()
{
    m_channel = std::make_shared<FakeChannel>();
    m_opened = 0;
    m_refusal.reset();
    auto *session = new TerminalSession({u"h"_s, 22, u"u"_s, u"web-1"_s, {}},
                                        [this](ssh::Endpoint, ssh::Pty, std::shared_ptr<ssh::ConnectReport>) {
                                            ++m_opened;
                                            if (m_refusal)
                                                return failed<OpenChannel>(*m_refusal);
                                            m_channel->opened = true;
                                            return ready<OpenChannel>(OpenChannel{nullptr, m_channel});
                                        });
    m_view = new FakeView;
    m_pane = std::make_unique<TerminalPane>(session, m_view, u"prod"_s, nullptr, &m_clock);
    m_pane->resize(600, 400);
    m_pane->show();
    m_pane->reconnect();
    QTRY_COMPARE(m_pane->session().state(), State::Live);
}

void TestTerminalPane::controlCIsSentAndDropsTheBacklog()
{
    emit m_view->typed("a");
    QCOMPARE(m_view->drops, 0);
    emit m_view->typed("\x03");
    QCOMPARE(m_view->drops, 1);
    QCOMPARE(m_channel->sent, "a\x03");
}

void TestTerminalPane::enterConnectsAgainAfterTheEnd()
{
    m_channel->end({0, {}});
    QTRY_COMPARE(m_pane->session().state(), State::Closed);
    emit m_view->typed("x");
    QCOMPARE(m_opened, 1);
    emit m_view->typed("\r");
    QTRY_COMPARE(m_pane->session().state(), State::Live);
    QCOMPARE(m_opened, 2);
    QCOMPARE(m_view->prepared, 1);
}

void TestTerminalPane::panelTellsWhyAndReconnects()
{
    auto *panel = m_pane->findChild<QWidget *>(u"reconnectPanel"_s);
    QVERIFY(!panel->isVisible());
    m_channel->end({}, Error{Errc::Closed, u"No reply for 30 s."_s});
    QTRY_VERIFY(panel->isVisible());
    QVERIFY(panel->accessibleDescription().contains(u"No reply for 30 s."_s));
    panel->findChild<QPushButton *>(u"reconnectButton"_s)->click();
    QTRY_VERIFY(!panel->isVisible());
    QCOMPARE(m_opened, 2);
}

void TestTerminalPane::lostLinkIsTriedAgainWithGrowingPauses()
{
    auto *panel = m_pane->findChild<QWidget *>(u"reconnectPanel"_s);
    m_refusal = Error{Errc::Unreachable, u"refused"_s};
    m_channel->end({}, Error{Errc::Closed, u"gone"_s});
    int tries = 0;
    for (const int pause : {1, 2, 5, 10, 30, 30, 30, 30, 30, 30}) {
        QTRY_VERIFY(panel->accessibleDescription().contains(u"Trying again in %1 s"_s.arg(pause)));
        m_clock.advance(std::chrono::milliseconds(pause * 1000 - 1));
        QTRY_VERIFY(panel->accessibleDescription().contains(u"Trying again in 1 s"_s));
        QCOMPARE(m_opened, 1 + tries);
        m_clock.advance(std::chrono::milliseconds(1));
        ++tries;
        QTRY_COMPARE(m_opened, 1 + tries);
    }
    QTRY_VERIFY(panel->accessibleDescription().contains(u"Press Enter"_s));
    m_clock.advance(std::chrono::hours(1));
    QCOMPARE(m_pane->session().state(), State::Lost);
    QCOMPARE(m_opened, 11);
}

void TestTerminalPane::nothingIsTriedAgainThatOnlyAPersonCanMend()
{
    auto *panel = m_pane->findChild<QWidget *>(u"reconnectPanel"_s);
    m_refusal = Error{Errc::AuthFailed, u"no"_s};
    m_channel->end({}, Error{Errc::Closed, u"gone"_s});
    QTRY_VERIFY(panel->accessibleDescription().contains(u"Trying again"_s));
    m_clock.advance(std::chrono::seconds(1));
    QTRY_COMPARE(m_opened, 2);
    QTRY_COMPARE(m_pane->session().state(), State::Lost);
    QVERIFY(!panel->accessibleDescription().contains(u"Trying again"_s));
}

void TestTerminalPane::stopTryingStops()
{
    auto *panel = m_pane->findChild<QWidget *>(u"reconnectPanel"_s);
    m_channel->end({}, Error{Errc::Closed, u"gone"_s});
    QTRY_VERIFY(panel->accessibleDescription().contains(u"Trying again"_s));
    panel->findChild<QPushButton *>(u"cancelConnectButton"_s)->click();
    QVERIFY(panel->accessibleDescription().contains(u"Press Enter"_s));
    m_clock.advance(std::chrono::seconds(60));
    QCOMPARE(m_opened, 1);
    emit m_view->typed("\r");
    QTRY_COMPARE(m_pane->session().state(), State::Live);
}

void TestTerminalPane::oneLineIsPastedAtOnce()
{
    QGuiApplication::clipboard()->setText(u"ls -l"_s);
    m_pane->paste();
    QCOMPARE(m_view->pasted, u"ls -l"_s);
}

void TestTerminalPane::severalLinesAskFirst()
{
    QGuiApplication::clipboard()->setText(u"one\n\x1b[201~two\n"_s);
    m_pane->paste();
    QVERIFY(m_view->pasted.isEmpty());
    auto *dialog = m_pane->findChild<PasteDialog *>();
    QVERIFY(dialog);
    QVERIFY(dialog->findChild<QPushButton *>(u"cancelButton"_s)->isDefault());
    dialog->findChild<QPushButton *>(u"pasteButton"_s)->click();
    QCOMPARE(m_view->pasted, u"one\rtwo\r"_s);
}

void TestTerminalPane::zoomStaysInItsLimitsAndIsRemembered()
{
    m_pane->zoom(0);
    QCOMPARE(m_view->fontSize, 13);
    for (int i = 0; i < 30; ++i)
        m_pane->zoom(1);
    QCOMPARE(m_view->fontSize, 24);
    for (int i = 0; i < 30; ++i)
        m_pane->zoom(-1);
    QCOMPARE(m_view->fontSize, 9);
    init();
    QCOMPARE(m_view->fontSize, 9);
    m_pane->zoom(0);
}

void TestTerminalPane::findTellsWhenNothingMatches()
{
    m_pane->find();
    auto *edit = m_pane->findChild<QLineEdit *>(u"findEdit"_s);
    QVERIFY(edit->isVisible());
    const auto said = [this] {
        const auto labels = m_pane->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [](QLabel *label) { return label->isVisible() && label->text() == "Not found"_L1; });
    };
    edit->setText(u"there"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(!said());
    edit->setText(u"absent"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(said());
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!edit->isVisible());
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    app.setOrganizationName(u"aiops-test"_s);
    app.setApplicationName(u"terminalpane"_s);
    QStandardPaths::setTestModeEnabled(true);
    QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    widgets::Theme theme;
    TestTerminalPane test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_terminalpane.moc"
