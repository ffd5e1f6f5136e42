#include "features/terminal/gui/reconnectpanel.h"

#include "core/text.h"
#include "features/terminal/quickaddress.h"
#include "widgets/button.h"
#include "widgets/label.h"
#include "widgets/statusglyph.h"
#include "widgets/theme.h"

#include <QGridLayout>
#include <QPainter>

namespace aiops::terminal {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;
using widgets::Theme;
using widgets::Token;

QString stageText(ssh::Stage stage)
{
    switch (stage) {
    case ssh::Stage::Resolve: return ReconnectPanel::tr("Looking up the address");
    case ssh::Stage::Dial: return ReconnectPanel::tr("Connecting");
    case ssh::Stage::Banner: return ReconnectPanel::tr("Waiting for the server");
    case ssh::Stage::KeyExchange: return ReconnectPanel::tr("Agreeing on keys");
    case ssh::Stage::HostKey: return ReconnectPanel::tr("Checking the host key");
    case ssh::Stage::SignIn: return ReconnectPanel::tr("Signing in");
    case ssh::Stage::Ready: return ReconnectPanel::tr("Starting the shell");
    }
    return {};
}

ReconnectPanel::ReconnectPanel(QWidget *parent)
    : QFrame(parent), m_glyph(new widgets::StatusGlyph), m_title(new widgets::Label(QString(), "heading")),
      m_text(new widgets::Label(QString(), "secondary", "muted")),
      m_reconnect(widgets::makeButton(tr("Reconnect"), ButtonKind::Primary)),
      m_cancel(widgets::makeButton(tr("Cancel"))), m_log(widgets::makeButton(tr("Copy log"), ButtonKind::Link))
{
    setObjectName(u"reconnectPanel"_s);
    setFixedWidth(340);
    m_text->setWordWrap(true);
    m_reconnect->setObjectName(u"reconnectButton"_s);
    m_cancel->setObjectName(u"cancelConnectButton"_s);
    m_log->setObjectName(u"copyLogButton"_s);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(3, 1);
    grid->addWidget(m_glyph, 0, 0);
    grid->addWidget(m_title, 0, 1, 1, 4);
    grid->addWidget(m_text, 1, 0, 1, 5);
    grid->addWidget(m_reconnect, 2, 0, 1, 2);
    grid->addWidget(m_cancel, 2, 2);
    grid->addWidget(m_log, 2, 4);
    for (QPushButton *button : {m_reconnect, m_cancel, m_log})
        widgets::setSmall(button);
    connect(m_reconnect, &QPushButton::clicked, this, &ReconnectPanel::reconnectWanted);
    connect(m_cancel, &QPushButton::clicked, this, &ReconnectPanel::cancelWanted);
    connect(m_log, &QPushButton::clicked, this, &ReconnectPanel::logWanted);
}

void ReconnectPanel::showSession(const TerminalSession &session)
{
    const bool isConnecting = session.state() == TerminalSession::State::Connecting;
    setVisible(session.state() != TerminalSession::State::Live);
    m_reconnect->setVisible(!isConnecting);
    m_log->setVisible(!isConnecting && !session.logText().isEmpty());
    m_cancel->setVisible(isConnecting);
    if (isConnecting)
        setTexts(u"starting"_s, tr("Connecting to %1").arg(shownName(session.endpoint())), stageText(session.stage()));
    else
        showEnd(session);
    adjustSize();
}

void ReconnectPanel::showEnd(const TerminalSession &session)
{
    const QString again = tr("Press Enter to connect again. Your scrollback is kept.");
    if (session.state() == TerminalSession::State::Lost) {
        const QString cause = session.error().text.isEmpty() ? tr("The server ended the connection.") : session.error().text;
        const QString hint = session.error().hint.isEmpty() ? QString() : u' ' + session.error().hint;
        return setTexts(u"unreachable"_s, tr("Not connected"), shownPlain(cause + hint, 600) + u'\n' + again);
    }
    const ssh::ExitState &exit = session.exit();
    const QString how = exit.status ? tr("The shell ended with code %1.").arg(*exit.status)
                        : !exit.signal.isEmpty()
                            ? tr("The shell was ended by signal %1.").arg(shownPlain(QString::fromUtf8(exit.signal), 20))
                            : tr("The session is closed.");
    setTexts(u"stopped"_s, tr("Session ended"), how + u'\n' + again);
}

void ReconnectPanel::setTexts(const QString &status, const QString &title, const QString &text)
{
    m_glyph->setStatus(status);
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(text);
}

void ReconnectPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::current().color(Token::BorderStrong));
    painter.setBrush(Theme::current().color(Token::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace aiops::terminal
