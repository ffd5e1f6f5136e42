#pragma once

#include "shell/dialog.h"
#include "shell/keyrows.h"

class QTreeWidget;

namespace aiops::widgets {
class FilterBar;
}

namespace aiops::shell {

/// Ctrl+/: all keys by group, with a filter, and as text to print.
class ShortcutSheet final : public Dialog
{
    Q_OBJECT

public:
    /// `change` opens Settings > Keyboard.
    ShortcutSheet(QList<KeyRow> rows, std::function<void()> change, QWidget *parent);

private:
    void fill(const QString &filter);

    QList<KeyRow> m_rows;
    widgets::FilterBar *m_filter;
    QTreeWidget *m_tree;
};

} // namespace aiops::shell
