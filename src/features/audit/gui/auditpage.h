#pragma once

#include "features/audit/gui/exportaction.h"
#include "shell/page.h"

#include <QPersistentModelIndex>

class QStackedWidget;
class QTableView;

namespace aiops::shell {
class Navigator;
}
namespace aiops::widgets {
class Banner;
class EmptyState;
class Label;
}

namespace aiops::audit {

class AuditFilters;
class AuditInspector;
class AuditModel;
class ChainState;

/// Who did what, read-only, and whether the chain of it still holds.
class AuditPage final : public shell::Page
{
    Q_OBJECT

public:
    AuditPage(const AuditServices &services, shell::Navigator &navigator, QWidget *parent = nullptr);

    QWidget *mainView() override;
    void openObject(const QString &objectId) override; ///< only events of this object
    void focusFilter() override;
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeInspector(QWidget *parent) override;
    QWidget *makeHeader();
    void setUpTable();
    void followModel();
    void applyFilters();
    void keepPlace();
    void showState();
    AuditInspector *details();

    AuditServices m_services;
    shell::Navigator &m_navigator;
    AuditModel *m_model;
    QTableView *m_table;
    widgets::EmptyState *m_empty;
    QStackedWidget *m_stack;
    AuditFilters *m_filters;
    widgets::Banner *m_banner;
    ChainState *m_chain;
    ExportAction *m_export;
    widgets::Label *m_footer;
    QTimer m_soon;
    AuditInspector *m_inspector = nullptr;
    QPersistentModelIndex m_first; ///< what stood at the top before new rows came
    bool m_wasAtTop = true;
    bool m_shown = false;
};

} // namespace aiops::audit
