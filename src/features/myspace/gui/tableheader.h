#pragma once

#include <QHeaderView>

namespace aiops::myspace {

class CardModel;
class Chosen;

/// Its first section is a box that chooses every row that matches, or none.
class TableHeader final : public QHeaderView
{
    Q_OBJECT

public:
    TableHeader(Chosen &chosen, CardModel &model, QWidget *parent);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;

private:
    Chosen &m_chosen;
    CardModel &m_model;
};

} // namespace aiops::myspace
