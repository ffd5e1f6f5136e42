#include "features/myspace/gui/cardmodel.h"

#include "features/myspace/gui/estate.h"

#include <QLocale>

#include <cmath>

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

namespace {

QString sentence(const CardRow &row)
{
    QStringList parts{row.name, statusWord(row.status)};
    if (!row.environment.isEmpty())
        parts << environmentWord(row.environment).toLower();
    parts << row.address;
    const std::array labels{CardModel::tr("CPU %1 percent"), CardModel::tr("memory %1"), CardModel::tr("disk %1")};
    for (size_t i = 0; i < labels.size(); ++i) {
        if (!std::isnan(row.series[i].value))
            parts << labels[i].arg(std::lround(row.series[i].value));
    }
    return parts.join(u", "_s);
}

QString toolTip(const CardRow &row)
{
    QStringList lines{row.name, row.address, row.id.toString()};
    if (!row.tags.isEmpty())
        lines << row.tags;
    QStringList projects;
    for (const CardProject &project : row.projects)
        projects << project.name;
    if (!projects.isEmpty())
        lines << projects.join(u", "_s);
    return lines.join(u'\n').toHtmlEscaped().replace(u'\n', u"<br>"_s).prepend(u"<qt>"_s);
}

bool sameStatic(const CardRow &a, const CardRow &b)
{
    return a.haystack == b.haystack && a.name == b.name && a.environment == b.environment && a.status == b.status
        && a.place == b.place && a.projects == b.projects && a.source == b.source && a.provider == b.provider;
}

} // namespace

QString statusOf(const LastSeen &seen)
{
    return seen.state == u"reachable" || seen.state == u"unreachable" ? seen.state : u"unknown"_s;
}

