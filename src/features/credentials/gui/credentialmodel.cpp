#include "features/credentials/gui/credentialmodel.h"

#include "features/credentials/gui/vaultsession.h"
#include "widgets/theme.h"

#include <QLocale>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kColumns{
    QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Name"),
    QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Kind"),
    QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "User"),
    QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Used by"),
    QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Last used"),
    QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Created"),
};

} // namespace

QString kindWord(vault::Kind kind)
{
    return kind == vault::Kind::SshKey ? CredentialModel::tr("SSH key") : CredentialModel::tr("Password");
}

QString whenText(const QDateTime &at)
{
    if (!at.isValid())
        return CredentialModel::tr("Never");
    const qint64 minutes = at.secsTo(QDateTime::currentDateTimeUtc()) / 60;
    if (minutes < 1)
        return CredentialModel::tr("Just now");
    if (minutes < 60)
        return CredentialModel::tr("%1 min ago").arg(minutes);
    if (minutes < 1440)
        return CredentialModel::tr("%1 h ago").arg(minutes / 60);
    return QLocale().toString(at.toLocalTime().date(), QLocale::ShortFormat);
}

CredentialModel::CredentialModel(VaultSession &session, QObject *parent) : QAbstractTableModel(parent), m_session(session)
{
    connect(&session, &VaultSession::changed, this, &CredentialModel::refresh);
    refresh();
}

int CredentialModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(kColumns.size());
}

QVariant CredentialModel::shown(const CredentialRow &row, int column) const
{
    switch (column) {
    case 0: return row.info.name;
    case 1: return kindWord(row.info.kind);
    case 2: return row.info.user;
    case 3: return row.uses > 0 ? tr("%n instances", nullptr, row.uses) : tr("Not used");
    case 4: return whenText(row.info.lastUsedAt);
    case 5: return whenText(row.info.createdAt);
    }
    return {};
}

QVariant CredentialModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CredentialRow &row = m_rows[index.row()];
    if (role == Qt::DisplayRole)
        return shown(row, index.column());
    if (role == Qt::DecorationRole && index.column() == 0)
        return widgets::Theme::current().icon(row.info.kind == vault::Kind::SshKey ? u"key"_s : u"lock"_s, widgets::Token::Muted);
    if (role == Qt::AccessibleTextRole)
        return tr("%1, %2, %3").arg(row.info.name, kindWord(row.info.kind), shown(row, 3).toString());
    if (role == IdRole)
        return row.info.id.toString();
    if (role == HaystackRole)
        return QStringList{row.info.name, row.info.user, row.info.fingerprint, row.info.keyType}.join(u'\n').toLower();
    return {};
}

QVariant CredentialModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < int(kColumns.size());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return known && role == Qt::DisplayRole ? QVariant(tr(kColumns[size_t(section)])) : QVariant();
}

void CredentialModel::refresh()
{
    QList<CredentialRow> rows;
    for (const vault::CredentialInfo &info : m_session.credentials())
        rows.append({info, int(m_session.usesOf(info.id).size())});
    const auto ids = [](const QList<CredentialRow> &list) {
        QList<CredentialId> result;
        for (const CredentialRow &row : list)
            result << row.info.id;
        return result;
    };
    if (ids(rows) == ids(m_rows)) {
        m_rows = rows;
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, columnCount({}) - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

} // namespace aiops::credentials
