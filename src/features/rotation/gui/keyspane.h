#pragma once

#include "features/rotation/gui/rotationsession.h"

#include <QWidget>

class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace aiops::widgets {
class Banner;
class EmptyState;
class FilterBar;
class Label;
}

namespace aiops::rotation {

class KeyTableModel;

/// Whose key is in which authorized_keys. Asks the hosts only when told to.
class KeysPane final : public QWidget
{
    Q_OBJECT

public:
    explicit KeysPane(RotationSession &session, QWidget *parent = nullptr);

private:
    void build();
    void look();
    void showHosts(const Result<QList<HostKeys>> &hosts);
    void askToRemove();
    void remove(const QList<inventory::Instance> &instances, const QByteArray &blob);
    void showRemoved(const Result<QList<RemovedKey>> &removed);
    void updateButtons();
    void setBusy(bool busy);

    RotationSession &m_session;
    KeyTableModel *m_model;
    QSortFilterProxyModel *m_proxy;
    widgets::FilterBar *m_filter;
    widgets::Label *m_progress;
    widgets::Banner *m_banner;
    QTableView *m_table;
    widgets::EmptyState *m_empty;
    QStackedWidget *m_stack;
    QPushButton *m_remove;
    QPushButton *m_look;
    bool m_isBusy = false;
};

} // namespace aiops::rotation
