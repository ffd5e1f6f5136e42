#include "features/myspace/gui/cardmodel.h"

#include "features/myspace/gui/estate.h"
#include "features/myspace/gui/linechange.h"

#include "core/sharedcopies.h"

#include <QBitArray>
#include <QMimeData>

#include <cmath>

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSettleMs = 4000; // values move all the time: rows must not jump under the pointer

struct ColumnSpec
{
    const char *title;
    SortBy sort;
};
constexpr std::array<ColumnSpec, CardModel::Columns> kColumns{{
    {"", SortBy::Name},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Status"), SortBy::Worst},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Name"), SortBy::Name},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Provider, region"), SortBy::Provider},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Env"), SortBy::Environment},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Address"), SortBy::Address},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "CPU"), SortBy::Cpu},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Memory"), SortBy::Memory},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Disk"), SortBy::Disk},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Metrics"), SortBy::Source},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Projects"), SortBy::Projects},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Alerts"), SortBy::Worst},
    {QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Seen"), SortBy::LastSeen},
}};

/// The filter, or of one with a mistake what stands before it: a list never goes dead while somebody types.
FilterQuery understood(QString text)
{
    for (;;) {
        const auto query = FilterQuery::parse(text);
        if (query)
            return *query;
        const qsizetype at = qMin(query.error().position, text.size() - 1);
        text.truncate(qMax<qsizetype>(0, text.lastIndexOf(u' ', at)));
    }
}

} // namespace

CardModel::CardModel(Estate &estate, CardMetrics *metrics, QObject *parent)
    : QAbstractTableModel(parent), m_estate(estate), m_metrics(nullptr)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kSettleMs);
    connect(&m_again, &QTimer::timeout, this, [this] { arrange(m_now.rows, true); });
    connect(&estate, &Estate::changed, this, &CardModel::refresh);
    connect(&estate, &Estate::viewChanged, this, &CardModel::refresh);
    connect(&estate, &Estate::seenChanged, this, &CardModel::updateValues);
    setMetrics(metrics);
}

void CardModel::setMetrics(CardMetrics *metrics)
{
    if (m_metrics)
        disconnect(m_metrics, nullptr, this, nullptr);
    m_metrics = metrics;
    if (metrics)
        connect(metrics, &CardMetrics::changed, this, &CardModel::updateValues);
    refresh();
}

QVariant CardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool header = isHeader(index.row());
    if (role == HeaderRole)
        return header;
    if (header)
        return role == Qt::DisplayRole           ? QVariant(group(index.row()).title)
               : role == Qt::AccessibleTextRole ? QVariant(u"%1, %2, %3"_s.arg(group(index.row()).title)
                                                               .arg(group(index.row()).members.size()).arg(sums(group(index.row()))))
                                                : QVariant();
    const CardRow &card = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return index.column() == 0 ? card.name : cell(card, index.column());
    case Qt::ToolTipRole: return toolTipOf(card);
    case Qt::AccessibleTextRole: return sentenceOf(card);
    case IdRole: return card.id.toString();
    case EnvironmentRole: return card.environment;
    case StatusRole: return card.status;
    }
    return {};
}

QVariant CardModel::cell(const CardRow &row, int column) const
{
    switch (column) {
    case Status: return statusWord(row.status);
    case Name: return row.name;
    case Provider: return row.region.isEmpty() ? row.provider : row.provider + u", "_s + row.region;
    case Environment: return environmentWord(row.environment);
    case Address: return row.address;
    case Cpu: case Memory: case Disk: return percentText(row.series[size_t(column - Cpu)].value);
    case Source: return row.source;
    case Projects: {
        QStringList names;
        for (const CardProject &project : row.projects)
            names << project.name;
        return names.join(u", "_s);
    }
    case Alerts: return alertsOf(row);
    case Seen: return shortAgo(row.seenAt, QDateTime::currentMSecsSinceEpoch());
    }
    return {};
}

QVariant CardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= Columns || section == Check)
        return {};
    return tr(kColumns[size_t(section)].title);
}

SortBy CardModel::sortOf(Column column)
{
    return kColumns[column].sort;
}

Qt::ItemFlags CardModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return isHeader(index.row()) ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                                 : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QMimeData *CardModel::mimeOf(const QList<InstanceId> &ids)
{
    QByteArray text;
    for (const InstanceId id : ids)
        text += id.toString().toLatin1() + '\n';
    auto *data = new QMimeData;
    data->setData(kMimeType, text);
    return data;
}

QList<InstanceId> CardModel::idsOf(const QMimeData &data)
{
    QList<InstanceId> ids;
    for (const QByteArray &line : data.data(kMimeType).split('\n')) {
        if (const InstanceId id = InstanceId::parse(line); !id.isNull())
            ids << id;
    }
    return ids;
}

