#include "features/exec/gui/historymodel.h"

#include "core/text.h"
#include "features/exec/statewords.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;

void HistoryModel::setEntries(QList<KeptExecution> entries)
{
    const bool same = entries.size() == m_entries.size()
                      && std::ranges::equal(entries, m_entries, {}, &KeptExecution::id, &KeptExecution::id);
    if (same) { // only states changed: the selection stays
        m_entries = std::move(entries);
        if (!m_entries.isEmpty())
            emit dataChanged(index(0), index(int(m_entries.size()) - 1));
        return;
    }
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int HistoryModel::rowOf(ExecutionId id) const
{
    const auto found = std::ranges::find(m_entries, id, &KeptExecution::id);
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const KeptExecution &one = m_entries.at(index.row());
    const QString detail = tr("%1 hosts, %2, %3").arg(one.targets).arg(outcomeWord(one.outcome), one.startedAt.toLocalTime().toString(u"MM-dd HH:mm"_s));
    const QString command = shownPlain(QString(one.command).replace(u'\n', u' '), 200);
    switch (role) {
    case Qt::DisplayRole:
        return command;
    case Qt::AccessibleTextRole:
        return command + u", "_s + detail;
    case Qt::ToolTipRole:
        return command.toHtmlEscaped();
    case DetailRole:
        return detail;
    case GlyphRole:
        return outcomeGlyph(one.outcome);
    default:
        return {};
    }
}

} // namespace aiops::exec
