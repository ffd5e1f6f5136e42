#include "widgets/charts/charttable.h"

#include <QDateTime>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace aiops::widgets {

ChartTableModel::ChartTableModel(ChartData data, QStringList names, Unit unit, QObject *parent)
    : QAbstractTableModel(parent), m_data(std::move(data)), m_names(std::move(names)), m_unit(unit)
{
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_data.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_data.lines.size()) + 1;
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::size_t row = m_data.size() - 1 - std::size_t(index.row());
    if (role == Qt::TextAlignmentRole)
        return int(index.column() == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == 0)
        return QDateTime::fromMSecsSinceEpoch(m_data.times[row]).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    return formatValue(m_unit, m_data.lines[std::size_t(index.column()) - 1][row]);
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Time") : m_names.value(section - 1);
}

void showChartTable(QWidget *parent, const QString &title, ChartData data, QStringList names, Unit unit)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"chartTableDialog"_s);
    dialog->setWindowTitle(title);
    dialog->resize(560, 480);
    auto *table = new QTableView(dialog);
    table->setObjectName(u"chartTable"_s);
    table->setAccessibleName(title);
    table->setModel(new ChartTableModel(std::move(data), std::move(names), unit, table));
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(table);
    layout->addWidget(buttons);
    dialog->show();
}

} // namespace aiops::widgets
