#pragma once

#include "core/ids.h"

#include <QItemSelectionModel>
#include <QSet>

namespace aiops::myspace {

class CardModel;

/// The selection of cards and table, one for both, by instance: it survives filtering, sorting, grouping and reading
/// again, and an instance that shows in two groups is chosen once.
class Chosen final : public QObject
{
    Q_OBJECT

public:
    explicit Chosen(CardModel &model, QObject *parent = nullptr);

    QItemSelectionModel *selection() const { return m_selection; }
    QList<InstanceId> ids() const; ///< each once, in the order in which they are shown
    InstanceId current() const;
    void chooseAll();
    void choose(const QList<InstanceId> &ids); ///< only these, as far as they have a line
    bool isAll() const; ///< everything that has a line
    void toggleAll();
    void clear() { m_selection->clearSelection(); }

signals:
    void changed();

private:
    void remember();
    void restore();
    QModelIndex lineOf(InstanceId id, const QString &group) const;

    CardModel &m_model;
    QItemSelectionModel *m_selection;
    QList<InstanceId> m_before;
    InstanceId m_current;
    QString m_group; ///< in which the current one is
    bool m_arranging = false;
};

} // namespace aiops::myspace
