#include "features/myspace/gui/cardrow.h"

#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/estate.h"

#include <QLocale>

#include <cmath>

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

CardRow makeRow(const Estate &estate, const Instance &instance)
{
    const LastSeen seen = estate.lastSeen(instance.id);
    CardRow row{.id = instance.id, .name = instance.name, .address = instance.address,
                .place = instance.region.isEmpty() ? instance.user : instance.region, .region = instance.region,
                .provider = providerName(instance.provider), .environment = environmentName(instance.environment),
                .status = statusOf(seen), .tags = instance.tags};
    ProjectFacts facts;
    for (const Link &link : estate.linksOf(instance.id)) {
        if (const Project *project = estate.project(link.project)) {
            row.projects.append({project->id, project->name, project->color, link.role});
            facts.names << project->name << project->slug;
            facts.roles << link.role;
        }
    }
    const QStringList groups = estate.groupNames(instance.group);
    row.group = groups.join(u" / "_s);
    row.hay = haystackOf(instance, facts, groups, row.status);
    return row;
}

void applyValues(CardRow &row, const std::optional<CardValues> &values, const LastSeen &seen)
{
    const QString before = row.status;
    row.seenAt = seen.at.isValid() ? seen.at.toMSecsSinceEpoch() : 0;
    row.hasAgent = values && values->sourceStatus != u"none" && !values->sourceStatus.isEmpty();
    row.series = values ? CardSeriesSet(values->series) : CardSeriesSet();
    row.status = values && !values->status.isEmpty() ? values->status : statusOf(seen);
    row.source = values && !values->source.isEmpty() ? values->source
                 : seen.at.isValid()                 ? CardModel::tr("Seen %1").arg(agoText(seen.at))
                                                     : CardModel::tr("Never seen");
    row.sourceStatus = values && !values->sourceStatus.isEmpty() ? values->sourceStatus : u"none"_s;
    if (row.status != before)
        row.hay.setStatus(statusWords(row.status));
}

bool sameStatic(const CardRow &a, const CardRow &b)
{
    return a.hay == b.hay && a.name == b.name && a.environment == b.environment && a.status == b.status && a.place == b.place
        && a.projects == b.projects && a.source == b.source && a.provider == b.provider && a.group == b.group;
}

int alertsOf(const CardRow &row)
{
    const auto high = [](const CardSeries &series) { return series.value >= 80; };
    return int(std::ranges::count_if(row.series, high)) + (row.status == u"unreachable" ? 1 : 0);
}

QString worstOf(const CardRow &row)
{
    if (row.status == u"unreachable" || std::ranges::any_of(row.series, [](const CardSeries &s) { return s.value >= 90; }))
        return u"critical"_s;
    return alertsOf(row) > 0 ? u"warning"_s : QString();
}

QString sentenceOf(const CardRow &row)
{
    QStringList parts{row.name, statusWord(row.status)};
    if (!row.environment.isEmpty())
        parts << environmentWord(row.environment).toLower();
    if (!row.region.isEmpty())
        parts << providerWord(row.provider) + u' ' + row.region;
    parts << row.address;
    const std::array labels{CardModel::tr("CPU %1 percent"), CardModel::tr("memory %1"), CardModel::tr("disk %1")};
    for (size_t i = 0; i < labels.size(); ++i) {
        if (!std::isnan(row.series[i].value))
            parts << labels[i].arg(std::lround(row.series[i].value));
    }
    if (const int alerts = alertsOf(row); alerts > 0)
        parts << CardModel::tr("%n alerts", nullptr, alerts);
    return parts.join(u", "_s);
}

QString toolTipOf(const CardRow &row)
{
    QStringList lines{row.name, row.address, row.id.toString()};
    if (!row.tags.isEmpty())
        lines << row.tags.join(u", "_s);
    QStringList projects;
    for (const CardProject &project : row.projects)
        projects << (project.role.isEmpty() ? project.name : project.name + u": "_s + project.role);
    if (!projects.isEmpty())
        lines << projects.join(u", "_s);
    if (!row.group.isEmpty())
        lines << row.group;
    lines << row.source;
    return lines.join(u'\n').toHtmlEscaped().replace(u'\n', u"<br>"_s).prepend(u"<qt>"_s);
}

QString percentText(double value)
{
    return std::isnan(value) ? CardModel::tr("n/a") : CardModel::tr("%1%").arg(std::lround(value));
}

QString shapeOf(const QString &status)
{
    return status == u"reachable" ? u"running"_s : status;
}

QString providerWord(const QString &provider)
{
    return provider == u"aws"   ? u"AWS"_s
           : provider == u"gcp" ? u"Google Cloud"_s
           : provider == u"az"  ? u"Azure"_s
           : provider == u"oci" ? u"Oracle Cloud"_s
           : provider == u"pc"  ? CardModel::tr("This computer")
                                : CardModel::tr("SSH host");
}

QString shortAgo(qint64 at, qint64 now)
{
    const qint64 seconds = qMax<qint64>(0, (now - at) / 1000);
    if (at == 0)
        return {};
    if (seconds < 60)
        return CardModel::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return CardModel::tr("%1 min").arg(seconds / 60);
    if (seconds < 86400)
        return CardModel::tr("%1 h").arg(seconds / 3600);
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at).date(), QLocale::ShortFormat);
}

QString agoText(const QDateTime &at, const QDateTime &now)
{
    const qint64 seconds = qMax<qint64>(0, at.secsTo(now));
    const QString text = shortAgo(at.toMSecsSinceEpoch(), now.toMSecsSinceEpoch());
    return seconds < 86400 ? CardModel::tr("%1 ago").arg(text) : text;
}

} // namespace aiops::myspace
