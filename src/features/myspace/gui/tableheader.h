#pragma once

#include <QHeaderView>

namespace aiops::myspace {

class Chosen;

/// Its first section is a box that chooses every row that matches, or none.
class TableHeader final : public QHeaderView
{
    Q_OBJECT

public:
    TableHeader(Chosen &chosen, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Chosen &m_chosen;
};

} // namespace aiops::myspace