QMimeData *CardModel::mimeData(const QModelIndexList &indexes) const
{
    QSet<int> rows;
    QList<InstanceId> ids;
    for (const QModelIndex &index : indexes) {
        const int at = m_now.lines[index.row()].row;
        if (at >= 0 && !rows.contains(at))
            ids << m_now.rows[at].id;
        rows.insert(at);
    }
    return mimeOf(ids);
}

QModelIndex CardModel::indexOf(InstanceId id) const
{
    const auto place = m_places.constFind(id);
    if (place == m_places.cend())
        return {};
    const auto it = std::ranges::find(m_now.lines, *place, &CardLine::row);
    return it == m_now.lines.end() ? QModelIndex() : index(int(it - m_now.lines.begin()), 0);
}

QList<InstanceId> CardModel::matchingIds() const
{
    QList<InstanceId> ids;
    QBitArray seen(m_now.rows.size());
    for (const CardGroup &group : m_now.groups) {
        for (const int row : group.members) {
            if (!seen.testBit(row))
                ids << m_now.rows[row].id;
            seen.setBit(row);
        }
    }
    return ids;
}

int CardModel::countWithoutAgent() const
{
    const int without = int(std::ranges::count(m_now.rows, false, &CardRow::hasAgent));
    return without == total() ? -1 : without;
}

int CardModel::countMatching(const SpaceView &view) const
{
    const auto query = FilterQuery::parse(view.text);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    return int(std::ranges::count_if(m_now.rows, [&](const CardRow &row) {
        return (!query || query->matches(row.hay)) && accepts(view.choices, row.facts(), now);
    }));
}

void CardModel::setView(const SpaceView &view)
{
    const bool sortAgain = view.sort != m_view.sort || view.descending != m_view.descending;
    if (view.group != m_view.group) {
        m_collapsed.clear();
        m_expanded.clear();
    }
    if (view.text != m_view.text)
        m_query = understood(view.text);
    m_view = view;
    arrange(m_now.rows, sortAgain);
}

void CardModel::setPreview(int lines)
{
    if (m_preview == lines)
        return;
    m_preview = lines;
    if (m_view.group != GroupBy::None)
        arrange(m_now.rows, false);
}

void CardModel::setCollapsed(const QString &group, bool collapsed)
{
    collapsed ? (void)m_collapsed.insert(group) : (void)m_collapsed.remove(group);
    arrange(m_now.rows, false);
}

void CardModel::setExpanded(const QString &group, bool expanded)
{
    expanded ? (void)m_expanded.insert(group) : (void)m_expanded.remove(group);
    m_collapsed.remove(group);
    arrange(m_now.rows, false);
}

void CardModel::setRows(const QList<CardRow> &rows)
{
    arrange(rows, true);
    count();
}

void CardModel::refresh()
{
    setRows(readRows());
}

QList<CardRow> CardModel::readRows() const
{
    const QList<Instance> &source =
        m_estate.view().kind == View::Archived ? m_estate.archivedInstances() : m_estate.instances();
    QList<CardRow> rows;
    rows.reserve(source.size());
    SharedCopies<QList<CardProject>> projects;
    SharedCopies<QString> texts;
    for (const Instance &instance : source) {
        if (!m_estate.shows(instance))
            continue;
        rows.append(makeRow(m_estate, instance));
        projects.share(rows.last().projects);
        texts.share(rows.last().group);
        applyValues(rows.last(), m_metrics ? m_metrics->values(instance.id) : std::nullopt, m_estate.lastSeen(instance.id));
        texts.share(rows.last().source);
    }
    return rows;
}

void CardModel::count()
{
    QHash<QString, int> counts;
    for (const CardRow &row : std::as_const(m_now.rows))
        ++counts[row.status];
    m_counts = counts;
    emit countsChanged();
}

QList<int> CardModel::matchingRows(const QList<CardRow> &rows, const QList<int> &order) const
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool chosen = !m_view.choices.isEmpty();
    if (!chosen && m_query.isEmpty())
        return order;
    QList<int> shown;
    for (const int row : order) {
        if (m_query.matches(rows[row].hay) && (!chosen || accepts(m_view.choices, rows[row].facts(), now)))
            shown.append(row);
    }
    return shown;
}

