#pragma once

class QTableView;

namespace aiops::importing {

/// How the review looks: widths, the mark of the state, rows that are not measured. After its model was set.
void setUpReviewTable(QTableView &table);

} // namespace aiops::importing
