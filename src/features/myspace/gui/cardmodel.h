#pragma once

#include "features/myspace/gui/cardmetrics.h"
#include "inventory/types.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QSet>

namespace aiops::myspace {

class Estate;

struct CardProject
{
    QString name;
    QString color;
    friend bool operator==(const CardProject &, const CardProject &) = default;
};

/// What one card shows. Plain, so that two snapshots can be compared.
struct CardRow
{
    InstanceId id;
    QString name;
    QString address;
    QString place;       ///< region, or the user and port when there is none
    QString provider;
    QString environment; ///< "prod", "staging", "dev", ""
    QString status;      ///< as last seen "reachable", "unreachable", "unknown"; by its metrics "running", "warning", …
    QString source;
    QString sourceStatus;
    QString tags;
    QString haystack;    ///< lower case: name, address, user, tags, projects
    QList<CardProject> projects;
    std::array<CardSeries, 3> series;
};

/// The instances of the current view. Changes are applied as a difference by id, so selection and scroll survive.
class CardModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, HaystackRole, EnvironmentRole, StatusRole };

    CardModel(Estate &estate, CardMetrics *metrics, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    QVariant data(const QModelIndex &index, int role) const override;
    const CardRow &row(int row) const { return m_rows[row]; }
    QModelIndex indexOf(InstanceId id) const;
    QHash<QString, int> countByStatus() const;

    void setRows(const QList<CardRow> &rows);
    void refresh();

private:
    void reset(); ///< another view: nothing to keep
    QList<CardRow> readRows() const;
    void takeOver(int at, const CardRow &fresh);
    int insertRun(int at, const QList<CardRow> &rows, const QSet<InstanceId> &known);
    CardRow makeRow(const inventory::Instance &instance) const;
    void applyValues(CardRow &row) const;
    void updateValues(const QList<InstanceId> &ids);

    Estate &m_estate;
    CardMetrics *m_metrics;
    QList<CardRow> m_rows;
};

QString statusOf(const inventory::LastSeen &seen);
QString statusWord(const QString &status);
QString shapeOf(const QString &status); ///< which glyph shows it
QString environmentWord(const QString &environment);
/// "12 s ago", "4 min ago", "6 h ago", then the date.
QString agoText(const QDateTime &at, const QDateTime &now = QDateTime::currentDateTimeUtc());

} // namespace aiops::myspace
