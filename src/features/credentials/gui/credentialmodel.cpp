#include "features/credentials/gui/credentialmodel.h"

#include "features/credentials/gui/whentext.h"
#include "widgets/theme.h"

#include <QIcon>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

struct CredentialColumn
{
    const char *title;
    QString (*cell)(const CredentialRow &, const QDateTime &now);
    QVariant (*order)(const CredentialRow &);
};

const std::array<CredentialColumn, 6> kColumns{{
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Name"),
     [](const CredentialRow &r, const QDateTime &) { return r.info.name; },
     [](const CredentialRow &r) { return QVariant(r.info.name); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Kind"),
     [](const CredentialRow &r, const QDateTime &) { return kindWord(r.info.kind); },
     [](const CredentialRow &r) { return QVariant(kindWord(r.info.kind)); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "User"),
     [](const CredentialRow &r, const QDateTime &) { return r.info.user; },
     [](const CredentialRow &r) { return QVariant(r.info.user); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Used by"),
     [](const CredentialRow &r, const QDateTime &) { return usedByText(r.uses); },
     [](const CredentialRow &r) { return QVariant(r.uses); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Last used"),
     [](const CredentialRow &r, const QDateTime &now) { return whenText(r.info.lastUsedAt, now); },
     [](const CredentialRow &r) { return QVariant(r.info.lastUsedAt); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Created"),
     [](const CredentialRow &r, const QDateTime &now) { return whenText(r.info.createdAt, now); },
     [](const CredentialRow &r) { return QVariant(r.info.createdAt); }},
}};
constexpr int kLastUsedColumn = 4;

QString sentence(const CredentialRow &row, const QDateTime &now)
{
    return CredentialModel::tr("%1, %2, user %3, used by %4, last used %5")
        .arg(row.info.name, kindWord(row.info.kind), row.info.user.isEmpty() ? CredentialModel::tr("none") : row.info.user,
             row.uses > 0 ? usedByText(row.uses) : CredentialModel::tr("nothing"), whenText(row.info.lastUsedAt, now));
}

} // namespace

QString kindWord(vault::Kind kind)
{
    return kind == vault::Kind::SshKey ? CredentialModel::tr("SSH key") : CredentialModel::tr("Password");
}

QString kindIcon(vault::Kind kind)
{
    return kind == vault::Kind::SshKey ? u"key"_s : u"lock"_s;
}

QString usedByText(int instances)
{
    return instances == 0   ? CredentialModel::tr("Not used")
           : instances == 1 ? CredentialModel::tr("1 instance")
                            : CredentialModel::tr("%1 instances").arg(instances);
}

int CredentialModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(kColumns.size());
}

QVariant CredentialModel::icon(const CredentialRow &row) const
{
    return widgets::Theme::current().icon(kindIcon(row.info.kind), widgets::Token::Muted);
}

QVariant CredentialModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CredentialRow &row = m_rows[index.row()];
    const CredentialColumn &column = kColumns[size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole: return column.cell(row, m_now);
    case Qt::DecorationRole: return index.column() == 0 ? icon(row) : QVariant();
    case Qt::AccessibleTextRole: return index.column() == 0 ? sentence(row, m_now) : column.cell(row, m_now);
    case Qt::ToolTipRole: return index.column() == kLastUsedColumn ? exactText(row.info.lastUsedAt) : QVariant();
    case SortRole: return column.order(row);
    case IdRole: return row.info.id.toString();
    case KindRole: return vault::kindName(row.info.kind);
    case HaystackRole: return QStringList{row.info.name, row.info.user, row.info.fingerprint, row.info.keyType}.join(u'\n');
    default: return {};
    }
}

QVariant CredentialModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < columnCount();
    return known && role == Qt::DisplayRole ? QVariant(tr(kColumns[size_t(section)].title)) : QVariant();
}

void CredentialModel::setRows(const QList<CredentialRow> &rows, const QDateTime &now)
{
    m_now = now;
    removeMissing(rows);
    for (const CredentialRow &row : rows) {
        const auto known = std::ranges::find(m_rows, row.info.id, [](const CredentialRow &r) { return r.info.id; });
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

void CredentialModel::removeMissing(const QList<CredentialRow> &rows)
{
    for (int i = int(m_rows.size()) - 1; i >= 0; --i) {
        const CredentialId id = m_rows[i].info.id;
        if (std::ranges::any_of(rows, [id](const CredentialRow &r) { return r.info.id == id; }))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.removeAt(i);
        endRemoveRows();
    }
}

void CredentialModel::setNow(const QDateTime &now)
{
    m_now = now;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, kLastUsedColumn), index(rowCount() - 1, columnCount() - 1));
}

} // namespace aiops::credentials
