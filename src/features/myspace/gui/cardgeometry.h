#pragma once

#include <QList>
#include <QRect>

namespace aiops::myspace {

class CardModel;

/// Where cards and the headers of their groups stand, in a list that is scrolled by pixels. It follows by arithmetic, so a hundred thousand
/// of them need no layout.
class CardGeometry final
{
public:
    /// A header, or a run of cards below it.
    struct Section
    {
        int firstLine;
        int count;
        int top;
        bool header;
    };

    void setCells(QSize cell, int columns, int width, int headerHeight);
    void arrange(const CardModel &model); ///< again whenever its lines or the cells changed
    QSize cell() const { return m_cell; }
    int columns() const { return m_columns; }
    int height() const { return m_height; } ///< of all
    const QList<Section> &sections() const { return m_sections; }
    qsizetype sectionAt(int y) const; ///< the last that begins at or above it
    QRect rectOf(int line) const;
    int lineAt(const QPoint &point) const; ///< -1: none
    int lineAbove(int line, int rows) const; ///< what Up and Page Up go to
    int lineBelow(int line, int rows) const;

private:
    const Section *sectionOf(int line) const;
    int lineIn(const Section &section, int y, int x) const;

    QList<Section> m_sections;
    QSize m_cell;
    int m_columns = 1;
    int m_width = 0;
    int m_headerHeight = 0;
    int m_height = 0;
    int m_lines = 0;
};

} // namespace aiops::myspace
