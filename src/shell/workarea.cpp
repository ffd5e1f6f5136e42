#include "shell/workarea.h"

#include "core/setting.h"
#include "shell/bottompanel.h"
#include "shell/inspectorpane.h"
#include "widgets/accessibility.h"

#include <QHBoxLayout>
#include <QResizeEvent>
#include <QStyle>

namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastForDocking = 1280;
constexpr int roomy = 1600;

const Setting<int> sideWidth{u"window/sideWidth"_s, 224};
const Setting<int> inspectorWidth{u"window/inspectorWidth"_s, 316};
const Setting<int> bottomHeight{u"window/bottomHeight"_s, 240};
const Setting<bool> sideShown{u"window/sidePane"_s, true};
const Setting<bool> bottomShown{u"window/bottomPanel"_s, false};
const Setting<int> bottomTab{u"window/bottomTab"_s, 0};

} // namespace

WorkArea::WorkArea(QWidget *pages, QWidget *parent)
    : QWidget(parent), m_row(new QSplitter(Qt::Horizontal, this)), m_column(new QSplitter(Qt::Vertical, m_row)),
      m_sideFrame(new QFrame(m_row)), m_side(new QStackedWidget(m_sideFrame)), m_inspector(new InspectorPane(m_row))
{
    auto *box = new QHBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    m_sideFrame->setProperty("panel", u"surface"_s);
    m_sideFrame->setAccessibleName(tr("Side pane"));
    m_sideFrame->setMinimumWidth(180);
    m_sideFrame->setMaximumWidth(320);
    auto *sideBox = new QHBoxLayout(m_sideFrame);
    sideBox->setContentsMargins(0, 0, 0, 0);
    sideBox->addWidget(m_side);
    m_column->addWidget(pages);
    for (QSplitter *splitter : {m_row, m_column}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    m_row->addWidget(m_sideFrame);
    m_row->addWidget(m_column);
    m_row->addWidget(m_inspector);
    m_row->setStretchFactor(1, 1);
    box->addWidget(m_row);
    connect(m_row, &QSplitter::splitterMoved, this, &WorkArea::rememberWidths);
    connect(m_column, &QSplitter::splitterMoved, this, &WorkArea::rememberWidths);
    connect(m_inspector, &InspectorPane::closeRequested, this, [this] { showInspector(false); });
    arrange();
}

QWidget *WorkArea::inspectorParent() const
{
    return m_inspector->contentParent();
}

BottomPanel *WorkArea::bottomPanel()
{
    if (m_bottom)
        return m_bottom;
    m_bottom = new BottomPanel(m_column);
    m_bottom->hide();
    m_bottom->setMinimumHeight(120);
    m_column->addWidget(m_bottom);
    m_column->setStretchFactor(0, 1);
    nameHandles();
    connect(m_bottom, &BottomPanel::closeRequested, this, [this] { showBottomPanel(false); });
    connect(m_bottom, &BottomPanel::maximizeRequested, this, &WorkArea::toggleMaximizedPanel);
    return m_bottom;
}

void WorkArea::setPanes(QWidget *sidePane, QWidget *inspector)
{
    m_sideContent = sidePane;
    if (sidePane && m_side->indexOf(sidePane) < 0)
        m_side->addWidget(sidePane);
    if (sidePane)
        m_side->setCurrentWidget(sidePane);
    m_inspector->setContent(inspector);
    arrange();
}

void WorkArea::showSidePane(bool shown)
{
    m_sideWanted = shown;
    arrange();
}

void WorkArea::showInspector(bool shown)
{
    m_inspectorWanted = shown;
    arrange();
}

void WorkArea::showBottomPanel(bool shown)
{
    bottomPanel()->setVisible(shown);
    if (shown)
        m_column->setSizes({m_column->height() - m_bottomHeight, m_bottomHeight});
    emit panesChanged();
}

bool WorkArea::wantsBottomPanel() const
{
    return m_bottom && !m_bottom->isHidden();
}

void WorkArea::toggleMaximizedPanel()
{
    const int most = m_column->height() * 7 / 10;
    const bool isLarge = bottomPanel()->height() >= most - 2;
    const int height = isLarge ? m_bottomHeight : most;
    m_column->setSizes({m_column->height() - height, height});
}

void WorkArea::arrange()
{
    m_sideFrame->setVisible(m_sideWanted && m_sideContent);
    const bool overlay = window()->width() < leastForDocking;
    if (overlay != m_overlaid)
        dock(!overlay);
    m_inspector->setVisible(m_inspectorWanted && m_inspector->content());
    nameHandles();
    if (m_overlaid)
        placeOverlay();
    else
        applyWidths();
    emit panesChanged();
}

void WorkArea::dock(bool docked)
{
    m_overlaid = !docked;
    if (docked)
        m_row->addWidget(m_inspector);
    else
        m_inspector->setParent(this);
}

void WorkArea::placeOverlay()
{
    const int wide = qMin(m_inspectorWidth, width());
    const QRect right(width() - wide, 0, wide, height());
    m_inspector->setGeometry(QStyle::visualRect(layoutDirection(), rect(), right));
    m_inspector->raise();
}

void WorkArea::applyWidths()
{
    const int side = m_sideFrame->isHidden() ? 0 : m_sideWidth;
    const int right = m_overlaid || m_inspector->isHidden() ? 0 : m_inspectorWidth;
    const int handles = (side > 0) + (right > 0);
    QList<int> sizes{side, qMax(0, width() - side - right - handles)};
    if (!m_overlaid)
        sizes.append(right);
    m_row->setSizes(sizes);
}

void WorkArea::rememberWidths()
{
    if (!m_sideFrame->isHidden())
        m_sideWidth = m_sideFrame->width();
    if (!m_overlaid && !m_inspector->isHidden())
        m_inspectorWidth = m_inspector->width();
    if (wantsBottomPanel())
        m_bottomHeight = m_bottom->height();
}

bool WorkArea::isPaneShown(Pane pane) const
{
    switch (pane) {
    case Pane::Side: return !m_sideFrame->isHidden();
    case Pane::Inspector: return !m_inspector->isHidden();
    case Pane::Bottom: return wantsBottomPanel();
    }
    return false;
}

void WorkArea::resizePane(Pane pane, int by)
{
    if (!isPaneShown(pane))
        return;
    if (pane == Pane::Bottom) {
        m_bottomHeight = qBound(120, m_bottomHeight + by, qMax(120, m_column->height() * 7 / 10));
        m_column->setSizes({m_column->height() - m_bottomHeight, m_bottomHeight});
        return;
    }
    if (pane == Pane::Side)
        m_sideWidth = qBound(m_sideFrame->minimumWidth(), m_sideWidth + by, m_sideFrame->maximumWidth());
    else
        m_inspectorWidth = qBound(m_inspector->minimumWidth(), m_inspectorWidth + by, m_inspector->maximumWidth());
    arrange();
}

/// Handles are made when a pane is added, and again for one that was taken out and put back.
void WorkArea::nameHandles()
{
    const auto name = [](QSplitter *splitter, int index, const QString &words) {
        if (index >= splitter->count())
            return;
        splitter->handle(index)->setAccessibleName(words);
        widgets::setRole(splitter->handle(index), QAccessible::Splitter);
    };
    name(m_row, 1, tr("Edge of the side pane"));
    name(m_row, 2, tr("Edge of the inspector"));
    name(m_column, 1, tr("Edge of the bottom panel"));
}

void WorkArea::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void WorkArea::save(QSettings &settings) const
{
    sideWidth.write(settings, m_sideWidth);
    inspectorWidth.write(settings, m_inspectorWidth);
    bottomHeight.write(settings, m_bottomHeight);
    sideShown.write(settings, m_sideWanted);
    settings.setValue(u"window/inspector"_s, m_inspectorWanted);
    bottomShown.write(settings, wantsBottomPanel());
    if (m_bottom)
        bottomTab.write(settings, m_bottom->currentIndex());
}

void WorkArea::restore(const QSettings &settings, int windowWidth)
{
    m_sideWidth = qBound(180, sideWidth.read(settings), 320);
    m_inspectorWidth = qBound(280, inspectorWidth.read(settings), 480);
    m_bottomHeight = qBound(120, bottomHeight.read(settings), 2000);
    m_sideWanted = sideShown.read(settings);
    m_inspectorWanted = settings.value(u"window/inspector"_s, windowWidth >= roomy).toBool();
    if (bottomShown.read(settings)) {
        bottomPanel()->setCurrentIndex(qBound(0, bottomTab.read(settings), bottomPanel()->count() - 1));
        showBottomPanel(true);
    }
    arrange();
}

} // namespace aiops::shell
