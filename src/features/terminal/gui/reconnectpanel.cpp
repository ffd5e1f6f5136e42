#include "features/terminal/gui/reconnectpanel.h"

#include "core/text.h"
#include "features/terminal/quickaddress.h"
#include "widgets/button.h"
#include "widgets/label.h"
#include "widgets/statusglyph.h"

namespace aiops::terminal {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;
using widgets::Theme;
using widgets::Token;

namespace {

constexpr int kWidth = 352;

/// What a report of a failure adds to the server's words: where it stopped, and what was tried to sign in.
QString failedWhere(const TerminalSession &session)
{
    const auto report = session.report();
    if (!report)
        return {};
    QString text = ReconnectPanel::tr("It stopped at: %1.").arg(stageText(report->stage));
    if (report->stage != ssh::Stage::SignIn || report->log.methodsOffered.isEmpty())
        return text;
    const QString tried = report->log.methodsTried.isEmpty() ? ReconnectPanel::tr("none") : report->log.methodsTried.join(u", "_s);
    return text + u' '
           + ReconnectPanel::tr("The server offers %1; tried: %2.").arg(report->log.methodsOffered.join(u", "_s), tried);
}

QString causeOf(const TerminalSession &session)
{
    return session.hasError() ? session.error().text : ReconnectPanel::tr("The server ended the connection.");
}

} // namespace

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
      m_tries(new widgets::Label(QString(), "secondary", "muted")), m_text(new widgets::Label(QString(), "secondary", "muted")),
      m_reconnect(addButton(u"reconnectButton"_s, {}, &ReconnectPanel::reconnectWanted)),
      m_unlock(addButton(u"unlockButton"_s, tr("Unlock vault"), &ReconnectPanel::unlockWanted)),
      m_cancel(addButton(u"cancelConnectButton"_s, {}, &ReconnectPanel::cancelWanted)),
      m_showLog(addButton(u"showLogButton"_s, tr("Show log"), &ReconnectPanel::showLogWanted)),
      m_copyLog(addButton(u"copyLogButton"_s, tr("Copy log"), &ReconnectPanel::copyLogWanted))
{
    setObjectName(u"reconnectPanel"_s);
    m_text->setWordWrap(true);
    for (QPushButton *button : {m_reconnect, m_unlock})
        widgets::setButtonKind(button, ButtonKind::Primary);
    for (QPushButton *button : {m_showLog, m_copyLog})
        widgets::setButtonKind(button, ButtonKind::Link);
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_glyph);
    top->addWidget(m_title, 1);
    top->addWidget(m_tries);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_unlock, m_reconnect, m_cancel})
        buttons->addWidget(button);
    buttons->addStretch();
    buttons->addWidget(m_copyLog);
    buttons->addWidget(m_showLog);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_text);
    layout->addLayout(buttons);
}

QPushButton *ReconnectPanel::addButton(const QString &name, const QString &text, void (ReconnectPanel::*clicked)())
{
    QPushButton *button = widgets::makeButton(text, ButtonKind::Plain, {}, this);
    button->setObjectName(name);
    widgets::setSmall(button);
    connect(button, &QPushButton::clicked, this, clicked);
    return button;
}

void ReconnectPanel::showSession(const TerminalSession &session, const Reconnector &reconnector)
{
    using State = TerminalSession::State;
    switch (session.state()) {
    case State::Idle:
    case State::Live: return hide();
    case State::Connecting: return session.isLocal() ? hide() : show(connecting(session, reconnector));
    case State::Closed: return show(ended(session));
    case State::Lost: return show(reconnector.isWaiting() ? waiting(session, reconnector) : failed(session));
    }
}

ReconnectPanel::Content ReconnectPanel::connecting(const TerminalSession &session, const Reconnector &reconnector)
{
    const int attempt = reconnector.attempt();
    return {.status = u"starting"_s,
            .title = tr("Connecting to %1").arg(shownName(session.endpoint())),
            .text = stageText(session.stage()),
            .tries = attempt > 0 ? tr("try %1 of %2").arg(attempt).arg(Reconnector::kTries) : QString(),
            .cancel = attempt > 0 ? tr("Stop trying") : tr("Cancel")};
}

