#include "shell/palettemodel.h"

#include "shell/fuzzymatch.h"

namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostRows = 200;
}

PaletteModel::PaletteModel(QList<PaletteRow> rows, QList<SearchSpec> searches, QObject *parent)
    : QAbstractListModel(parent), m_rows(std::move(rows)), m_searches(std::move(searches))
{
    setQuery({});
}

void PaletteModel::setQuery(const QString &query)
{
    beginResetModel();
    m_shown.clear();
    const auto only = std::ranges::find_if(m_searches, [&](const SearchSpec &search) {
        return !search.prefix.isEmpty() && query.startsWith(search.prefix);
    });
    if (only != m_searches.end()) {
        collectFound(*only, query.sliced(only->prefix.size()).trimmed());
    } else if (query.startsWith(u'>')) {
        collectOwn(query.sliced(1).trimmed(), true);
    } else {
        for (const SearchSpec &search : std::as_const(m_searches))
            collectFound(search, query.trimmed());
        collectOwn(query.trimmed(), false);
    }
    std::ranges::stable_sort(m_shown, std::greater{}, &Shown::score);
    if (m_shown.size() > mostRows)
        m_shown.resize(mostRows);
    endResetModel();
}

void PaletteModel::collectOwn(const QString &query, bool commandsOnly)
{
    for (const PaletteRow &row : std::as_const(m_rows)) {
        if (commandsOnly && !row.isCommand)
            continue;
        if (const auto match = fuzzyMatch(query, row.text))
            m_shown.append({row, match->at, match->score});
    }
}

void PaletteModel::collectFound(const SearchSpec &search, const QString &query)
{
    for (const SearchHit &hit : search.find(query)) {
        const auto match = fuzzyMatch(query, hit.text).value_or(FuzzyMatch{});
        const QString context = hit.context.isEmpty() ? search.title : hit.context;
        m_shown.append({{hit.icon, hit.text, context, {}, hit.run, false}, match.at, match.score});
    }
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Shown &shown = m_shown[index.row()];
    switch (role) {
    case Qt::DisplayRole: return shown.row.text;
    case Qt::AccessibleTextRole: return QStringList{shown.row.text, shown.row.context, shown.row.shortcut}.join(u", "_s);
    case IconRole: return shown.row.icon;
    case ContextRole: return shown.row.context;
    case ShortcutRole: return shown.row.shortcut;
    case MatchRole: return QVariant::fromValue(shown.match);
    default: return {};
    }
}

} // namespace aiops::shell
