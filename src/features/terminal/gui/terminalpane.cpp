#include "features/terminal/gui/terminalpane.h"

#include "core/setting.h"
#include "features/terminal/gui/findbar.h"
#include "features/terminal/gui/logdialog.h"
#include "features/terminal/gui/pastedialog.h"
#include "features/terminal/gui/reconnectpanel.h"
#include "features/terminal/pastetext.h"
#include "features/terminal/quickaddress.h"
#include "widgets/envband.h"
#include "widgets/label.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace aiops::terminal {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

constexpr int kSmallest = 9;
constexpr int kUsual = 13;
constexpr int kLargest = 24;

const Setting<int> &fontSize()
{
    static const Setting<int> setting{u"terminal/fontSize"_s, kUsual};
    return setting;
}

class Shade final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QColor color = Theme::current().color(Token::TermBg);
        color.setAlphaF(0.6f);
        QPainter(this).fillRect(rect(), color);
    }
};

} // namespace

TerminalPane::TerminalPane(TerminalSession *session, TerminalView *view, const QString &environment, QWidget *parent,
                           const Clock *clock)
    : QWidget(parent), m_session(session), m_view(view), m_reconnector(*session, clock ? *clock : m_systemClock),
      m_environment(environment), m_band(new widgets::EnvBand(this)),
      m_find(new FindBar(this)), m_shade(nullptr), m_panel(nullptr)
{
    m_session->setParent(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_band);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_find);
    m_shade = new Shade(m_view);
    m_shade->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_panel = new ReconnectPanel(m_view);
    m_band->setHost(environment, shownName(m_session->endpoint()));
    setFocusProxy(m_view);
    connectSession();
    connectPanel();
    connectView();
    applyTheme();
    applyFont();
    showState();
}

void TerminalPane::connectSession()
{
    connect(m_session, &TerminalSession::output, m_view, &TerminalView::feed);
    connect(m_session, &TerminalSession::stateChanged, this, &TerminalPane::showState);
    connect(&m_reconnector, &Reconnector::changed, this, &TerminalPane::showState);
    connect(&m_reconnector, &Reconnector::connectWanted, this, &TerminalPane::start);
}

void TerminalPane::connectPanel()
{
    connect(m_panel, &ReconnectPanel::reconnectWanted, this, &TerminalPane::reconnect);
    connect(m_panel, &ReconnectPanel::cancelWanted, this, &TerminalPane::cancel);
    connect(m_panel, &ReconnectPanel::unlockWanted, this, &TerminalPane::unlock);
    connect(m_panel, &ReconnectPanel::showLogWanted, this, &TerminalPane::showLog);
    connect(m_panel, &ReconnectPanel::copyLogWanted, this,
            [this] { QGuiApplication::clipboard()->setText(m_session->logText()); });
}

void TerminalPane::connectView()
{
    connect(m_view, &TerminalView::typed, this, &TerminalPane::typed);
    connect(m_view, &TerminalView::shown, m_session, &TerminalSession::shown);
    connect(m_view, &TerminalView::resized, this, [this](int columns, int rows) {
        m_session->resize(columns, rows);
        emit statusText(u"%1 × %2"_s.arg(columns).arg(rows));
    });
    m_session->resize(m_view->columns(), m_view->rows());
    connect(m_view, &TerminalView::pasteRequested, this, &TerminalPane::pasteFrom);
    connect(m_view, &TerminalView::menuRequested, this, &TerminalPane::showMenu);
    connect(m_find, &FindBar::wanted, this, [this](const QString &text, bool forwards, bool matchCase) {
        const auto direction = forwards ? TerminalView::Direction::Next : TerminalView::Direction::Previous;
        m_find->showResult(m_view->find(text, direction, matchCase));
    });
    connect(m_find, &FindBar::closed, m_view, qOverload<>(&QWidget::setFocus));
    connect(&Theme::current(), &Theme::changed, this, &TerminalPane::applyTheme);
}

