#include "features/sessions/gui/sessionsmodel.h"

#include "core/text.h"
#include "features/sessions/sessiontext.h"

#include <QLocale>

namespace aiops::sessions {

using namespace Qt::StringLiterals;
using Info = ssh::SessionInfo;

namespace {

QString size(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1024 ? 0 : 1);
}

struct SessionColumn
{
    const char *title;
    QString (*cell)(const Info &);
};

const std::array<SessionColumn, 8> kColumns{{
    {QT_TRANSLATE_NOOP("aiops::sessions::SessionsModel", "Host"), [](const Info &s) { return shownHost(s); }},
    {QT_TRANSLATE_NOOP("aiops::sessions::SessionsModel", "User"), [](const Info &s) { return shownPlain(s.endpoint.user, 100); }},
    {QT_TRANSLATE_NOOP("aiops::sessions::SessionsModel", "Used by"), [](const Info &s) { return shownUsers(s); }},
    {QT_TRANSLATE_NOOP("aiops::sessions::SessionsModel", "Since"),
     [](const Info &s) { return QLocale().toString(s.since.toLocalTime().time(), QLocale::ShortFormat); }},
    {QT_TRANSLATE_NOOP("aiops::sessions::SessionsModel", "Sent"), [](const Info &s) { return size(s.sent); }},
    {QT_TRANSLATE_NOOP("aiops::sessions::SessionsModel", "Received"), [](const Info &s) { return size(s.received); }},
    {QT_TRANSLATE_NOOP("aiops::sessions::SessionsModel", "Protection"), [](const Info &s) { return shownProtection(s); }},
    {QT_TRANSLATE_NOOP("aiops::sessions::SessionsModel", "Way"), [](const Info &s) { return shownWay(s); }},
}};

} // namespace

void SessionsModel::setSessions(QList<Info> sessions)
{
    const bool same = std::ranges::equal(sessions, m_sessions, {}, &Info::number, &Info::number);
    if (!same)
        beginResetModel();
    m_sessions = std::move(sessions);
    if (!same)
        endResetModel();
    else if (!m_sessions.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int SessionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(kColumns.size());
}

QVariant SessionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Info &session = m_sessions[index.row()];
    if (role == Qt::AccessibleTextRole)
        return u"%1, %2"_s.arg(shownHost(session), shownUsers(session));
    return role == Qt::DisplayRole ? kColumns[size_t(index.column())].cell(session) : QVariant();
}

QVariant SessionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount())
        return {};
    return tr(kColumns[size_t(section)].title);
}

} // namespace aiops::sessions
