#pragma once

class QTableView;

namespace aiops::widgets {

/// A table as the pages have it: one row selected as a whole, nothing edited in it, no grid, no numbers of rows, Tab
/// leaves it, rows as high as the theme's density says, titles above where the texts begin, a line around all.
void setUpRowTable(QTableView &table);

} // namespace aiops::widgets
