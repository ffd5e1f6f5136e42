#include "features/hostkeys/gui/hostkeytablemodel.h"

#include "core/text.h"
#include "features/hostkeys/hostkeyreport.h"

#include <QCoreApplication>
#include <QLocale>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;

namespace {

using Entry = ssh::KnownHosts::Entry;

QString shownOrigin(const Entry &entry)
{
    const QString origin = entry.key.origin == "own"_L1 ? HostKeyTableModel::tr("This program") : shownPlain(entry.key.origin, 200);
    return entry.key.revoked ? HostKeyTableModel::tr("%1 (revoked)").arg(origin) : origin;
}

QString shownTime(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : HostKeyTableModel::tr("Never");
}

struct HostKeyColumn
{
    const char *title;
    QString (*cell)(const Entry &);
};

const std::array<HostKeyColumn, 5> kColumns{{
    {QT_TRANSLATE_NOOP("aiops::hostkeys::HostKeyTableModel", "Host"), [](const Entry &e) { return shownPlain(e.host, 300); }},
    {QT_TRANSLATE_NOOP("aiops::hostkeys::HostKeyTableModel", "Type"), [](const Entry &e) { return shownKeyType(e.key.key.type); }},
    {QT_TRANSLATE_NOOP("aiops::hostkeys::HostKeyTableModel", "Fingerprint"), [](const Entry &e) { return e.key.key.fingerprint(); }},
    {QT_TRANSLATE_NOOP("aiops::hostkeys::HostKeyTableModel", "From"), shownOrigin},
    {QT_TRANSLATE_NOOP("aiops::hostkeys::HostKeyTableModel", "Last used"), [](const Entry &e) { return shownTime(e.key.lastSeen); }},
}};

} // namespace

void HostKeyTableModel::setEntries(QList<Entry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int HostKeyTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int HostKeyTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(kColumns.size());
}

QVariant HostKeyTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    return kColumns[size_t(index.column())].cell(m_entries[index.row()]);
}

QVariant HostKeyTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount())
        return {};
    return tr(kColumns[size_t(section)].title);
}

} // namespace aiops::hostkeys
