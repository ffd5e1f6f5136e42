#pragma once

#include "shell/page.h"
#include "ssh/client/pool.h"
#include "team/gatekeeper.h"

class QPushButton;
class QStackedWidget;
class QTableView;
class QTimer;

namespace aiops::shell {
class Navigator;
}
namespace aiops::widgets {
class Banner;
class Label;
}

namespace aiops::sessions {

class SessionsModel;

/// The SSH connections that are open: who uses them, how they are protected, a button that closes one.
class SessionsPage final : public shell::Page
{
    Q_OBJECT

public:
    SessionsPage(ssh::Pool &pool, team::Gatekeeper &gatekeeper, shell::Navigator &navigator, QWidget *parent = nullptr);

    QWidget *mainView() override;
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void askToClose();
    void close(const ssh::SessionInfo &session);
    void showDetails();
    void warn();
    const ssh::SessionInfo *selected() const;

    ssh::Pool &m_pool;
    team::Gatekeeper &m_gatekeeper;
    shell::Navigator &m_navigator;
    SessionsModel *m_model;
    QTableView *m_table;
    QStackedWidget *m_stack;
    widgets::Banner *m_banner;
    widgets::Label *m_details;
    QPushButton *m_close;
    QPushButton *m_copy;
    QTimer *m_timer;
    QString m_warnedOf; ///< once, so that it can be closed
};

} // namespace aiops::sessions