void TerminalPane::typed(const QByteArray &bytes)
{
    if (m_session->state() == TerminalSession::State::Live) {
        m_session->type(bytes);
        if (bytes.contains('\x03'))
            m_view->dropUnshown();
    } else if (!m_session->isRunning() && bytes == "\r") {
        reconnect();
    }
}

/// A person wants it, at once.
void TerminalPane::reconnect()
{
    if (m_session->isRunning())
        return;
    m_connectsWhenShown = false;
    if (m_reconnector.isWaiting())
        m_reconnector.tryNow();
    else
        start();
    m_view->setFocus();
}

void TerminalPane::start()
{
    if (m_session->state() != TerminalSession::State::Idle)
        m_view->prepareConnection();
    m_session->start();
}

void TerminalPane::cancel()
{
    m_reconnector.stop();
    m_session->close();
    m_view->setFocus();
}

void TerminalPane::unlock()
{
    if (!m_requestUnlock)
        return;
    deliver(m_requestUnlock(), this, [this](const Result<void> &unlocked) {
        if (unlocked)
            reconnect();
    });
}

void TerminalPane::showLog()
{
    (new LogDialog(shownName(m_session->endpoint()), m_session->logText(), this))->open();
}

void TerminalPane::copy()
{
    if (const QString text = m_view->selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TerminalPane::paste()
{
    pasteFrom(false);
}

void TerminalPane::pasteFrom(bool selection)
{
    const QString text = QGuiApplication::clipboard()->text(selection ? QClipboard::Selection : QClipboard::Clipboard);
    if (text.isEmpty() || m_session->state() != TerminalSession::State::Live)
        return;
    if (!pasteNeedsQuestion(text))
        return m_view->sendPaste(pasteText(text));
    auto *dialog = new PasteDialog(text, shownName(m_session->endpoint()), m_environment == "prod"_L1, this);
    connect(dialog, &QDialog::accepted, this, [this, text] { m_view->sendPaste(pasteText(text)); });
    dialog->open();
}

void TerminalPane::find()
{
    m_find->open(m_view->selectedText());
}

void TerminalPane::zoom(int step)
{
    QSettings settings;
    const int now = fontSize().read(settings);
    fontSize().write(settings, step == 0 ? kUsual : qBound(kSmallest, now + step, kLargest));
    applyFont();
}

void TerminalPane::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, &TerminalPane::copy)->setEnabled(!m_view->selectedText().isEmpty());
    menu->addAction(tr("Paste"), this, &TerminalPane::paste)->setEnabled(m_session->state() == TerminalSession::State::Live);
    menu->addSeparator();
    menu->addAction(tr("Find in output"), this, &TerminalPane::find);
    menu->addSeparator();
    menu->addAction(tr("Larger text"), this, [this] { zoom(1); });
    menu->addAction(tr("Smaller text"), this, [this] { zoom(-1); });
    menu->addAction(tr("Usual text size"), this, [this] { zoom(0); });
    menu->popup(position);
}

void TerminalPane::showState()
{
    using State = TerminalSession::State;
    const State state = m_session->state();
    m_panel->showSession(*m_session, m_reconnector);
    m_shade->setVisible(state == State::Closed || state == State::Lost);
    const bool isOffline = state == State::Closed || state == State::Lost;
    m_band->setNotes(isOffline ? QStringList{tr("Offline")} : m_session->notices());
    m_band->setToolTip(isOffline ? QString() : widgets::plainToolTip(m_session->notices().join(u'\n')));
    placePanel();
    emit changed();
}

void TerminalPane::placePanel()
{
    m_shade->setGeometry(m_view->rect());
    m_panel->move((m_view->width() - m_panel->width()) / 2, qMax(8, m_view->height() - m_panel->height() - 32));
    m_shade->raise();
    m_panel->raise();
}

void TerminalPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    m_panel->showSession(*m_session, m_reconnector);
    placePanel();
}

void TerminalPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_connectsWhenShown, false))
        start();
}

void TerminalPane::applyTheme()
{
    m_view->setDark(Theme::current().isDark());
}

void TerminalPane::applyFont()
{
    m_view->setFontSize(qBound(kSmallest, fontSize().read(QSettings()), kLargest));
}

} // namespace aiops::terminal
