#include "features/myspace/gui/cardgeometry.h"

#include "features/myspace/gui/carddelegate.h"
#include "features/myspace/gui/cardmodel.h"

namespace aiops::myspace {

namespace {
constexpr int afterGroup = 6;
} // namespace

void CardGeometry::setCells(QSize cell, int columns, int width, int headerHeight)
{
    m_cell = cell;
    m_columns = columns;
    m_width = width;
    m_headerHeight = headerHeight;
}

void CardGeometry::arrange(const CardModel &model)
{
    m_sections.clear();
    int line = 0;
    int top = 0;
    const bool headers = model.view().group != GroupBy::None;
    for (const CardGroup &group : model.groups()) {
        if (headers) {
            m_sections.append({line++, 1, top, true});
            top += m_headerHeight;
        }
        if (group.shown == 0)
            continue;
        m_sections.append({line, group.shown, top, false});
        line += group.shown;
        top += (group.shown + m_columns - 1) / m_columns * m_cell.height() + (headers ? afterGroup : 0);
    }
    m_height = top;
    m_lines = line;
}

const CardGeometry::Section *CardGeometry::sectionOf(int line) const
{
    const auto after = std::ranges::upper_bound(m_sections, line, {}, &Section::firstLine);
    return after == m_sections.begin() ? nullptr : &*(after - 1);
}

qsizetype CardGeometry::sectionAt(int y) const
{
    const auto after = std::ranges::upper_bound(m_sections, y, {}, &Section::top);
    return qMax<qsizetype>(0, after - m_sections.begin() - 1);
}

QRect CardGeometry::rectOf(int line) const
{
    const Section *section = sectionOf(line);
    if (!section)
        return {};
    if (section->header)
        return {CardDelegate::gap / 2, section->top, m_width - CardDelegate::gap, m_headerHeight};
    const int at = line - section->firstLine;
    return {at % m_columns * m_cell.width(), section->top + at / m_columns * m_cell.height(), m_cell.width(), m_cell.height()};
}

int CardGeometry::lineAt(const QPoint &point) const
{
    const qsizetype at = sectionAt(point.y());
    if (at >= m_sections.size() || point.y() < 0 || point.x() < 0)
        return -1;
    const Section &section = m_sections[at];
    const int row = (point.y() - section.top) / (section.header ? m_headerHeight : m_cell.height());
    if (section.header)
        return row == 0 ? section.firstLine : -1;
    const int column = point.x() / m_cell.width();
    const int index = row * m_columns + column;
    return column < m_columns && index < section.count ? section.firstLine + index : -1;
}

/// The card of a run that is nearest.
int CardGeometry::lineIn(const Section &section, int y, int x) const
{
    const int last = (section.count - 1) / m_columns;
    const int row = qBound(0, (y - section.top) / m_cell.height(), last);
    const int column = qBound(0, x / qMax(1, m_cell.width()), m_columns - 1);
    return section.firstLine + qMin(row * m_columns + column, section.count - 1);
}

int CardGeometry::lineBelow(int line, int rows) const
{
    const QRect rect = rectOf(line);
    int y = rect.top() + rect.height() + 8 + (rows - 1) * m_cell.height();
    y = qMin(y, m_height - 8);
    const qsizetype at = sectionAt(y);
    if (at >= m_sections.size())
        return line;
    const Section &section = m_sections[at];
    if (section.header)
        return section.firstLine;
    return lineIn(section, y, rect.left());
}

int CardGeometry::lineAbove(int line, int rows) const
{
    if (line < 0 || line >= m_lines)
        return 0;
    const QRect rect = rectOf(line);
    const int y = qMax(0, rect.top() - 8 - (rows - 1) * m_cell.height());
    const qsizetype at = sectionAt(y);
    if (at >= m_sections.size())
        return line;
    const Section &section = m_sections[at];
    if (section.header || y >= rect.top())
        return qMin(line, section.firstLine);
    return lineIn(section, y, rect.left());
}

} // namespace aiops::myspace
