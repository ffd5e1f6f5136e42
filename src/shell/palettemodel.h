#pragma once

#include "shell/registry.h"

#include <QAbstractListModel>

namespace aiops::shell {

/// One thing that the palette can do.
struct PaletteRow
{
    QString icon;
    QString text;
    QString context;
    QString shortcut;
    std::function<void()> run;
    bool isCommand = false; ///< found by ">" too
};

/// What fits the query, best first.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IconRole = Qt::UserRole, ContextRole, ShortcutRole, MatchRole };

    PaletteModel(QList<PaletteRow> rows, QList<SearchSpec> searches, QObject *parent = nullptr);

    void setQuery(const QString &query);
    std::function<void()> runOf(int row) const { return m_shown[row].row.run; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_shown.size()); }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Shown { PaletteRow row; QList<qsizetype> match; int score; };
    void collectOwn(const QString &query, bool commandsOnly);
    void collectFound(const SearchSpec &search, const QString &query);

    QList<PaletteRow> m_rows;
    QList<SearchSpec> m_searches;
    QList<Shown> m_shown;
};

} // namespace aiops::shell
