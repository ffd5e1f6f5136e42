#pragma once

#include <QFrame>
#include <QSplitter>
#include <QStackedWidget>

class QSettings;

namespace aiops::shell {

class BottomPanel;
class InspectorPane;

/// Side pane | pages over bottom panel | inspector. Below 1280 px of window width the inspector lies over the page.
class WorkArea final : public QWidget
{
    Q_OBJECT

public:
    explicit WorkArea(QWidget *pages, QWidget *parent = nullptr);

    /// Where the panes of a page are made: to be moved there later would style all of them again.
    QWidget *sideParent() const { return m_side; }
    QWidget *inspectorParent() const;
    /// What the current page brings; nullptr for nothing.
    void setPanes(QWidget *sidePane, QWidget *inspector);

    void showSidePane(bool shown);
    void showInspector(bool shown);
    void showBottomPanel(bool shown);
    bool wantsSidePane() const { return m_sideWanted; }
    bool wantsInspector() const { return m_inspectorWanted; }
    bool wantsBottomPanel() const;
    bool isInspectorOverlaid() const { return m_overlaid; }
    void toggleMaximizedPanel();
    enum class Pane { Side, Inspector, Bottom };
    bool isPaneShown(Pane pane) const;
    void resizePane(Pane pane, int by); ///< what a splitter does, inside the same limits

    QWidget *sidePane() const { return m_side->currentWidget(); }
    QFrame *sideFrame() const { return m_sideFrame; }
    InspectorPane *inspector() const { return m_inspector; }
    BottomPanel *bottomPanel(); ///< made on first use
    BottomPanel *madeBottomPanel() const { return m_bottom; }

    void save(QSettings &settings) const;
    void restore(const QSettings &settings, int windowWidth);

signals:
    void panesChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void placeOverlay();
    void dock(bool docked);
    void applyWidths();
    void rememberWidths();
    void nameHandles();

    QSplitter *m_row;
    QSplitter *m_column;
    QFrame *m_sideFrame;
    QStackedWidget *m_side;
    InspectorPane *m_inspector;
    BottomPanel *m_bottom = nullptr;
    QWidget *m_sideContent = nullptr;
    bool m_sideWanted = true;
    bool m_inspectorWanted = false;
    bool m_overlaid = false;
    int m_sideWidth = 224;
    int m_inspectorWidth = 316;
    int m_bottomHeight = 240;
};

} // namespace aiops::shell
