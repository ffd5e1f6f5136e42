#pragma once

#include "features/terminal/terminalsession.h"

#include <QFrame>

class QPushButton;

namespace aiops::widgets {
class Label;
class StatusGlyph;
}

namespace aiops::terminal {

/// The small panel over a terminal that is not live: what happens or happened, and how to go on.
class ReconnectPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit ReconnectPanel(QWidget *parent = nullptr);
    /// Hides while the session is live.
    void showSession(const TerminalSession &session);

signals:
    void reconnectWanted();
    void cancelWanted();
    void logWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setTexts(const QString &status, const QString &title, const QString &text);
    void showEnd(const TerminalSession &session);

    widgets::StatusGlyph *m_glyph;
    widgets::Label *m_title;
    widgets::Label *m_text;
    QPushButton *m_reconnect;
    QPushButton *m_cancel;
    QPushButton *m_log;
};

/// "Signing in": what a stage is called while it lasts.
QString stageText(ssh::Stage stage);

} // namespace aiops::terminal
