#include "inventory/notestore.h"

#include "inventory/rows.h"

#include "storage/sqlerror.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

constexpr int kMostHits = 50;
constexpr qsizetype kLongestExcerpt = 120;

/// The line that holds the text, from a little before it.
QString excerptOf(const QString &notes, const QString &text)
{
    const qsizetype at = qMax(0, notes.indexOf(text, 0, Qt::CaseInsensitive));
    const qsizetype start = qMax(notes.lastIndexOf(u'\n', at) + 1, at - kLongestExcerpt / 3);
    return notes.sliced(start).section(u'\n', 0, 0).left(kLongestExcerpt).trimmed();
}

} // namespace

Result<QList<NoteHit>> NoteStore::search(QSqlDatabase db, OrganizationId organization, const QString &text)
{
    if (text.trimmed().isEmpty())
        return QList<NoteHit>();
    const QString like = likePattern(text);
    const QString org = organization.toString();
    auto query = run(db, u"SELECT 0, id, name, notes FROM row_instance WHERE organization = ? AND archived_at IS NULL "
                         "AND notes <> '' AND notes LIKE ? ESCAPE '\\' UNION ALL "
                         "SELECT 1, id, name, notes FROM row_project WHERE organization = ? AND archived_at IS NULL "
                         "AND notes <> '' AND notes LIKE ? ESCAPE '\\' LIMIT ?"_s, {org, like, org, like, kMostHits});
    if (!query)
        return std::unexpected(query.error());
    QList<NoteHit> hits;
    while (query->next())
        hits.append({query->value(0).toInt() ? NoteHit::OfProject : NoteHit::OfInstance,
                     QUuid::fromString(query->value(1).toString()), query->value(2).toString(),
                     excerptOf(query->value(3).toString(), text)});
    return hits;
}

} // namespace aiops::inventory
