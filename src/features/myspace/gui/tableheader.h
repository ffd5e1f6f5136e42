#pragma once

#include <QHeaderView>

#include <optional>

namespace aiops::myspace {

class Chosen;

/// Its first section is a box that chooses every row that matches, or none. The first `frozen` sections stay at the edge when
/// the table is scrolled sideways, unless others were moved between them or little room would be left.
class TableHeader final : public QHeaderView
{
    Q_OBJECT

public:
    TableHeader(Chosen &chosen, int frozen, QWidget *parent = nullptr);

    int frozenSections() const { return frozenWidth() > 0 ? m_frozen : 0; }
    int frozenWidth() const;         ///< 0: nothing lies over anything
    int frozenAt(int x) const;       ///< the section that lies there over others, or -1
    int shownAt(int section) const;  ///< its left edge in the viewport
    QRect frozenRect(int height) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    int shift() const; ///< from where a section is to where it is shown, once it is frozen

    Chosen &m_chosen;
    const int m_frozen;
    std::optional<bool> m_pressedFrozen; ///< while a button is down
};

/// The line at the inner edge of what is frozen; nothing for an empty rectangle.
void paintFrozenEdge(QPainter &painter, const QRect &frozen, bool mirrored);

} // namespace aiops::myspace
