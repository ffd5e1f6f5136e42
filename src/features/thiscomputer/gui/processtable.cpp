#include "features/thiscomputer/gui/processtable.h"

#include "widgets/charts/axis.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;
using widgets::formatValue;
using widgets::Theme;
using widgets::Token;
using widgets::Unit;

namespace {

struct Column
{
    const char *title;
    QString (*text)(const ProcessLoad &);
};

const std::array<Column, 3> kColumns{{
    {QT_TRANSLATE_NOOP("aiops::thiscomputer::ProcessModel", "Process"), [](const ProcessLoad &row) { return row.name; }},
    {QT_TRANSLATE_NOOP("aiops::thiscomputer::ProcessModel", "CPU"),
     [](const ProcessLoad &row) { return QString::number(row.cpu, 'f', 1) + u'%'; }},
    {QT_TRANSLATE_NOOP("aiops::thiscomputer::ProcessModel", "Memory"),
     [](const ProcessLoad &row) { return formatValue(Unit::Bytes, double(row.memory)); }},
}};

QTableView *makeView(QWidget *parent)
{
    auto *view = new QTableView(parent);
    view->setObjectName(u"processTable"_s);
    view->setAccessibleName(ProcessTable::tr("Busiest processes"));
    view->setShowGrid(false);
    view->setSelectionMode(QAbstractItemView::NoSelection);
    view->setFocusPolicy(Qt::TabFocus);
    view->setFrameShape(QFrame::NoFrame);
    view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(Theme::current().rowHeight());
    view->horizontalHeader()->setSectionsClickable(false);
    view->horizontalHeader()->setHighlightSections(false);
    return view;
}

} // namespace

void ProcessModel::setRows(const QList<ProcessLoad> &rows)
{
    if (rows.size() > m_rows.size()) {
        beginInsertRows({}, int(m_rows.size()), int(rows.size()) - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows.size() < m_rows.size()) {
        beginRemoveRows({}, int(rows.size()), int(m_rows.size()) - 1);
        m_rows = rows;
        endRemoveRows();
    }
    m_rows = rows;
    if (!rows.isEmpty())
        emit dataChanged(index(0, 0), index(int(rows.size()) - 1, int(kColumns.size()) - 1));
}

int ProcessModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ProcessModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(kColumns.size());
}

QVariant ProcessModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ProcessLoad &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return kColumns[std::size_t(index.column())].text(row);
    case Qt::ToolTipRole: return index.column() == 0 ? QVariant(tr("Process %1").arg(row.pid)) : QVariant();
    case Qt::TextAlignmentRole: return int((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ForegroundRole: return index.column() == 2 ? QVariant(Theme::current().color(Token::Muted)) : QVariant();
    case Qt::FontRole: return Theme::current().font(Theme::Type::Body);
    default: return {};
    }
}

QVariant ProcessModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(kColumns.size()))
        return {};
    if (role == Qt::DisplayRole)
        return QCoreApplication::translate("aiops::thiscomputer::ProcessModel", kColumns[std::size_t(section)].title);
    if (role == Qt::TextAlignmentRole)
        return int((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == 1)
        return tr("Share of the whole computer");
    return {};
}

ProcessTable::ProcessTable(const Sampler &sampler, QWidget *parent) : QFrame(parent), m_sampler(sampler)
{
    setProperty("panel", u"card"_s);
    QTableView *view = makeView(this);
    view->setModel(&m_model);
    QHeaderView *header = view->horizontalHeader();
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    header->setSectionResizeMode(1, QHeaderView::Fixed);
    header->setSectionResizeMode(2, QHeaderView::Fixed);
    header->resizeSection(1, Theme::current().scaled(80));
    header->resizeSection(2, Theme::current().scaled(100));
    view->ensurePolished();
    view->setFixedHeight(Theme::current().scaled(31) + Sampler::kBusiest * Theme::current().rowHeight() - 1); // the card has the last line
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(view);
    connect(&sampler, &Sampler::updated, this, [this] { m_model.setRows(m_sampler.busiest()); });
    m_model.setRows(sampler.busiest());
}

} // namespace aiops::thiscomputer
