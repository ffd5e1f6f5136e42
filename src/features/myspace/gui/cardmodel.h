#pragma once

#include "features/myspace/gui/arrangement.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QStringList>
#include <QTimer>

namespace aiops::myspace {

/// The instances of the current view as lines: filtered, sorted, grouped. Cards show column 0, the table all of them.
/// One change is one arrangement: a pass over the prepared texts, and the smallest change that describes the result.
class CardModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, EnvironmentRole, StatusRole, HeaderRole };
    enum Column { Check, Status, Name, Provider, Environment, Address, Cpu, Memory, Disk, Source, Projects, Alerts, Seen, Columns };

    CardModel(Estate &estate, CardMetrics *metrics, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_now.lines.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : Columns; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    static inline const QString kMimeType = QStringLiteral("application/x-aiops-instances");
    QStringList mimeTypes() const override { return {kMimeType}; }
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    static QMimeData *mimeOf(const QList<InstanceId> &ids);
    static QList<InstanceId> idsOf(const QMimeData &data);
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction | Qt::MoveAction; }

    bool isHeader(int line) const { return m_now.lines[line].isHeader(); }
    const CardLine &line(int line) const { return m_now.lines[line]; }
    const CardRow &row(int line) const { return m_now.rows[m_now.lines[line].row]; } ///< of a line that is no header
    const CardGroup &group(int line) const { return m_now.groups[m_now.lines[line].group]; }
    const QList<CardGroup> &groups() const { return m_now.groups; }
    QString sums(const CardGroup &group) const { return sumsText(sumsOf(m_now.rows, group)); }
    const QList<CardRow> &rows() const { return m_now.rows; } ///< of the view, filtered or not
    InstanceId idAt(int line) const { return isHeader(line) ? InstanceId() : row(line).id; }
    QModelIndex indexOf(InstanceId id) const; ///< its first line; invalid when it is filtered out or hidden
    bool contains(InstanceId id) const { return m_places.contains(id); }

    int total() const { return int(m_now.rows.size()); }
    int matching() const { return m_now.matching; } ///< each once, shown or collapsed
    QList<InstanceId> matchingIds() const;
    const QHash<QString, int> &countByStatus() const { return m_counts; }
    int countWithoutAgent() const; ///< -1 when nobody reports at all

    int countMatching(const SpaceView &view) const; ///< of those in the view, each once
    const SpaceView &view() const { return m_view; }
    void setView(const SpaceView &view); ///< of a text with a mistake, what stands before it
    void setPreview(int lines);          ///< of each group until "show all"
    void setCollapsed(const QString &group, bool collapsed);
    void setExpanded(const QString &group, bool expanded); ///< shows all of it
    bool isExpanded(const QString &group) const { return m_expanded.contains(group); }
    bool canExpand(const CardGroup &group) const { return !group.collapsed && group.members.size() > m_preview; }

    void setMetrics(CardMetrics *metrics); ///< null: nobody reports
    void setRows(const QList<CardRow> &rows);
    void refresh();
    static SortBy sortOf(Column column);

signals:
    void aboutToArrange(); ///< lines may get other numbers
    void arranged();
    void countsChanged();

private:
    struct Lines
    {
        QList<CardRow> rows = {}; ///< of the view, by name
        QList<int> order = {};    ///< all of them, sorted
        QList<CardGroup> groups = {};
        QList<CardLine> lines = {};
        int matching = 0;
    };
    QList<CardRow> readRows() const;
    void count();
    void arrange(QList<CardRow> rows, bool sortAgain);
    void become(Lines next);
    QList<int> touchedBy(const Lines &next) const;
    void take(Lines next);
    void reorder(Lines next, const QList<int> &places);
    QList<int> matchingRows(const QList<CardRow> &rows, const QList<int> &order) const;
    QList<CardLine> linesOf(QList<CardGroup> &groups) const;
    void updateValues(const QList<InstanceId> &ids);
    bool dependsOnValues() const;
    QVariant cell(const CardRow &row, int column) const;

    Estate &m_estate;
    CardMetrics *m_metrics;
    SpaceView m_view;
    FilterQuery m_query;
    Lines m_now;
    QHash<InstanceId, int> m_places; ///< in m_now.rows
    QHash<QString, int> m_counts;
    QSet<QString> m_collapsed;
    QSet<QString> m_expanded;
    QTimer m_again; ///< values changed that the order or a filter looks at
    int m_preview = 8;
};

} // namespace aiops::myspace
