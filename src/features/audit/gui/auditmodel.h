#pragma once

#include "team/auditlog.h"

#include <QAbstractTableModel>

#include <functional>

namespace aiops::audit {

/// Which events are shown.
struct Wanted
{
    QString action;  ///< prefix, empty: all
    QString outcome; ///< empty: all
    QString text;    ///< part of actor, action, object or detail, case-insensitive
    friend bool operator==(const Wanted &, const Wanted &) = default;
};

/// Events of the audit chain, newest first, read a page at a time while the view scrolls.
class AuditModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Actor, Action, Name, Object, Outcome, ColumnCount };
    enum Role { OutcomeRole = Qt::UserRole + 1 };
    static constexpr int pageSize = 200;

    using Source = std::function<Result<QList<team::AuditRow>>(const team::AuditFilter &)>;
    explicit AuditModel(Source source, QObject *parent = nullptr);

    void setWanted(const Wanted &wanted); ///< reads again from the newest
    void readNew();                       ///< puts what was appended on top; nothing else moves
    const team::AuditRow *row(int at) const { return at >= 0 && at < m_rows.size() ? &m_rows[at] : nullptr; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override { return !parent.isValid() && !m_atEnd; }
    void fetchMore(const QModelIndex &parent) override;

signals:
    void failed(const aiops::Error &error);

private:
    std::optional<QList<team::AuditRow>> page(qint64 before);
    QList<team::AuditRow> older();
    bool fits(const team::AuditRow &row) const;

    Source m_source;
    Wanted m_wanted;
    QList<team::AuditRow> m_rows;
    qint64 m_newest = 0; ///< the highest seq that was read, shown or not
    qint64 m_oldest = 0; ///< the lowest; 0: nothing read yet
    bool m_atEnd = false;
};

} // namespace aiops::audit
