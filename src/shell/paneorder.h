#pragma once

#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

namespace aiops::shell {

/// The way of F6 round the window. A pane that is hidden or has nothing to focus is passed over.
class PaneOrder final
{
public:
    struct Pane
    {
        QPointer<QWidget> root;
        std::function<QWidget *()> entry = {}; ///< empty: the first control inside that takes focus
    };

    void setPanes(std::vector<Pane> panes) { m_panes = std::move(panes); }
    /// Moves the focus to the next pane (step 1) or the one before (-1). Returns where it went, or nullptr.
    QWidget *move(const QWidget *focused, int step) const;

private:
    int paneOf(const QWidget *focused) const;
    static QWidget *entryOf(const Pane &pane);

    std::vector<Pane> m_panes;
};

} // namespace aiops::shell