ReconnectPanel::Content ReconnectPanel::waiting(const TerminalSession &session, const Reconnector &reconnector)
{
    return {.status = u"unreachable"_s,
            .title = tr("Connection lost"),
            .text = shownPlain(causeOf(session), 400) + u' '
                    + tr("Trying again in %1 s. Your scrollback is kept.").arg(reconnector.secondsLeft()),
            .tries = tr("try %1 of %2").arg(reconnector.attempt()).arg(Reconnector::kTries),
            .reconnect = tr("Reconnect now"),
            .cancel = tr("Stop trying"),
            .showLog = !session.logText().isEmpty()};
}

ReconnectPanel::Content ReconnectPanel::ended(const TerminalSession &session)
{
    const ssh::ExitState &exit = session.exit();
    const QString how = exit.status ? tr("The shell ended with code %1.").arg(*exit.status)
                        : !exit.signal.isEmpty()
                            ? tr("The shell was ended by signal %1.").arg(shownPlain(QString::fromUtf8(exit.signal), 20))
                            : tr("The session is closed.");
    const QString again = session.isLocal() ? tr("Press Enter to start it again. Your scrollback is kept.")
                                            : tr("Press Enter to connect again. Your scrollback is kept.");
    return {.status = u"stopped"_s,
            .title = tr("Session ended"),
            .text = how + u'\n' + again,
            .reconnect = session.isLocal() ? tr("Start again") : tr("Reconnect")};
}

ReconnectPanel::Content ReconnectPanel::failed(const TerminalSession &session)
{
    const bool isLocked = session.error().code == Errc::VaultLocked;
    const QString again = session.wasLive() ? tr("Press Enter to connect again. Your scrollback is kept.")
                                            : tr("Press Enter to try again.");
    if (isLocked)
        return {.status = u"stopped"_s,
                .title = tr("Vault locked"),
                .text = tr("The login of this host is in the vault. Unlock it, and the terminal connects."),
                .reconnect = {},
                .unlock = true};
    if (session.isLocal())
        return {.status = u"unreachable"_s,
                .title = tr("No shell"),
                .text = causeOf(session) + u'\n' + tr("Press Enter to try again."),
                .reconnect = tr("Try again")};
    QStringList parts{shownPlain(causeOf(session), 500)};
    if (!session.error().hint.isEmpty())
        parts.append(shownPlain(session.error().hint, 300));
    if (session.hasError() && session.report() && session.report()->stage != ssh::Stage::Ready)
        parts.append(shownPlain(failedWhere(session), 400));
    return {.status = u"unreachable"_s,
            .title = session.wasLive() ? tr("Connection lost") : tr("Could not connect"),
            .text = parts.join(u' ') + u'\n' + again,
            .reconnect = tr("Reconnect"),
            .showLog = !session.logText().isEmpty(),
            .copyLog = !session.logText().isEmpty()};
}

void ReconnectPanel::show(const Content &content)
{
    m_glyph->setStatus(content.status);
    m_title->setText(content.title);
    m_title->setElideMode(Qt::ElideMiddle);
    m_tries->setText(content.tries);
    m_text->setText(content.text);
    m_reconnect->setText(content.reconnect);
    m_cancel->setText(content.cancel);
    m_reconnect->setVisible(!content.reconnect.isEmpty());
    m_cancel->setVisible(!content.cancel.isEmpty());
    m_tries->setVisible(!content.tries.isEmpty());
    m_unlock->setVisible(content.unlock);
    m_showLog->setVisible(content.showLog);
    m_copyLog->setVisible(content.copyLog);
    setAccessibleName(content.title);
    setAccessibleDescription(content.text);
    setFixedWidth(qMin(Theme::current().scaled(kWidth), qMax(200, parentWidget()->width() - 16)));
    setVisible(true);
    layout()->activate();
    setFixedHeight(layout()->totalHeightForWidth(width()));
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
