#pragma once

#include "features/myspace/gui/cardmetrics.h"
#include "features/myspace/spaceview.h"

namespace aiops::myspace {

class Estate;

struct CardProject
{
    ProjectId id;
    QString name;
    QString color;
    QString role;
    friend bool operator==(const CardProject &, const CardProject &) = default;
    friend size_t qHash(const CardProject &project, size_t seed = 0) { return qHashMulti(seed, project.id, project.name, project.color, project.role); }
};

/// What one card or one row of the table shows. Plain, so that two snapshots can be compared.
struct CardRow
{
    InstanceId id;
    QString name;
    QString address;
    QString place;       ///< region, or the user when there is none
    QString region;
    QString provider;
    QString environment; ///< "prod", "staging", "dev", ""
    QString status;      ///< as last seen "reachable", "unreachable", "unknown"; by its metrics "running", "warning", …
    QString source;
    QString sourceStatus;
    QStringList tags;
    QString group;       ///< name of its group with those above it: "Web tier / Frontend"
    qint64 seenAt = 0;   ///< ms since 1970; 0: never
    bool hasAgent = false; ///< somebody reports values of it
    bool isLive = false;
    QList<CardProject> projects;
    Haystack hay;
    CardSeriesSet series;

    Facts facts() const { return {hay, provider, region, status, environment, tags, seenAt, hasAgent}; }
    QString role() const { return projects.isEmpty() ? QString() : projects.first().role; }
};

CardRow makeRow(const Estate &estate, const inventory::Instance &instance);
/// Takes over what the metrics say, or what was seen last when they say nothing.
void applyValues(CardRow &row, const std::optional<CardValues> &values, const inventory::LastSeen &seen);
bool sameStatic(const CardRow &a, const CardRow &b); ///< no need to paint for anything but its values

/// How many of its values are above a threshold; not reachable counts as one.
int alertsOf(const CardRow &row);
QString worstOf(const CardRow &row); ///< "critical", "warning" or ""

QString sentenceOf(const CardRow &row); ///< the one that is read aloud (ui-spec section 15)
QString toolTipOf(const CardRow &row);
QString percentText(double value); ///< "34%", "n/a"
QString shapeOf(const QString &status); ///< which glyph shows it
QString providerWord(const QString &provider); ///< "AWS", "SSH host"
/// "12 s ago", "4 min ago", "6 h ago", then the date.
QString agoText(const QDateTime &at, const QDateTime &now = QDateTime::currentDateTimeUtc());
QString shortAgo(qint64 at, qint64 now); ///< "12 s", "4 min", "6 h", then the date; empty for never

} // namespace aiops::myspace
