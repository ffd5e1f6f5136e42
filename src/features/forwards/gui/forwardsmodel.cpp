#include "features/forwards/gui/forwardsmodel.h"

#include "core/text.h"
#include "features/forwards/words.h"
#include "widgets/label.h"

using namespace Qt::StringLiterals;

namespace aiops::forwards {

void ForwardsModel::setRows(QList<ForwardRow> rows)
{
    const bool sameIds = std::ranges::equal(rows, m_rows, {}, [](const ForwardRow &row) { return row.forward.id; },
                                            [](const ForwardRow &row) { return row.forward.id; });
    if (sameIds) {
        m_rows = std::move(rows);
        if (!m_rows.isEmpty())
            emit dataChanged(index(0), index(int(m_rows.size()) - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void ForwardsModel::setCondition(ForwardId id, const Condition &condition)
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].forward.id != id)
            continue;
        m_rows[i].condition = condition;
        emit dataChanged(index(i), index(i));
    }
}

const ForwardRow *ForwardsModel::row(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_rows.size() ? &m_rows[index.row()] : nullptr;
}

int ForwardsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ForwardsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ForwardRow &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return QString(portText(row.forward) + u' ' + whereText(row.forward));
    case Qt::AccessibleTextRole:
        return QString(sentenceOf(row.forward, row.instance) + u' ' + conditionText(row.condition));
    case Qt::ToolTipRole:
        return widgets::plainToolTip((row.forward.name.isEmpty() ? QString() : shownPlain(row.forward.name, 200) + u'\n')
                                     + sentenceOf(row.forward, row.instance) + u'\n' + conditionText(row.condition));
    default:
        return {};
    }
}

QString glyphOf(const Condition &condition)
{
    switch (condition.state) {
    case State::Listening: return condition.error ? u"warning"_s : u"running"_s;
    case State::Connecting: return u"starting"_s;
    case State::Waiting: return u"warning"_s;
    case State::Failed: return u"unreachable"_s;
    case State::Stopped: break;
    }
    return u"stopped"_s;
}

QString portText(const Forward &forward)
{
    return forward.listen.isSocket() ? shownPlain(forward.listen.path.section(u'/', -1), 40) : QString::number(forward.listen.port);
}

QString whereText(const Forward &forward)
{
    if (forward.kind == Kind::Dynamic)
        return ForwardsModel::tr("SOCKS proxy");
    const QString target = shownPlain(forward.target.toText(), 100);
    return forward.kind == Kind::Remote ? ForwardsModel::tr("remote, to %1").arg(target) : ForwardsModel::tr("to %1").arg(target);
}

} // namespace aiops::forwards