QList<CardLine> CardModel::linesOf(QList<CardGroup> &groups) const
{
    const bool headers = m_view.group != GroupBy::None;
    QList<CardLine> lines;
    for (int g = 0; g < groups.size(); ++g) {
        CardGroup &group = groups[g];
        group.collapsed = headers && m_collapsed.contains(group.key);
        const bool all = !headers || m_expanded.contains(group.key);
        group.shown = group.collapsed ? 0 : int(all ? group.members.size() : qMin<qsizetype>(m_preview, group.members.size()));
        lines.reserve(lines.size() + group.shown + 1);
        if (headers)
            lines.append({-1, g});
        for (int i = 0; i < group.shown; ++i)
            lines.append({group.members[i], g});
    }
    return lines;
}

void CardModel::arrange(QList<CardRow> rows, bool sortAgain)
{
    m_again.stop();
    Lines next{.rows = rows, .order = m_now.order};
    if (sortAgain || next.order.size() != rows.size())
        next.order = sortedRows(rows, m_view.sort, m_view.descending);
    const QList<int> shown = matchingRows(rows, next.order);
    next.groups = groupedRows(rows, shown, m_view.group);
    next.lines = linesOf(next.groups);
    next.matching = int(shown.size());
    become(std::move(next));
}

void CardModel::become(Lines next)
{
    const LineChange change = lineChange({m_now.rows, m_now.groups, m_now.lines}, {next.rows, next.groups, next.lines});
    QList<int> touched;
    if (change.kind == LineChange::Same)
        touched = touchedBy(next);
    emit aboutToArrange();
    switch (change.kind) {
    case LineChange::Same: take(std::move(next)); break;
    case LineChange::Insert:
        beginInsertRows({}, change.first, change.first + change.count - 1);
        take(std::move(next));
        endInsertRows();
        break;
    case LineChange::Remove:
        beginRemoveRows({}, change.first, change.first + change.count - 1);
        take(std::move(next));
        endRemoveRows();
        break;
    case LineChange::Reorder: reorder(std::move(next), change.places); break;
    case LineChange::Reset:
        beginResetModel();
        take(std::move(next));
        endResetModel();
        break;
    }
    if (change.kind != LineChange::Same && change.kind != LineChange::Reset && rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1)); // headers, and what else was edited
    for (const int line : std::as_const(touched))
        emit dataChanged(index(line, 0), index(line, Columns - 1));
    emit arranged();
}

QList<int> CardModel::touchedBy(const Lines &next) const
{
    QList<int> touched;
    for (int i = 0; i < next.lines.size(); ++i) {
        const CardLine &line = next.lines[i];
        if (line.isHeader() || !sameStatic(m_now.rows[m_now.lines[i].row], next.rows[line.row]))
            touched.append(i);
    }
    return touched;
}

void CardModel::take(Lines next)
{
    if (!next.rows.isSharedWith(m_now.rows)) {
        m_places.clear();
        m_places.reserve(next.rows.size());
        for (int i = 0; i < next.rows.size(); ++i)
            m_places.insert(next.rows.at(i).id, i); // at(): the caller still shares them
    }
    m_now = std::move(next);
}

void CardModel::reorder(Lines next, const QList<int> &places)
{
    emit layoutAboutToBeChanged();
    take(std::move(next));
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex &index : from)
        to << this->index(places[index.row()], index.column());
    changePersistentIndexList(from, to);
    emit layoutChanged();
}

bool CardModel::dependsOnValues() const
{
    const bool sorts = m_view.sort == SortBy::Worst || m_view.sort == SortBy::Cpu || m_view.sort == SortBy::Memory
        || m_view.sort == SortBy::Disk || m_view.sort == SortBy::LastSeen || m_view.sort == SortBy::Source;
    return sorts || m_view.group == GroupBy::Status || !m_view.choices.statuses.isEmpty() || m_view.choices.withoutAgent
        || m_query.looksAt(FilterKey::Status);
}

void CardModel::updateValues(const QList<InstanceId> &ids)
{
    QBitArray changed(m_now.rows.size());
    bool otherStatus = false;
    for (const InstanceId id : ids) {
        const int at = m_places.value(id, -1);
        if (at < 0)
            continue;
        const QString before = m_now.rows[at].status;
        const bool hadAgent = m_now.rows[at].hasAgent;
        applyValues(m_now.rows[at], m_metrics ? m_metrics->values(id) : std::nullopt, m_estate.lastSeen(id));
        otherStatus = otherStatus || before != m_now.rows[at].status || hadAgent != m_now.rows[at].hasAgent;
        changed.setBit(at);
    }
    for (int i = 0; i < m_now.lines.size(); ++i) {
        if (m_now.lines[i].isHeader() || changed.testBit(m_now.lines[i].row))
            emit dataChanged(index(i, 0), index(i, Columns - 1));
    }
    if (otherStatus)
        count();
    if (dependsOnValues() && !m_again.isActive())
        m_again.start();
}

} // namespace aiops::myspace
