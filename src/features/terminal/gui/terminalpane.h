#pragma once

#include "features/terminal/gui/terminalview.h"
#include "features/terminal/reconnector.h"

namespace aiops::widgets {
class EnvBand;
}

namespace aiops::terminal {

class FindBar;
class ReconnectPanel;

/// One terminal: environment band, the view, find bar, and the panel of a session that is not live.
class TerminalPane final : public QWidget
{
    Q_OBJECT

public:
    using RequestUnlock = std::function<Future<void>()>;

    /// Takes over both. `environment` is "prod", "staging", "dev" or "". `clock` (null: the system's) outlives it.
    TerminalPane(TerminalSession *session, TerminalView *view, const QString &environment, QWidget *parent = nullptr,
                 const Clock *clock = nullptr);

    /// What the button of a locked vault runs; the pane connects when it succeeded.
    void setRequestUnlock(RequestUnlock request) { m_requestUnlock = std::move(request); }
    void connectWhenShown() { m_connectsWhenShown = true; }

    TerminalSession &session() { return *m_session; }
    TerminalView &view() { return *m_view; }
    QString environment() const { return m_environment; }

    void copy();
    void paste();
    void find();
    void zoom(int step); ///< 0: back to 13
    void reconnect();
    void hurry() { m_reconnector.hurry(); } ///< see Reconnector

signals:
    void changed(); ///< state or title
    void statusText(const QString &text); ///< "120 × 40"

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void connectSession();
    void connectView();
    void connectPanel();
    void start();
    void cancel();
    void unlock();
    void showLog();
    void typed(const QByteArray &bytes);
    void pasteFrom(bool selection);
    void showMenu(const QPoint &position);
    void showState();
    void placePanel();
    void applyTheme();
    void applyFont();

    TerminalSession *m_session;
    TerminalView *m_view;
    SystemClock m_systemClock;
    Reconnector m_reconnector;
    RequestUnlock m_requestUnlock;
    bool m_connectsWhenShown = false;
    QString m_environment;
    widgets::EnvBand *m_band;
    FindBar *m_find;
    QWidget *m_shade; ///< dims the scrollback of an ended session
    ReconnectPanel *m_panel;
};

} // namespace aiops::terminal