QString statusWord(const QString &status)
{
    static const QHash<QString, const char *> words{
        {u"running"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Running")},
        {u"warning"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Warning")},
        {u"critical"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Critical")},
        {u"reachable"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Reachable")},
        {u"unreachable"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Unreachable")},
        {u"stopped"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Stopped")},
        {u"starting"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Starting")},
    };
    return CardModel::tr(words.value(status, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Not checked")));
}

QString shapeOf(const QString &status)
{
    return status == u"reachable" ? u"running"_s : status;
}

QString environmentWord(const QString &environment)
{
    return environment == u"prod"      ? CardModel::tr("Production")
           : environment == u"staging" ? CardModel::tr("Staging")
           : environment == u"dev"     ? CardModel::tr("Development")
                                       : CardModel::tr("None");
}

QString agoText(const QDateTime &at, const QDateTime &now)
{
    const qint64 seconds = qMax<qint64>(0, at.secsTo(now));
    if (seconds < 60)
        return CardModel::tr("%1 s ago").arg(seconds);
    if (seconds < 3600)
        return CardModel::tr("%1 min ago").arg(seconds / 60);
    if (seconds < 86400)
        return CardModel::tr("%1 h ago").arg(seconds / 3600);
    return QLocale().toString(at.toLocalTime().date(), QLocale::ShortFormat);
}

CardModel::CardModel(Estate &estate, CardMetrics *metrics, QObject *parent)
    : QAbstractListModel(parent), m_estate(estate), m_metrics(metrics)
{
    connect(&estate, &Estate::changed, this, &CardModel::refresh);
    connect(&estate, &Estate::viewChanged, this, &CardModel::reset);
    if (metrics)
        connect(metrics, &CardMetrics::changed, this, &CardModel::updateValues);
    refresh();
}

QVariant CardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CardRow &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return row.name;
    case Qt::ToolTipRole: return toolTip(row);
    case Qt::AccessibleTextRole: return sentence(row);
    case IdRole: return row.id.toString();
    case HaystackRole: return row.haystack;
    case EnvironmentRole: return row.environment;
    case StatusRole: return row.status;
    }
    return {};
}

QModelIndex CardModel::indexOf(InstanceId id) const
{
    const auto it = std::ranges::find(m_rows, id, &CardRow::id);
    return it == m_rows.end() ? QModelIndex() : index(int(it - m_rows.begin()));
}

QHash<QString, int> CardModel::countByStatus() const
{
    QHash<QString, int> counts;
    for (const CardRow &row : m_rows)
        ++counts[row.status];
    return counts;
}

void CardModel::setRows(const QList<CardRow> &rows)
{
    QSet<InstanceId> kept;
    for (const CardRow &row : rows)
        kept.insert(row.id);
    for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
        if (kept.contains(m_rows[last].id))
            continue;
        int first = last;
        while (first > 0 && !kept.contains(m_rows[first - 1].id))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
    QSet<InstanceId> known;
    for (const CardRow &row : std::as_const(m_rows))
        known.insert(row.id);
    for (int i = 0; i < rows.size(); ++i) {
        if (known.contains(rows[i].id))
            takeOver(i, rows[i]);
        else
            i = insertRun(i, rows, known);
    }
}

void CardModel::takeOver(int at, const CardRow &fresh)
{
    bool same = m_rows[at].id == fresh.id && sameStatic(m_rows[at], fresh);
    if (m_rows[at].id != fresh.id) {
        const auto old = std::find_if(m_rows.begin() + at, m_rows.end(), [&](const CardRow &r) { return r.id == fresh.id; });
        const int from = int(old - m_rows.begin());
        beginMoveRows({}, from, from, {}, at);
        m_rows.move(from, at);
        endMoveRows();
    }
    m_rows[at] = fresh;
    if (!same)
        emit dataChanged(index(at), index(at));
}

int CardModel::insertRun(int at, const QList<CardRow> &rows, const QSet<InstanceId> &known)
{
    int last = at;
    while (last + 1 < rows.size() && !known.contains(rows[last + 1].id))
        ++last;
    beginInsertRows({}, at, last);
    m_rows.insert(at, last - at + 1, CardRow{});
    std::copy(rows.begin() + at, rows.begin() + last + 1, m_rows.begin() + at);
    endInsertRows();
    return last;
}

void CardModel::reset()
{
    beginResetModel();
    m_rows = readRows();
    endResetModel();
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
    for (const Instance &instance : source) {
        if (m_estate.shows(instance))
            rows.append(makeRow(instance));
    }
    return rows;
}

CardRow CardModel::makeRow(const Instance &instance) const
{
    const LastSeen seen = m_estate.lastSeen(instance.id);
    CardRow row{.id = instance.id, .name = instance.name, .address = instance.address,
                .place = instance.region.isEmpty() ? instance.user : instance.region,
                .provider = providerName(instance.provider), .environment = environmentName(instance.environment),
                .status = statusOf(seen),
                .source = seen.at.isValid() ? tr("Seen %1").arg(agoText(seen.at)) : tr("Never seen"),
                .sourceStatus = u"none"_s, .tags = instance.tags.join(u", "_s)};
    QStringList words{instance.name, instance.address, instance.user, row.tags, instance.region};
    for (const Link &link : m_estate.linksOf(instance.id)) {
        if (const Project *project = m_estate.project(link.project)) {
            row.projects.append({project->name, project->color});
            words << project->name << link.role;
        }
    }
    row.haystack = words.join(u'\n').toLower();
    applyValues(row);
    return row;
}

void CardModel::applyValues(CardRow &row) const
{
    const auto values = m_metrics ? m_metrics->values(row.id) : std::nullopt;
    if (!values)
        return;
    row.series = values->series;
    row.status = values->status.isEmpty() ? row.status : values->status;
    row.source = values->source.isEmpty() ? row.source : values->source;
    row.sourceStatus = values->sourceStatus.isEmpty() ? row.sourceStatus : values->sourceStatus;
}

void CardModel::updateValues(const QList<InstanceId> &ids)
{
    const QSet<InstanceId> wanted(ids.begin(), ids.end());
    for (int i = 0; i < m_rows.size(); ++i) {
        if (!wanted.contains(m_rows[i].id))
            continue;
        applyValues(m_rows[i]);
        emit dataChanged(index(i), index(i));
    }
}

} // namespace aiops::myspace
