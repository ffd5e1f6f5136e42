#include "features/myspace/gui/arrangement.h"

#include "features/myspace/gui/cardmodel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

namespace {

/// Not a number sorts after every number.
double descendingKey(double value)
{
    return std::isnan(value) ? 1 : -value;
}

double worstKey(const CardRow &row)
{
    double most = 0;
    for (const CardSeries &series : row.series)
        most = std::isnan(series.value) ? most : std::max(most, series.value);
    return severityOf(row.status) * 1000.0 - most;
}

double numberKey(const CardRow &row, SortBy sort)
{
    switch (sort) {
    case SortBy::Cpu: return descendingKey(row.series[0].value);
    case SortBy::Memory: return descendingKey(row.series[1].value);
    case SortBy::Disk: return descendingKey(row.series[2].value);
    case SortBy::Worst: return worstKey(row);
    case SortBy::LastSeen: return -double(row.seenAt);
    default: return 0;
    }
}

QString textKey(const CardRow &row, SortBy sort)
{
    const auto lastIfEmpty = [](const QString &text) { return text.isEmpty() ? u"\U0010FFFF"_s : text.toLower(); };
    switch (sort) {
    case SortBy::Role: return lastIfEmpty(row.role());
    case SortBy::Provider: return row.provider + u'\n' + row.region;
    case SortBy::Environment:
        return row.environment == u"prod" ? u"0"_s : row.environment == u"staging" ? u"1"_s : row.environment == u"dev" ? u"2"_s : u"3"_s;
    case SortBy::Source: return row.source;
    case SortBy::Projects: return lastIfEmpty(row.projects.isEmpty() ? QString() : row.projects.first().name);
    default: return {};
    }
}

/// 10.0.0.9 before 10.0.0.10.
QString addressKey(const CardRow &row)
{
    QString key;
    for (const QString &part : row.address.split(u'.'))
        key += part.rightJustified(4, u'0');
    return key;
}

template <typename Key>
void sortBy(QList<int> &order, const QList<CardRow> &rows, Key keyOf)
{
    using K = decltype(keyOf(rows[0]));
    std::vector<K> keys;
    keys.reserve(size_t(rows.size()));
    for (const CardRow &row : rows)
        keys.push_back(keyOf(row));
    std::ranges::stable_sort(order, [&](int a, int b) { return keys[size_t(a)] < keys[size_t(b)]; });
}

struct GroupKey
{
    QString key;
    QString title;
    QString color = {};
    QString rank = {}; ///< how groups are ordered
};

GroupKey keyOf(const CardRow &row, GroupBy by)
{
    switch (by) {
    case GroupBy::Provider: return {row.provider, providerWord(row.provider), {}, providerWord(row.provider).toLower()};
    case GroupBy::Region: return row.region.isEmpty() ? GroupKey{u"no-region"_s, CardModel::tr("No region"), {}, u"\U0010FFFF"_s}
                                                      : GroupKey{row.region, row.region, {}, row.region.toLower()};
    case GroupBy::Status: return {row.status, statusWord(row.status), {}, QString::number(severityOf(row.status))};
    case GroupBy::Environment:
        return {row.environment, row.environment.isEmpty() ? CardModel::tr("No environment") : environmentWord(row.environment), {},
                textKey(row, SortBy::Environment)};
    case GroupBy::Group: return row.group.isEmpty() ? GroupKey{u"no-group"_s, CardModel::tr("No group"), {}, u"\U0010FFFF"_s}
                                                    : GroupKey{row.group, row.group, {}, row.group.toLower()};
    default: return {};
    }
}

class Grouping final
{
public:
    void put(int row, const GroupKey &key)
    {
        auto at = m_places.constFind(key.key);
        if (at == m_places.cend()) {
            at = m_places.insert(key.key, m_groups.size());
            m_groups.append({.key = key.key, .title = key.title, .color = key.color, .members = {}});
            m_ranks.append(key.rank);
        }
        m_groups[*at].members.append(row);
    }
    QList<CardGroup> sorted() const
    {
        QList<qsizetype> order(m_groups.size());
        std::iota(order.begin(), order.end(), 0);
        std::ranges::stable_sort(order, {}, [this](qsizetype i) { return m_ranks[i]; });
        QList<CardGroup> groups;
        for (const qsizetype i : order)
            groups.append(m_groups[i]);
        return groups;
    }

private:
    QHash<QString, qsizetype> m_places;
    QList<CardGroup> m_groups;
    QStringList m_ranks;
};

} // namespace

int severityOf(const QString &status)
{
    static const QStringList order{u"critical"_s, u"unreachable"_s, u"warning"_s, u"starting"_s, u"running"_s, u"reachable"_s,
                                   u"stopped"_s};
    const qsizetype at = order.indexOf(status);
    return int(at < 0 ? order.size() : at);
}

QList<int> sortedRows(const QList<CardRow> &rows, SortBy sort, bool descending)
{
    QList<int> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    switch (sort) {
    case SortBy::Name: break;
    case SortBy::Address: sortBy(order, rows, addressKey); break;
    case SortBy::Worst: case SortBy::Cpu: case SortBy::Memory: case SortBy::Disk: case SortBy::LastSeen:
        sortBy(order, rows, [sort](const CardRow &row) { return numberKey(row, sort); });
        break;
    default: sortBy(order, rows, [sort](const CardRow &row) { return textKey(row, sort); });
    }
    if (descending)
        std::ranges::reverse(order);
    return order;
}

QList<CardGroup> groupedRows(const QList<CardRow> &rows, const QList<int> &shown, GroupBy by)
{
    if (by == GroupBy::None)
        return {{.members = shown}};
    Grouping grouping;
    for (const int row : shown) {
        if (by != GroupBy::Project) {
            grouping.put(row, keyOf(rows[row], by));
            continue;
        }
        for (const CardProject &project : rows[row].projects)
            grouping.put(row, {project.id.toString(), project.name, project.color, project.name.toLower()});
        if (rows[row].projects.isEmpty())
            grouping.put(row, {u"no-project"_s, CardModel::tr("No project"), {}, u"\U0010FFFF"_s});
    }
    return grouping.sorted();
}

GroupSums sumsOf(const QList<CardRow> &rows, const CardGroup &group)
{
    GroupSums sums{.count = int(group.members.size())};
    double total = 0;
    for (const int member : group.members) {
        const CardRow &row = rows[member];
        if (!std::isnan(row.series[0].value)) {
            total += row.series[0].value;
            ++sums.reporting;
        }
        sums.alerts += alertsOf(row);
        if (const QString worst = worstOf(row); sums.worst != u"critical" && !worst.isEmpty())
            sums.worst = worst;
    }
    sums.cpu = sums.reporting > 0 ? total / sums.reporting : 0;
    return sums;
}

QString sumsText(const GroupSums &sums)
{
    const QString percent = percentText(sums.cpu);
    const QString cpu = sums.reporting == 0            ? CardModel::tr("no data")
                        : sums.reporting == sums.count ? CardModel::tr("%1 average CPU").arg(percent)
                                                       : CardModel::tr("%1 average CPU over %2 of %3 reporting")
                                                             .arg(percent).arg(sums.reporting).arg(sums.count);
    return sums.alerts == 0 ? cpu : cpu + u", "_s + CardModel::tr("%n alerts", nullptr, sums.alerts);
}

} // namespace aiops::myspace
