#pragma once

#include "features/terminal/reconnector.h"

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
    void showSession(const TerminalSession &session, const Reconnector &reconnector);

signals:
    void reconnectWanted();
    void unlockWanted();
    void cancelWanted(); ///< also "Stop trying"
    void showLogWanted();
    void copyLogWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Content
    {
        QString status;
        QString title;
        QString text;
        QString tries;      ///< "try 3 of 10"
        QString reconnect;  ///< caption; empty: no button
        QString cancel;
        bool unlock = false;
        bool showLog = false;
        bool copyLog = false;
    };
    static Content connecting(const TerminalSession &session, const Reconnector &reconnector);
    static Content waiting(const TerminalSession &session, const Reconnector &reconnector);
    static Content ended(const TerminalSession &session);
    static Content failed(const TerminalSession &session);
    void show(const Content &content);
    QPushButton *addButton(const QString &name, const QString &text, void (ReconnectPanel::*clicked)());

    widgets::StatusGlyph *m_glyph;
    widgets::Label *m_title;
    widgets::Label *m_tries;
    widgets::Label *m_text;
    QPushButton *m_reconnect;
    QPushButton *m_unlock;
    QPushButton *m_cancel;
    QPushButton *m_showLog;
    QPushButton *m_copyLog;
};

/// "Signing in": what a stage is called while it lasts.
QString stageText(ssh::Stage stage);

} // namespace aiops::terminal
