#include "features/audit/gui/auditmodel.h"

#include "core/text.h"
#include "features/audit/gui/auditwords.h"
#include "widgets/theme.h"

namespace aiops::audit {

using namespace Qt::StringLiterals;
using team::AuditRow;

namespace {

struct AuditColumn
{
    const char *title;
    QString (*cell)(const AuditEntry &);
};

const std::array<AuditColumn, AuditModel::ColumnCount> kColumns{{
    {QT_TRANSLATE_NOOP("aiops::audit::AuditModel", "Time"), [](const AuditEntry &e) { return localTime(e.at); }},
    {QT_TRANSLATE_NOOP("aiops::audit::AuditModel", "Actor"), [](const AuditEntry &e) { return shownPlain(e.actor, 100); }},
    {QT_TRANSLATE_NOOP("aiops::audit::AuditModel", "Action"), [](const AuditEntry &e) { return actionWords(e.action); }},
    {QT_TRANSLATE_NOOP("aiops::audit::AuditModel", "Name"), [](const AuditEntry &e) { return shownPlain(e.action, 100); }},
    {QT_TRANSLATE_NOOP("aiops::audit::AuditModel", "Object"), objectText},
    {QT_TRANSLATE_NOOP("aiops::audit::AuditModel", "Project"), nullptr},
    {QT_TRANSLATE_NOOP("aiops::audit::AuditModel", "From"), [](const AuditEntry &e) { return shownPlain(e.detail.value(u"source_address"_s).toString(), 60); }},
    {QT_TRANSLATE_NOOP("aiops::audit::AuditModel", "Outcome"), [](const AuditEntry &e) { return outcomeWord(e.outcome); }},
}};

} // namespace

team::AuditFilter filterOf(const Wanted &wanted)
{
    const QString text = wanted.text.trimmed();
    return {.action = wanted.action, .objectId = wanted.objectId, .objectIds = wanted.objectIds, .outcome = wanted.outcome, .actor = wanted.actor, .text = text,
            .textActions = text.isEmpty() ? QStringList() : actionsWithWords(text), .since = wanted.since, .until = wanted.until,
            .limit = AuditModel::pageSize};
}

AuditModel::AuditModel(RowSource source, QObject *parent) : QAbstractTableModel(parent), m_source(std::move(source)) {}

QString AuditModel::cell(const AuditEntry &entry, int column) const
{
    if (column == Project)
        return projectsOf(entry);
    return column == Time && m_utc ? utcTime(entry.at) : kColumns[size_t(column)].cell(entry);
}

QString AuditModel::projectsOf(const AuditEntry &entry) const
{
    if (!m_projectsOf || entry.objectId.isEmpty())
        return {};
    const auto known = m_projects.constFind(entry.objectId);
    return known != m_projects.cend() ? *known : *m_projects.insert(entry.objectId, shownPlain(m_projectsOf(entry), 200));
}

QVariant AuditModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AuditEntry &entry = m_rows[index.row()].entry;
    switch (role) {
    case Qt::DisplayRole: return cell(entry, index.column());
    case Qt::ToolTipRole: return index.column() == Time ? QVariant(tr("%1 (UTC)").arg(toRfc3339(entry.at))) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == 0 ? tr("%1: %2 by %3 at %4, %5").arg(cell(entry, Action), cell(entry, Object), cell(entry, Actor), cell(entry, Time),
                                                                    cell(entry, Outcome))
                                   : cell(entry, index.column());
    case Qt::ForegroundRole:
        return index.column() == Name || index.column() == Source ? QVariant(widgets::Theme::current().color(widgets::Token::Muted)) : QVariant();
    case OutcomeRole: return outcomeGlyph(entry.outcome);
    default: return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < ColumnCount;
    if (!known || role != Qt::DisplayRole)
        return {};
    return section == Time && m_utc ? tr("Time (UTC)") : tr(kColumns[size_t(section)].title);
}

void AuditModel::setUtc(bool utc)
{
    if (m_utc == utc)
        return;
    m_utc = utc;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, Time), index(rowCount() - 1, Time));
    emit headerDataChanged(Qt::Horizontal, Time, Time);
}

void AuditModel::setWanted(const Wanted &wanted)
{
    beginResetModel();
    m_wanted = wanted;
    m_rows.clear();
    m_projects.clear();
    m_newest = m_oldest = 0;
    m_atEnd = m_wantsNew = false;
    m_wantsOlder = true;
    m_generation++;
    endResetModel();
    ask();
}

void AuditModel::fetchMore(const QModelIndex &)
{
    m_wantsOlder = !m_atEnd;
    ask();
}

void AuditModel::readNew()
{
    m_wantsNew = true;
    ask();
}

/// One question at a time: typing into the filter must not fill the pool.
void AuditModel::ask()
{
    if (m_reading || !(m_wantsOlder || m_wantsNew))
        return;
    const bool isNew = m_wantsNew && !m_wantsOlder;
    team::AuditFilter filter = audit::filterOf(m_wanted);
    if (isNew)
        filter.after = m_newest;
    else
        filter.before = m_oldest;
    (isNew ? m_wantsNew : m_wantsOlder) = false;
    m_reading = true;
    emit readingChanged();
    deliver(m_source(filter), this, [this, isNew, generation = m_generation](const Result<QList<AuditRow>> &rows) {
        answered(rows, isNew, generation);
    });
}

void AuditModel::answered(const Result<QList<AuditRow>> &rows, bool wasNew, int generation)
{
    m_reading = false;
    if (generation == m_generation) {
        if (!rows) {
            m_atEnd = true; // asking again would fail again, for ever
            emit failed(rows.error());
        } else if (wasNew) {
            prependNew(*rows);
        } else {
            appendOlder(*rows);
        }
    }
    emit readingChanged();
    ask();
}

void AuditModel::appendOlder(const QList<AuditRow> &rows)
{
    m_atEnd = rows.size() < pageSize;
    if (rows.isEmpty())
        return;
    m_newest = qMax(m_newest, rows.first().seq);
    m_oldest = rows.last().seq;
    m_atEnd |= m_oldest <= 1; // also for a forged number: 0 would ask from the newest again
    beginInsertRows({}, rowCount(), rowCount() + int(rows.size()) - 1);
    m_rows += rows;
    endInsertRows();
}

void AuditModel::prependNew(QList<AuditRow> rows)
{
    m_wantsNew |= rows.size() == pageSize;
    if (rows.isEmpty() || rows.last().seq <= m_newest)
        return;
    m_newest = rows.last().seq;
    if (m_oldest == 0)
        m_oldest = rows.first().seq;
    std::ranges::reverse(rows);
    emit aboutToPrepend();
    beginInsertRows({}, 0, int(rows.size()) - 1);
    m_rows = rows + m_rows;
    endInsertRows();
    emit prepended();
}

} // namespace aiops::audit
