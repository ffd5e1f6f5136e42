#pragma once

#include "core/future.h"
#include "team/auditrows.h"

#include <QAbstractTableModel>

#include <functional>

namespace aiops::audit {

/// Which events are shown.
struct Wanted
{
    QString action = {};  ///< prefix, empty: all
    QString outcome = {}; ///< empty: all
    QString actor = {};
    QString objectId = {};
    std::optional<QStringList> objectIds = {}; ///< of a project
    QString text = {};    ///< part of actor, action, its words, object or detail, case-insensitive
    QDateTime since = {};
    QDateTime until = {};
    friend bool operator==(const Wanted &, const Wanted &) = default;
};

team::AuditFilter filterOf(const Wanted &wanted);

/// Events of the audit chain, newest first. Pages are read away from the window while the view scrolls: a filter that fits
/// little may have to look at a million rows.
class AuditModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Actor, Action, Name, Object, Project, Source, Outcome, ColumnCount };
    enum Role { OutcomeRole = Qt::UserRole + 1 };
    static constexpr int pageSize = 200;

    using RowSource = std::function<Future<QList<team::AuditRow>>(const team::AuditFilter &)>;
    explicit AuditModel(RowSource source, QObject *parent = nullptr);

    /// Gives the text of the column Project; asked once for each object.
    void setProjects(std::function<QString(const AuditEntry &)> namesOf) { m_projectsOf = std::move(namesOf); }
    void setWanted(const Wanted &wanted); ///< reads again from the newest
    void readNew();                       ///< puts what was appended on top; nothing else moves
    void setUtc(bool utc);
    bool isUtc() const { return m_utc; }
    bool isReading() const { return m_reading; }
    const team::AuditRow *row(int at) const { return at >= 0 && at < m_rows.size() ? &m_rows[at] : nullptr; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override { return !parent.isValid() && !m_atEnd && !m_reading; }
    void fetchMore(const QModelIndex &parent) override;

signals:
    void failed(const aiops::Error &error);
    void readingChanged();
    void aboutToPrepend(); ///< new rows will stand above the others in a moment
    void prepended();

private:
    void ask();
    void answered(const Result<QList<team::AuditRow>> &rows, bool wasNew, int generation);
    void appendOlder(const QList<team::AuditRow> &rows);
    void prependNew(QList<team::AuditRow> rows);
    QString cell(const AuditEntry &entry, int column) const;
    QString projectsOf(const AuditEntry &entry) const;

    RowSource m_source;
    std::function<QString(const AuditEntry &)> m_projectsOf;
    mutable QHash<QString, QString> m_projects; ///< by object id, as long as the filter stays
    Wanted m_wanted;
    QList<team::AuditRow> m_rows;
    qint64 m_newest = 0; ///< the highest seq that was read
    qint64 m_oldest = 0; ///< the lowest; 0: nothing read yet
    bool m_atEnd = false;
    bool m_utc = false;
    bool m_reading = false;
    bool m_wantsOlder = false;
    bool m_wantsNew = false;
    int m_generation = 0; ///< of the filter: answers to an older one are dropped
};

} // namespace aiops::audit
