#pragma once

#include "shell/page.h"
#include "team/auditlog.h"

class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace aiops::widgets {
class Banner;
class FilterBar;
class Label;
class StatusGlyph;
}

namespace aiops::audit {

class AuditModel;

/// The newest 1,000 events, read-only, and whether the chain holds.
class AuditPage final : public shell::Page
{
    Q_OBJECT

public:
    explicit AuditPage(team::AuditLog &log, QWidget *parent = nullptr);

    QWidget *mainView() override;
    void focusFilter() override;
    void refresh() override;

private:
    QWidget *makeHeader();
    void setUpTable();
    void verify();
    void verified(const Result<team::VerifyReport> &report);

    team::AuditLog &m_log;
    AuditModel *m_model;
    QSortFilterProxyModel *m_filter;
    QTableView *m_table;
    widgets::FilterBar *m_text;
    widgets::Banner *m_banner;
    widgets::StatusGlyph *m_chain;
    QPushButton *m_verify;
};

} // namespace aiops::audit
