#pragma once

#include "ssh/client/knownhosts.h"
#include "team/confirmer.h"

#include <QWidget>

#include <functional>

class QSortFilterProxyModel;
class QTableView;

namespace aiops::widgets {
class Banner;
class FilterBar;
}

namespace aiops::hostkeys {

class HostKeyTableModel;
struct ReadKeys;

/// The keys that we trust: list, filter, forget our own. A tab of the Vault area. The references outlive it.
class HostKeysPane final : public QWidget
{
    Q_OBJECT

public:
    HostKeysPane(ssh::KnownHosts &knownHosts, team::Gatekeeper &gatekeeper, team::Confirmer &confirmer, QWidget *parent = nullptr);
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void askToForget();
    void forget(const ssh::KnownHosts::Entry &entry);
    void confirmed(team::Action action, const QString &why, std::function<void()> go); ///< with the passphrase again, where there is one
    void importFile();
    void exportFile();
    void take(const QString &path);
    void trust(const ReadKeys &read, team::Action action);
    void updateButtons();
    const ssh::KnownHosts::Entry *selected() const;

    ssh::KnownHosts &m_knownHosts;
    team::Gatekeeper &m_gatekeeper;
    team::Confirmer &m_confirmer;
    HostKeyTableModel *m_model;
    QSortFilterProxyModel *m_proxy;
    widgets::FilterBar *m_filter;
    widgets::Banner *m_banner;
    QTableView *m_table;
    QPushButton *m_import;
    QPushButton *m_export;
    QPushButton *m_forget;
};

QWidget *createHostKeysPane(ssh::KnownHosts &knownHosts, team::Gatekeeper &gatekeeper, team::Confirmer &confirmer, QWidget *parent);

} // namespace aiops::hostkeys
