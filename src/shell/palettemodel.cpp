#include "shell/palettemodel.h"

#include "shell/fuzzymatch.h"

namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostInGroup = 7;
constexpr qsizetype mostAlone = 200; ///< in the only group, after a prefix
constexpr qsizetype mostRecent = 8;

} // namespace

PaletteModel::PaletteModel(PaletteSources sources, QObject *parent)
    : QAbstractListModel(parent), m_sources(std::move(sources))
{
    std::ranges::stable_sort(m_sources.searches, {}, &SearchSpec::order);
    setQuery({});
}

void PaletteModel::setQuery(const QString &query)
{
    beginResetModel();
    m_query = query;
    m_rows.clear();
    if (m_subject)
        collectActions(query.trimmed());
    else
        collect(query);
    endResetModel();
}

void PaletteModel::collect(const QString &query)
{
    const auto only = std::ranges::find_if(m_sources.searches, [&](const SearchSpec &search) {
        return !search.prefix.isEmpty() && query.startsWith(search.prefix);
    });
    if (only != m_sources.searches.end())
        return append(groupOf(*only, query.sliced(only->prefix.size()).trimmed(), mostAlone));
    const QString words = query.trimmed();
    if (words.isEmpty())
        append(recentGroup());
    QList<Group> groups;
    for (const SearchSpec &search : std::as_const(m_sources.searches))
        groups.append(groupOf(search, words, mostInGroup));
    if (!words.isEmpty())
        std::ranges::stable_sort(groups, std::greater{}, &Group::score);
    for (const Group &group : std::as_const(groups))
        append(group);
}

PaletteModel::Group PaletteModel::groupOf(const SearchSpec &search, const QString &query, qsizetype most) const
{
    Group group{search.leads ? QString() : search.title, {}, {}, 0};
    QList<SearchHit> hits = search.find(query);
    if (hits.size() > most) {
        hits.resize(most);
        if (!search.prefix.isEmpty() && most == mostInGroup)
            group.hint = tr("%1 shows all").arg(search.prefix);
    }
    for (SearchHit &hit : hits) {
        int score = 0;
        group.rows.append(makeRow(std::move(hit), search.id, query, &score));
        group.score = qMax(group.score, score);
    }
    if (search.leads && !group.rows.isEmpty())
        group.score = std::numeric_limits<int>::max();
    return group;
}

PaletteModel::Row PaletteModel::makeRow(SearchHit hit, const QString &search, const QString &query, int *score)
{
    auto match = fuzzyMatch(query, hit.text);
    if (!match)
        match = wordMatch(query, hit.text);
    *score = qMax(1, match->score);
    return {std::move(hit), search, match->at, false};
}

PaletteModel::Group PaletteModel::recentGroup() const
{
    Group group{tr("Recent"), {}, {}, 0};
    for (const QString &key : m_sources.recent) {
        const SearchSpec *from = search(key.section(u'/', 0, 0));
        const auto hit = from && from->hit ? from->hit(key.section(u'/', 1)) : std::nullopt;
        if (hit)
            group.rows.append({*hit, from->id, {}, false});
        if (group.rows.size() == mostRecent)
            break;
    }
    return group;
}

void PaletteModel::append(const Group &group)
{
    if (group.rows.isEmpty())
        return;
    if (!group.title.isEmpty()) {
        Row heading;
        heading.hit.text = group.title;
        heading.hit.context = group.hint;
        heading.isHeading = true;
        m_rows.append(heading);
    }
    m_rows.append(group.rows);
}

const SearchSpec *PaletteModel::search(const QString &id) const
{
    const auto found = std::ranges::find(m_sources.searches, id, &SearchSpec::id);
    return found == m_sources.searches.end() ? nullptr : &*found;
}

int PaletteModel::firstRow() const
{
    const auto found = std::ranges::find(m_rows, false, &Row::isHeading);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

QString PaletteModel::keyOf(int row) const
{
    const Row &shown = m_rows[row];
    return shown.search.isEmpty() || shown.hit.objectId.isEmpty() ? QString() : shown.search + u'/' + shown.hit.objectId;
}

QList<SearchHit> PaletteModel::actionsOf(int row) const
{
    if (!isHit(row) || m_subject)
        return {};
    const SearchHit &subject = m_rows[row].hit;
    QList<SearchHit> actions = subject.actions ? subject.actions() : QList<SearchHit>();
    if (m_sources.objectActions && !subject.objectKind.isEmpty())
        actions.append(m_sources.objectActions(subject.objectKind, subject.objectId));
    return actions;
}

bool PaletteModel::enterActions(int row)
{
    const QList<SearchHit> actions = actionsOf(row);
    if (actions.isEmpty())
        return false;
    m_actions = actions;
    m_subject = m_rows[row].hit;
    setQuery({});
    return true;
}

void PaletteModel::leaveActions()
{
    m_subject.reset();
    setQuery({});
}

void PaletteModel::collectActions(const QString &query)
{
    Group group{m_subject->text, m_subject->context, {}, 0};
    for (const SearchHit &action : std::as_const(m_actions)) {
        if (const auto match = fuzzyMatch(query, action.text))
            group.rows.append({action, {}, match->at, false});
    }
    append(group);
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    return isHit(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemFlags(Qt::NoItemFlags);
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return row.hit.text;
    case Qt::AccessibleTextRole: {
        QStringList parts{row.hit.text, row.hit.context, row.hit.shortcut};
        parts.removeAll(QString());
        return parts.join(u", "_s);
    }
    case IconRole: return row.hit.icon;
    case ContextRole: return row.hit.context;
    case ShortcutRole: return row.hit.shortcut;
    case MatchRole: return QVariant::fromValue(row.match);
    case HeadingRole: return row.isHeading;
    case ColorRole: return row.hit.color;
    default: return {};
    }
}

} // namespace aiops::shell
