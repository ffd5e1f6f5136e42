#include "features/rotation/gui/rotationmodel.h"

#include "vault/kinds.h"
#include "widgets/theme.h"

#include <QIcon>
#include <QLocale>

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using vault::RotationState;
using vault::RotationStep;

namespace {

QString dayText(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime().date(), u"d MMM yyyy"_s) : RotationModel::tr("None");
}

QString intervalText(const PlanRow &row)
{
    return row.credential.rotationDays > 0 ? RotationModel::tr("%1 days").arg(row.credential.rotationDays) : RotationModel::tr("By hand");
}

QString targetsText(const PlanRow &row)
{
    return row.method.isEmpty() ? RotationModel::tr("None")
           : row.method == "aws"_L1 ? RotationModel::tr("AWS")
           : row.targets == 1   ? RotationModel::tr("1 instance")
                                : RotationModel::tr("%1 instances").arg(row.targets);
}

QString glyphOf(const RotationState &state)
{
    switch (state.value) {
    case RotationState::Due: return u"warning"_s;
    case RotationState::Overdue:
    case RotationState::Failed: return u"critical"_s;
    case RotationState::Rotating: return u"starting"_s;
    case RotationState::Snoozed: return u"waiting"_s;
    case RotationState::Revoked: return u"stopped"_s;
    case RotationState::Manual: return u"none"_s;
    case RotationState::Fine: return u"running"_s;
    }
    return u"none"_s;
}

/// What needs a person first.
qint64 urgency(const PlanRow &row)
{
    switch (row.state.value) {
    case RotationState::Failed: return -1'000'000;
    case RotationState::Overdue: return -row.state.days - 1;
    case RotationState::Rotating: return 0;
    case RotationState::Due:
    case RotationState::Fine: return row.state.days;
    default: return 1'000'000;
    }
}

struct RotationColumn
{
    const char *title;
    QString (*cell)(const PlanRow &);
    QVariant (*order)(const PlanRow &);
};

const std::array<RotationColumn, 7> kColumns{{
    {QT_TRANSLATE_NOOP("aiops::rotation::RotationModel", "Credential"), [](const PlanRow &r) { return r.credential.name; },
     [](const PlanRow &r) { return QVariant(r.credential.name.toLower()); }},
    {QT_TRANSLATE_NOOP("aiops::rotation::RotationModel", "Every"), intervalText, [](const PlanRow &r) { return QVariant(r.credential.rotationDays); }},
    {QT_TRANSLATE_NOOP("aiops::rotation::RotationModel", "Method"), [](const PlanRow &r) { return methodText(r.method); },
     [](const PlanRow &r) { return QVariant(methodText(r.method)); }},
    {QT_TRANSLATE_NOOP("aiops::rotation::RotationModel", "Targets"), targetsText, [](const PlanRow &r) { return QVariant(r.targets); }},
    {QT_TRANSLATE_NOOP("aiops::rotation::RotationModel", "State"), [](const PlanRow &r) { return r.state.text(); },
     [](const PlanRow &r) { return QVariant(urgency(r)); }},
    {QT_TRANSLATE_NOOP("aiops::rotation::RotationModel", "Next"), [](const PlanRow &r) { return dayText(r.credential.dueAt()); },
     [](const PlanRow &r) { return QVariant(r.credential.dueAt()); }},
    {QT_TRANSLATE_NOOP("aiops::rotation::RotationModel", "Last result"), resultText,
     [](const PlanRow &r) { return QVariant(r.last ? r.last->startedAt : QDateTime()); }},
}};

QVariant toolTip(const PlanRow &row, int column)
{
    if (column == stateColumn)
        return row.credential.snoozeReason;
    return column == int(kColumns.size()) - 1 && row.last ? QVariant(row.last->message) : QVariant();
}

QString sentence(const PlanRow &row)
{
    return RotationModel::tr("%1, every %2, %3, %4, %5, next %6, %7")
        .arg(row.credential.name, intervalText(row), methodText(row.method), targetsText(row), row.state.text(), dayText(row.credential.dueAt()), resultText(row));
}

} // namespace

QString methodText(const QString &method)
{
    return method == "ssh"_L1                ? RotationModel::tr("New key pair")
           : method == "password-command"_L1 ? RotationModel::tr("Command")
           : method == "aws"_L1              ? RotationModel::tr("New access key")
                                             : RotationModel::tr("By hand");
}

QString resultText(const PlanRow &row)
{
    if (!row.last)
        return RotationModel::tr("Never rotated here");
    const vault::Rotation &last = *row.last;
    if (last.isRunning())
        return row.isLive ? RotationModel::tr("Under way") : RotationModel::tr("Interrupted, can go on");
    const QString day = dayText(last.endedAt);
    const int failed = last.count(RotationStep::Failed);
    if (last.step == RotationStep::Failed && last.targets.isEmpty())
        return RotationModel::tr("Failed on %1").arg(day);
    return failed == 0 ? RotationModel::tr("Done on %1").arg(day) : RotationModel::tr("%1 of %2 failed on %3").arg(failed).arg(last.targets.size()).arg(day);
}

void RotationModel::setRows(const QList<PlanRow> &rows)
{
    for (int i = int(m_rows.size()) - 1; i >= 0; --i) {
        if (std::ranges::any_of(rows, [&](const PlanRow &row) { return row.credential.id == m_rows[i].credential.id; }))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.removeAt(i);
        endRemoveRows();
    }
    for (const PlanRow &row : rows) {
        const auto known = std::ranges::find(m_rows, row.credential.id, [](const PlanRow &one) { return one.credential.id; });
        const int at = int(known - m_rows.begin());
        if (known != m_rows.end()) {
            *known = row;
            emit dataChanged(index(at, 0), index(at, columnCount() - 1));
            continue;
        }
        beginInsertRows({}, at, at);
        m_rows.append(row);
        endInsertRows();
    }
}

int RotationModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(kColumns.size());
}

QVariant RotationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PlanRow &row = m_rows[index.row()];
    const RotationColumn &column = kColumns[size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole: return column.cell(row);
    case Qt::AccessibleTextRole: return index.column() == 0 ? sentence(row) : column.cell(row);
    case Qt::DecorationRole:
        return index.column() == 0 ? QVariant(widgets::Theme::current().icon(vault::kindIcon(row.credential.kind), widgets::Token::Muted)) : QVariant();
    case Qt::ToolTipRole: return toolTip(row, index.column());
    case GlyphRole: return glyphOf(row.state);
    case SortRole: return column.order(row);
    default: return {};
    }
}

QVariant RotationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < columnCount();
    return known && role == Qt::DisplayRole ? QVariant(tr(kColumns[size_t(section)].title)) : QVariant();
}

} // namespace aiops::rotation
