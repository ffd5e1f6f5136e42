#include "features/credentials/gui/credentialmodel.h"

#include "features/credentials/gui/whentext.h"
#include "vault/kinds.h"
#include "widgets/theme.h"

#include <QIcon>
#include <QSet>

#include <limits>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

struct CredentialColumn
{
    const char *title;
    QString (*cell)(const CredentialRow &, const QDateTime &now);
    QVariant (*order)(const CredentialRow &);
};

/// Revoked and overdue ones first, then by what is left; by hand last.
qint64 rotationOrder(const CredentialRow &row)
{
    using State = vault::RotationState;
    switch (row.rotation.value) {
    case State::Failed: return -2'000'000;
    case State::Overdue: return -1'000'000 - row.rotation.days;
    case State::Due:
    case State::Fine: return row.rotation.days;
    case State::Rotating: return 100'000;
    case State::Snoozed: return 200'000;
    case State::Manual: return 300'000;
    case State::Revoked: return 400'000;
    }
    return 0;
}

const std::array<CredentialColumn, 8> kColumns{{
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Name"),
     [](const CredentialRow &r, const QDateTime &) { return r.info.name; },
     [](const CredentialRow &r) { return QVariant(r.info.name); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Kind"),
     [](const CredentialRow &r, const QDateTime &) { return kindWord(r.info.kind); },
     [](const CredentialRow &r) { return QVariant(kindWord(r.info.kind)); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Project"),
     [](const CredentialRow &r, const QDateTime &) { return r.project; },
     [](const CredentialRow &r) { return QVariant(r.project); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Used by"),
     [](const CredentialRow &r, const QDateTime &) { return usedByText(r.uses); },
     [](const CredentialRow &r) { return QVariant(r.uses); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Last used"),
     [](const CredentialRow &r, const QDateTime &now) { return whenText(r.info.lastUsedAt, now); },
     [](const CredentialRow &r) { return QVariant(r.info.lastUsedAt); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Expires"),
     [](const CredentialRow &r, const QDateTime &now) { return expiryText(r.info.expiresAt, now); },
     [](const CredentialRow &r) { return QVariant(r.info.expiresAt.isValid() ? r.info.expiresAt.toSecsSinceEpoch() : std::numeric_limits<qint64>::max()); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Rotation"),
     [](const CredentialRow &r, const QDateTime &) { return r.rotation.text(); },
     [](const CredentialRow &r) { return QVariant(rotationOrder(r)); }},
    {QT_TRANSLATE_NOOP("aiops::credentials::CredentialModel", "Vault"),
     [](const CredentialRow &r, const QDateTime &) { return r.info.vaultName; },
     [](const CredentialRow &r) { return QVariant(r.info.vaultName); }},
}};

QString sentence(const CredentialRow &row, const QDateTime &now)
{
    const QString user = row.info.user.isEmpty() ? CredentialModel::tr("none") : row.info.user;
    return CredentialModel::tr("%1, %2, user %3, used by %4, last used %5, rotation %6")
        .arg(row.info.name, kindWord(row.info.kind), user, row.uses > 0 ? usedByText(row.uses) : CredentialModel::tr("nothing"),
             whenText(row.info.lastUsedAt, now), row.rotation.text());
}

QString troubleOf(const CredentialRow &row, const QDateTime &now)
{
    using State = vault::RotationState;
    if (expiryTrouble(row.info.expiresAt, now) == Trouble::Now)
        return u"expired"_s;
    if (row.rotation.value == State::Rotating)
        return u"rotating"_s;
    return row.rotation.needsRotation() ? u"due"_s : QString();
}

QString haystackOf(const vault::CredentialInfo &info)
{
    return QStringList{info.name, info.user, info.detail, info.fingerprint, info.keyType}.join(u'\n').toLower();
}

} // namespace

QString kindWord(vault::Kind kind)
{
    using vault::Kind;
    switch (kind) {
    case Kind::Password: return CredentialModel::tr("Password");
    case Kind::SshKey: return CredentialModel::tr("SSH key");
    case Kind::AwsKey:
    case Kind::GcpAccount:
    case Kind::AzurePrincipal:
    case Kind::OciKey: return CredentialModel::tr("Cloud key");
    case Kind::ApiToken: return CredentialModel::tr("API token");
    case Kind::Database: return CredentialModel::tr("Database");
    case Kind::Sudo: return CredentialModel::tr("Sudo");
    case Kind::Certificate: return CredentialModel::tr("Certificate");
    case Kind::Totp: return CredentialModel::tr("One-time code");
    case Kind::Note: return CredentialModel::tr("Note");
    }
    return {};
}

QString expiryText(const QDateTime &at, const QDateTime &now)
{
    if (!at.isValid())
        return CredentialModel::tr("Never");
    const qint64 days = now.toLocalTime().date().daysTo(at.toLocalTime().date());
    if (at <= now)
        return days == 0 ? CredentialModel::tr("Expired today") : days == -1 ? CredentialModel::tr("Expired yesterday") : CredentialModel::tr("Expired %1 days ago").arg(-days);
    if (days == 0)
        return CredentialModel::tr("Today");
    if (days == 1)
        return CredentialModel::tr("Tomorrow");
    return days < 60 ? CredentialModel::tr("In %1 days").arg(days) : CredentialModel::tr("In %1 months").arg((days + 15) / 30);
}

Trouble expiryTrouble(const QDateTime &at, const QDateTime &now)
{
    if (!at.isValid() || now.daysTo(at) > 14)
        return Trouble::None;
    return at <= now ? Trouble::Now : Trouble::Soon;
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

QVariant CredentialModel::icon(const CredentialRow &row, int column) const
{
    const widgets::Theme &theme = widgets::Theme::current();
    using State = vault::RotationState;
    if (column == Name)
        return theme.icon(vault::kindIcon(row.info.kind), widgets::Token::Muted);
    if (column == Expires) {
        const Trouble trouble = expiryTrouble(row.info.expiresAt, m_now);
        return trouble == Trouble::None ? QVariant() : theme.icon(u"warning"_s, trouble == Trouble::Now ? widgets::Token::Danger : widgets::Token::Warn);
    }
    if (column == Project && !row.projectColor.isEmpty()) {
        QPixmap square(8, 8);
        square.fill(QColor::fromString(row.projectColor));
        return square;
    }
    if (column != Rotation)
        return {};
    switch (row.rotation.value) {
    case State::Due: return theme.icon(u"warning"_s, widgets::Token::Warn);
    case State::Overdue:
    case State::Failed: return theme.icon(u"warning"_s, widgets::Token::Danger);
    case State::Rotating: return theme.icon(u"rotate"_s, widgets::Token::Info);
    case State::Manual: return theme.icon(u"minus"_s, widgets::Token::Muted);
    default: return {};
    }
}

QVariant CredentialModel::ink(const CredentialRow &row, int column) const
{
    const widgets::Theme &theme = widgets::Theme::current();
    using State = vault::RotationState;
    if (column == Expires) {
        const Trouble trouble = expiryTrouble(row.info.expiresAt, m_now);
        return trouble == Trouble::None ? QVariant() : theme.color(trouble == Trouble::Now ? widgets::Token::Danger : widgets::Token::Warn);
    }
    if (column != Rotation)
        return row.info.revokedAt.isValid() ? QVariant(theme.color(widgets::Token::Disabled)) : QVariant();
    switch (row.rotation.value) {
    case State::Due: return theme.color(widgets::Token::Warn);
    case State::Overdue:
    case State::Failed: return theme.color(widgets::Token::Danger);
    case State::Rotating: return theme.color(widgets::Token::Info);
    default: return {};
    }
}

QVariant CredentialModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CredentialRow &row = m_rows[index.row()];
    const CredentialColumn &column = kColumns[size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole: return column.cell(row, m_now);
    case Qt::DecorationRole: return icon(row, index.column());
    case Qt::ForegroundRole: return ink(row, index.column());
    case Qt::AccessibleTextRole: return index.column() == Name ? sentence(row, m_now) : column.cell(row, m_now);
    case Qt::ToolTipRole: return index.column() == LastUsed ? exactText(row.info.lastUsedAt) : QVariant();
    case SortRole: return column.order(row);
    case IdRole: return row.info.id.toString();
    case KindRole: return int(row.info.kind);
    case TroubleRole: return troubleOf(row, m_now);
    case VaultRole: return row.info.vault.toString();
    case HaystackRole: return m_haystacks[index.row()];
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
    QList<CredentialRow> fresh;
    for (const CredentialRow &row : rows) {
        const auto known = m_places.constFind(row.info.id);
        if (known == m_places.constEnd()) {
            fresh.append(row);
            continue;
        }
        m_rows[*known] = row;
        m_haystacks[*known] = haystackOf(row.info);
    }
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(fresh.size()) - 1);
    for (const CredentialRow &row : std::as_const(fresh)) {
        m_places.insert(row.info.id, int(m_rows.size()));
        m_rows.append(row);
        m_haystacks.append(haystackOf(row.info));
    }
    endInsertRows();
}

void CredentialModel::removeMissing(const QList<CredentialRow> &rows)
{
    QSet<CredentialId> wanted;
    for (const CredentialRow &row : rows)
        wanted.insert(row.info.id);
    for (int i = int(m_rows.size()) - 1; i >= 0; --i) {
        if (wanted.contains(m_rows[i].info.id))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.removeAt(i);
        m_haystacks.removeAt(i);
        endRemoveRows();
    }
    m_places.clear();
    for (int i = 0; i < m_rows.size(); ++i)
        m_places.insert(m_rows[i].info.id, i);
}

void CredentialModel::setNow(const QDateTime &now)
{
    m_now = now;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, LastUsed), index(rowCount() - 1, columnCount() - 1));
}

} // namespace aiops::credentials
