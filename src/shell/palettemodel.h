#pragma once

#include "shell/registry.h"

#include <QAbstractListModel>

namespace aiops::shell {

/// What the palette shows and how it tells what was used.
struct PaletteSources
{
    QList<SearchSpec> searches;
    QStringList recent = {}; ///< keys of PaletteModel::keyOf(), newest first
    std::function<void(const QString &key)> used = {};
    /// Commands that take an object of this kind.
    std::function<QList<SearchHit>(const QString &kind, const QString &id)> objectActions = {};
};

/// What fits the query, in groups, the best group first. Or, after enterActions(), what can be done with one row.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IconRole = Qt::UserRole, ContextRole, ShortcutRole, MatchRole, HeadingRole, ColorRole };

    explicit PaletteModel(PaletteSources sources, QObject *parent = nullptr);

    void setQuery(const QString &query);
    void refresh() { setQuery(m_query); } ///< asks again
    int firstRow() const; ///< the first one that can be run, or -1
    const SearchHit &hit(int row) const { return m_rows[row].hit; }
    QString keyOf(int row) const; ///< empty: not worth remembering
    bool isHit(int row) const { return row >= 0 && row < m_rows.size() && !m_rows[row].isHeading; }

    bool hasActions(int row) const { return !actionsOf(row).isEmpty(); }
    bool enterActions(int row); ///< false: there is nothing more to do with it
    void leaveActions();
    bool inActions() const { return m_subject.has_value(); }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        SearchHit hit;
        QString search; ///< id of the SearchSpec
        QList<qsizetype> match;
        bool isHeading = false;
    };
    struct Group
    {
        QString title;
        QString hint;
        QList<Row> rows;
        int score = 0;
    };

    void collect(const QString &query);
    void collectActions(const QString &query);
    QList<SearchHit> actionsOf(int row) const;
    Group groupOf(const SearchSpec &search, const QString &query, qsizetype most) const;
    Group recentGroup() const;
    static Row makeRow(SearchHit hit, const QString &search, const QString &query, int *score);
    void append(const Group &group);
    const SearchSpec *search(const QString &id) const;

    PaletteSources m_sources;
    QList<Row> m_rows;
    QString m_query;
    std::optional<SearchHit> m_subject;
    QList<SearchHit> m_actions;
};

} // namespace aiops::shell
