#pragma once

#include "team/auditlog.h"
#include "widgets/inspectorstack.h"

namespace aiops::shell {
class Navigator;
}

namespace aiops::audit {

/// Right of the audit page: all of one event, to read and to copy.
class AuditInspector final : public widgets::InspectorStack
{
    Q_OBJECT

public:
    explicit AuditInspector(shell::Navigator &navigator, QWidget *parent = nullptr);
    void show(const team::AuditRow *row); ///< nullptr: nothing is selected

private:
    QWidget *makeColumn(const team::AuditRow &row);
    QWidget *makeActions(const team::AuditRow &row);

    shell::Navigator &m_navigator;
};

/// Members of the detail as rows: nested keys joined with dots, plain text.
QList<std::pair<QString, QString>> detailRows(const QJsonObject &detail);
/// The row as indented JSON, with the names that `aiops audit list --json` uses.
QString rowText(const team::AuditRow &row);

} // namespace aiops::audit
