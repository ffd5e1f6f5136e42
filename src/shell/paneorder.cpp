#include "shell/paneorder.h"

namespace aiops::shell {
namespace {

bool takesFocus(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
}

} // namespace

int PaneOrder::paneOf(const QWidget *focused) const
{
    for (int i = 0; i < int(m_panes.size()); ++i) {
        const QWidget *root = m_panes[size_t(i)].root;
        if (root && focused && (root == focused || root->isAncestorOf(focused)))
            return i;
    }
    return -1;
}

QWidget *PaneOrder::entryOf(const Pane &pane)
{
    if (!pane.root || !pane.root->isVisible())
        return nullptr;
    QWidget *wanted = pane.entry ? pane.entry() : nullptr;
    if (wanted && takesFocus(wanted))
        return wanted;
    QWidget *const start = wanted ? wanted : pane.root.data();
    for (QWidget *next = start->nextInFocusChain(); next != start; next = next->nextInFocusChain()) {
        if (start->isAncestorOf(next) && takesFocus(next))
            return next;
    }
    return takesFocus(start) ? start : nullptr;
}

QWidget *PaneOrder::move(const QWidget *focused, int step) const
{
    const int count = int(m_panes.size());
    const int from = paneOf(focused);
    for (int i = 1; i <= count; ++i) {
        const int at = from < 0 ? (step > 0 ? i - 1 : count - i) : ((from + step * i) % count + count) % count;
        if (QWidget *entry = entryOf(m_panes[size_t(at)])) {
            entry->setFocus(Qt::TabFocusReason);
            return entry;
        }
    }
    return nullptr;
}

} // namespace aiops::shell
