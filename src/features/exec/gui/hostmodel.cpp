#include "features/exec/gui/hostmodel.h"

#include "core/text.h"
#include "features/exec/statewords.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 10'000)
        return HostModel::tr("%1 s").arg(double(milliseconds) / 1000.0, 0, 'f', 1);
    const qint64 seconds = milliseconds / 1000;
    return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
}

void HostModel::setRun(RunView *run)
{
    beginResetModel();
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    m_rows.clear();
    for (int i = 0; run && i < run->size(); ++i)
        m_rows += run->row(i);
    endResetModel();
    if (run)
        connect(run, &RunView::rowChanged, this, &HostModel::update);
}

void HostModel::update(int position)
{
    if (!m_run || position >= m_rows.size())
        return;
    m_rows[position] = m_run->row(position);
    emit dataChanged(index(position, 0), index(position, ColumnCount - 1));
}

void HostModel::tick()
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).state == HostState::Connecting || m_rows.at(i).state == HostState::Running)
            update(i);
    }
}

QString HostModel::textOf(const HostRow &row, int column) const
{
    switch (column) {
    case Name:
        return shownPlain(row.name, 200);
    case State:
        return stateWord(row.state);
    case Exit:
        return row.exit ? QString::number(*row.exit) : QString();
    case Time:
        return row.state == HostState::Queued || row.tookMs <= 0 ? QString() : durationText(row.tookMs);
    case Detail:
        return shownPlain(row.error, 500);
    }
    return {};
}

QVariant HostModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HostRow &row = m_rows.at(index.row());
    if (role == GlyphRole)
        return stateGlyph(row.state);
    if (role == Qt::TextAlignmentRole && (index.column() == Exit || index.column() == Time))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Detail && !row.error.isEmpty())
        return textOf(row, Detail).toHtmlEscaped();
    return role == Qt::DisplayRole ? QVariant(textOf(row, index.column())) : QVariant();
}

QVariant HostModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && (section == Exit || section == Time))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Host"), tr("State"), tr("Exit"), tr("Time"), tr("Detail")};
    return titles.value(section);
}

} // namespace aiops::exec
