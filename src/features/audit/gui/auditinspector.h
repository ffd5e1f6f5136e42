#pragma once

#include "team/auditrows.h"
#include "widgets/inspectorstack.h"

namespace aiops::shell {
class Navigator;
}
namespace aiops::widgets {
class InspectorColumn;
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
    void addDetails(widgets::InspectorColumn &column, const team::AuditRow &row);
    QWidget *makeActions(const team::AuditRow &row);

    shell::Navigator &m_navigator;
};

/// Members of the detail as rows: nested keys joined with dots, plain text.
QList<std::pair<QString, QString>> detailRows(const QJsonObject &detail);
struct Change
{
    QString field;
    QString before;
    QString after;
};
/// What the command says that it changed: "changes" of its detail.
QList<Change> changesOf(const QJsonObject &detail);
/// The row as indented JSON, with the names that `aiops audit list --json` uses.
QString rowText(const team::AuditRow &row);

} // namespace aiops::audit
