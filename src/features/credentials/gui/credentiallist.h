#pragma once

#include "core/ids.h"

#include <QWidget>

class QComboBox;
class QStackedWidget;
class QTableView;

namespace aiops::widgets {
class EmptyState;
class FilterBar;
class Label;
class SegmentedControl;
}

namespace aiops::credentials {

class CredentialFilter;
class CredentialModel;
class VaultSession;

/// The tab "Credentials": filters, the table, and a line about what is in it. Works while the vault is locked.
class CredentialList final : public QWidget
{
    Q_OBJECT

public:
    explicit CredentialList(VaultSession &session, QWidget *parent = nullptr);

    void select(CredentialId id);
    void focusFilter();
    QWidget *mainView() const;
    void showTroubles(const QStringList &troubles); ///< see CredentialModel::TroubleRole; empty: all
    int countTrouble(const QString &trouble) const;

signals:
    void selected(CredentialId id); ///< null: nothing
    void detailsWanted();           ///< Enter or double click
    void filtersCleared();
    void refreshed();

private:
    QWidget *makeFilters();
    void setUpTable();
    void refresh();
    void showCounts();
    void showVaults(); ///< the choice of one, where there are several
    void showEmpty();
    void lookForKeys();
    void showCurrent();
    void clearFilters();

    VaultSession &m_session;
    CredentialModel *m_model;
    CredentialFilter *m_filter;
    widgets::FilterBar *m_text;
    widgets::SegmentedControl *m_kinds;
    QComboBox *m_vaults;
    QTableView *m_table;
    widgets::EmptyState *m_empty;
    QStackedWidget *m_stack;
    widgets::Label *m_footer;
    widgets::Label *m_shown;
    int m_foundKeys = 0; ///< in ~/.ssh
};

} // namespace aiops::credentials
