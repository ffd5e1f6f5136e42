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
    {QT_TRANSLATE_NOOP("aiops::audit::AuditModel", "Outcome"), [](const AuditEntry &e) { return outcomeWord(e.outcome); }},
}};
constexpr int kPagesPerFetch = 10; // a filter that fits little must not read the whole chain at once

QString sentence(const AuditEntry &entry)
{
    return AuditModel::tr("%1: %2 by %3 at %4, %5")
        .arg(actionWords(entry.action), objectText(entry), shownPlain(entry.actor, 100), localTime(entry.at), outcomeWord(entry.outcome));
}

} // namespace

AuditModel::AuditModel(Source source, QObject *parent) : QAbstractTableModel(parent), m_source(std::move(source)) {}

QVariant AuditModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AuditEntry &entry = m_rows[index.row()].entry;
    switch (role) {
    case Qt::DisplayRole: return kColumns[size_t(index.column())].cell(entry);
    case Qt::ToolTipRole: return index.column() == Time ? QVariant(tr("%1 (UTC)").arg(toRfc3339(entry.at))) : QVariant();
    case Qt::AccessibleTextRole: return index.column() == 0 ? sentence(entry) : kColumns[size_t(index.column())].cell(entry);
    case Qt::ForegroundRole:
        return index.column() == Name ? QVariant(widgets::Theme::current().color(widgets::Token::Muted)) : QVariant();
    case OutcomeRole: return outcomeGlyph(entry.outcome);
    default: return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < ColumnCount;
    return known && role == Qt::DisplayRole ? QVariant(tr(kColumns[size_t(section)].title)) : QVariant();
}

bool AuditModel::fits(const AuditRow &row) const
{
    if (m_wanted.text.isEmpty())
        return true;
    const AuditEntry &e = row.entry;
    const QString words = QStringList{e.actor, e.action, actionWords(e.action), e.objectName, e.objectId,
                                      QString::fromUtf8(QJsonDocument(e.detail).toJson(QJsonDocument::Compact))}.join(u'\n');
    return words.contains(m_wanted.text, Qt::CaseInsensitive);
}

std::optional<QList<AuditRow>> AuditModel::page(qint64 before)
{
    team::AuditFilter filter;
    filter.action = m_wanted.action;
    filter.outcome = m_wanted.outcome;
    filter.before = before;
    filter.limit = pageSize;
    auto rows = m_source(filter);
    if (!rows) {
        emit failed(rows.error());
        return {};
    }
    return *std::move(rows);
}

void AuditModel::setWanted(const Wanted &wanted)
{
    beginResetModel();
    m_wanted = wanted;
    m_wanted.text = wanted.text.trimmed();
    m_rows.clear();
    m_newest = m_oldest = 0;
    m_atEnd = false;
    m_rows = older();
    endResetModel();
}

QList<AuditRow> AuditModel::older()
{
    QList<AuditRow> found;
    for (int i = 0; i < kPagesPerFetch && !m_atEnd && found.size() < pageSize; ++i) {
        const auto rows = page(m_oldest);
        m_atEnd = !rows || rows->size() < pageSize;
        if (!rows || rows->isEmpty())
            break;
        m_newest = qMax(m_newest, rows->first().seq);
        m_oldest = rows->last().seq;
        m_atEnd |= m_oldest <= 1; // also for a forged number: 0 would ask from the newest again
        std::ranges::copy_if(*rows, std::back_inserter(found), [this](const AuditRow &row) { return fits(row); });
    }
    return found;
}

void AuditModel::fetchMore(const QModelIndex &)
{
    const QList<AuditRow> found = older();
    if (found.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(found.size()) - 1);
    m_rows += found;
    endInsertRows();
}

void AuditModel::readNew()
{
    if (m_newest == 0)
        return setWanted(m_wanted);
    QList<AuditRow> fresh;
    for (qint64 before = 0;;) {
        const auto rows = page(before);
        if (!rows)
            return;
        const auto known = std::ranges::find_if(*rows, [this](const AuditRow &row) { return row.seq <= m_newest; });
        fresh.append(QList<AuditRow>(rows->begin(), known));
        if (known != rows->end() || rows->size() < pageSize)
            break;
        before = rows->last().seq;
    }
    if (!fresh.isEmpty())
        m_newest = fresh.first().seq;
    fresh.removeIf([this](const AuditRow &row) { return !fits(row); });
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, 0, int(fresh.size()) - 1);
    m_rows = fresh + m_rows;
    endInsertRows();
}

} // namespace aiops::audit
