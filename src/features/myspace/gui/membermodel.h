#pragma once

#include "core/ids.h"
#include "features/myspace/aggregate.h"

#include <QAbstractTableModel>
#include <QDateTime>

namespace aiops::myspace {

/// One instance of a project, as its page shows it.
struct MemberRow
{
    InstanceId id;
    QString name;
    QString role;
    QString status;      ///< as in CardRow
    QString source;
    QDateTime seen;      ///< invalid: never
    Member member;       ///< its values now
    std::array<QList<float>, 3> samples;
    qint64 end = 0;      ///< of the samples, ms since 1970
    qint64 step = 5000;
};

/// The breakdown of a project. SortRole gives what a column is sorted by.
class MemberModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, RoleColumn, StatusColumn, CpuColumn, MemoryColumn, DiskColumn, SourceColumn, SeenColumn, ColumnCount };
    enum Role { SortRole = Qt::UserRole + 1, IdRole, StatusRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(QList<MemberRow> rows); ///< keeps selection and scroll while the instances are the same
    const QList<MemberRow> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<MemberRow> m_rows;
};

} // namespace aiops::myspace
