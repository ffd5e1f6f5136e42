#pragma once

#include "shell/page.h"
#include "team/auditlog.h"

class QComboBox;
class QPushButton;
class QTableView;
class QTimer;

namespace aiops::shell {
class Navigator;
}
namespace aiops::widgets {
class Banner;
class Chip;
class FilterBar;
class Label;
class SegmentedControl;
}

namespace aiops::audit {

class AuditInspector;
class AuditModel;

/// Who did what, read-only, and whether the chain of it still holds.
class AuditPage final : public shell::Page
{
    Q_OBJECT

public:
    AuditPage(team::AuditLog &log, shell::Navigator &navigator, QWidget *parent = nullptr);

    QWidget *inspector() override;
    QWidget *mainView() override;
    void focusFilter() override;
    void refresh() override;

private:
    QWidget *makeHeader();
    QWidget *makeFilters();
    void setUpTable();
    void applyFilters();
    void readNew();
    void showFooter();
    AuditInspector *details();
    void verify();
    void verified(const Result<team::VerifyReport> &report);

    team::AuditLog &m_log;
    shell::Navigator &m_navigator;
    AuditModel *m_model;
    QTableView *m_table;
    widgets::FilterBar *m_text;
    QComboBox *m_actions;
    widgets::SegmentedControl *m_outcomes;
    widgets::Banner *m_banner;
    widgets::Chip *m_chain;
    QPushButton *m_verify;
    widgets::Label *m_footer;
    QTimer *m_soon;
    AuditInspector *m_inspector = nullptr;
};

} // namespace aiops::audit
