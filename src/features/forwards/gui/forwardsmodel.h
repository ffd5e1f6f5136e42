#pragma once

#include "features/forwards/forward.h"

#include <QAbstractListModel>

namespace aiops::forwards {

struct ForwardRow
{
    Forward forward;
    QString instance;
    Condition condition;
};

/// The forwards of the list. Updates are by id, so that the selection stays.
class ForwardsModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { RowRole = Qt::UserRole };

    using QAbstractListModel::QAbstractListModel;

    void setRows(QList<ForwardRow> rows);
    void setCondition(ForwardId id, const Condition &condition);
    const ForwardRow *row(const QModelIndex &index) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<ForwardRow> m_rows;
};

/// "running", "starting", "warning", "unreachable" or "stopped": the shape in front of a row.
QString glyphOf(const Condition &condition);
/// "8080", or the last part of a socket's path.
QString portText(const Forward &forward);
/// "to db-1:5432", "remote, to 127.0.0.1:3000", "SOCKS proxy".
QString whereText(const Forward &forward);

} // namespace aiops::forwards
