#include "features/rotation/gui/keytablemodel.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

struct KeyColumn
{
    const char *title;
    QString (*cell)(const KeyTableModel::Row &);
};

const std::array<KeyColumn, 7> kColumns{{
    {QT_TRANSLATE_NOOP("aiops::rotation::KeyTableModel", "Instance"), [](const KeyTableModel::Row &r) { return r.instance.name; }},
    {QT_TRANSLATE_NOOP("aiops::rotation::KeyTableModel", "Account"), [](const KeyTableModel::Row &r) { return r.key.account; }},
    {QT_TRANSLATE_NOOP("aiops::rotation::KeyTableModel", "Line"), [](const KeyTableModel::Row &r) { return r.key.line > 0 ? QString::number(r.key.line) : QString(); }},
    {QT_TRANSLATE_NOOP("aiops::rotation::KeyTableModel", "Comment"), [](const KeyTableModel::Row &r) { return r.problem.isEmpty() ? r.key.comment : r.problem; }},
    {QT_TRANSLATE_NOOP("aiops::rotation::KeyTableModel", "Credential"),
     [](const KeyTableModel::Row &r) { return !r.problem.isEmpty() ? QString() : r.key.credential.isEmpty() ? KeyTableModel::tr("Not in the vault") : r.key.credential; }},
    {QT_TRANSLATE_NOOP("aiops::rotation::KeyTableModel", "Type"), [](const KeyTableModel::Row &r) { return r.key.type; }},
    {QT_TRANSLATE_NOOP("aiops::rotation::KeyTableModel", "Fingerprint"), [](const KeyTableModel::Row &r) { return r.key.fingerprint; }},
}};

} // namespace

void KeyTableModel::setHosts(const QList<HostKeys> &hosts)
{
    beginResetModel();
    m_rows.clear();
    for (const HostKeys &host : hosts) {
        for (const FoundKey &key : host.keys)
            m_rows.append({host.instance, key, {}});
        if (host.error)
            m_rows.append({host.instance, {.account = host.account, .path = {}, .line = 0, .type = {}, .fingerprint = {}, .comment = {}, .options = {}, .credential = {}, .blob = {}}, host.error->text});
        else if (host.keys.isEmpty())
            m_rows.append({host.instance, {.account = host.account, .path = {}, .line = 0, .type = {}, .fingerprint = {}, .comment = {}, .options = {}, .credential = {}, .blob = {}}, tr("No key is listed here.")});
    }
    endResetModel();
}

QList<inventory::Instance> KeyTableModel::holdersOf(const QByteArray &blob) const
{
    QList<inventory::Instance> holders;
    for (const Row &row : m_rows)
        if (!blob.isEmpty() && row.key.blob == blob && row.key.isOurs && !std::ranges::contains(holders, row.instance.id, &inventory::Instance::id))
            holders.append(row.instance);
    return holders;
}

int KeyTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(kColumns.size());
}

QVariant KeyTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    if (role == Qt::ToolTipRole && row.problem.isEmpty())
        return QStringList{row.key.path, row.key.options, row.key.fingerprint}.join(u'\n').trimmed();
    return role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole ? kColumns[size_t(index.column())].cell(row) : QVariant();
}

QVariant KeyTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < columnCount();
    return known && role == Qt::DisplayRole ? QVariant(tr(kColumns[size_t(section)].title)) : QVariant();
}

} // namespace aiops::rotation
