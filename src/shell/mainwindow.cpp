#include "shell/mainwindow.h"

#include "shell/appearance.h"
#include "shell/appearancepage.h"
#include "shell/bottompanel.h"
#include "shell/frameactions.h"
#include "shell/headerbar.h"
#include "shell/helppage.h"
#include "shell/inspectorpane.h"
#include "shell/keyboardpage.h"
#include "shell/leaving.h"
#include "shell/mainmenu.h"
#include "shell/navigator.h"
#include "shell/page.h"
#include "shell/pagehost.h"
#include "shell/palette.h"
#include "shell/palettesearches.h"
#include "shell/rail.h"
#include "shell/settingspage.h"
#include "shell/shortcutsheet.h"
#include "shell/statusstrip.h"
#include "shell/workarea.h"
#include "widgets/toast.h"

#include <QApplication>
#include <QCloseEvent>
#include <QScreen>
#include <QSettings>
#include <QVBoxLayout>

namespace aiops::shell {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(const Registry &registry, Navigator &navigator, QSettings &settings, QWidget *parent)
    : QMainWindow(parent), m_registry(registry), m_navigator(navigator), m_settings(settings),
      m_actions(new ActionTable(this, settings)), m_recent(settings), m_leaving(new Leaving(registry, this))
{
    setObjectName(u"mainWindow"_s);
    setMinimumSize(900, 560);
    resize(1440, 900);
    for (const ActionSpec &spec : registry.actions())
        m_actions->add(spec);
    buildLayout();
    addFrameActions(*this, *m_actions, registry, navigator);
    connect(m_actions, &ActionTable::keysChanged, this, &MainWindow::showKeys);
    m_actions->applyKeys();
    m_actions->setSelection([this](const QString &kind) { return m_pages->currentPage() ? m_pages->currentPage()->selectedObjects(kind) : QString(); });
    m_navigator.setTerminalRule([actions = QPointer(m_actions)](QKeyCombination key) { return actions && actions->takesFromTerminal(key); });
    m_menu = new MainMenu(this, *m_actions);
    m_toasts = new widgets::ToastHost(centralWidget(), 26);
    connectNavigator();
    connect(m_leaving, &Leaving::done, this, &QWidget::close);
    setPaneOrder();
}

MainWindow::~MainWindow() = default;

QList<PageSpec> MainWindow::allPages()
{
    QList<PageSpec> pages = m_registry.pages();
    PageSpec page{u"settings"_s, tr("Settings"), u"gear"_s};
    page.create = [this](QWidget *parent) { return new SettingsPage(allSettings(), parent); };
    page.inRail = false;
    page.help = u"keyboard"_s;
    pages.append(page);
    PageSpec help{u"help"_s, tr("Manual"), u"info"_s};
    help.create = [](QWidget *parent) { return new HelpPage(parent); };
    help.inRail = false;
    pages.append(help);
    return pages;
}

QList<SettingsSpec> MainWindow::allSettings()
{
    QList<SettingsSpec> settings = m_registry.settings();
    settings.append({u"appearance"_s, tr("Appearance"), 10,
                     [this](QWidget *parent) { return new AppearancePage(m_settings, parent); },
                     {tr("Theme"), tr("Density of rows"), tr("Text size"), tr("Reduce motion")}});
    settings.append({u"keyboard"_s, tr("Keyboard"), 20,
                     [this](QWidget *parent) { return new KeyboardPage(*m_actions, fixedKeys(), m_navigator, parent); },
                     {tr("Keyboard shortcuts")}});
    std::ranges::stable_sort(settings, {}, &SettingsSpec::order);
    return settings;
}

QList<KeySpec> MainWindow::fixedKeys() const
{
    return m_registry.keys() + frameKeys();
}

void MainWindow::buildLayout()
{
    auto *central = new QWidget(this);
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new HeaderBar(m_registry.scopes(), *m_actions, central);
    m_rail = new Rail(m_registry.pages(), central);
    m_pages = new PageHost(allPages());
    m_area = new WorkArea(m_pages, central);
    m_status = new StatusStrip(m_registry.status(), central);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_area, 1);
    column->addWidget(m_header);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    setCentralWidget(central);
    connect(m_header, &HeaderBar::searchRequested, this, &MainWindow::openPalette);
    connect(m_header, &HeaderBar::inspectorToggled, this, [this] { m_actions->run(u"view.inspector"_s); });
    connect(m_rail, &Rail::chosen, this, [this](const QString &page) { open(page); });
    connect(m_pages, &PageHost::pageCreated, this, &MainWindow::adoptPage);
    connect(m_pages, &PageHost::pageChanged, this, &MainWindow::showPage);
    connect(m_area, &WorkArea::panesChanged, this, &MainWindow::describePanes);
}

void MainWindow::connectNavigator()
{
    connect(&m_navigator, &Navigator::opened, this, &MainWindow::open);
    connect(&m_navigator, &Navigator::backRequested, this, [this] { m_pages->go(-1); });
    connect(&m_navigator, &Navigator::runRequested, this,
            [this](const QString &id, const QString &object) { m_actions->run(id, object); });
    connect(&m_navigator, &Navigator::statusChanged, this, &MainWindow::refreshStatus);
    connect(&m_navigator, &Navigator::toastRequested, this,
            [this](const QString &text, const QString &actionText, const std::function<void()> &action) {
                m_toasts->show(text, actionText, action);
            });
    connect(&m_navigator, &Navigator::activityNoted, this,
            [this](const QString &text) { m_area->bottomPanel()->addActivity(text); });
    connect(&m_navigator, &Navigator::problemRaised, this, [this](const QString &where, const Error &error) {
        m_area->bottomPanel()->addProblem(where, error);
        m_toasts->show(error.text, tr("Show"), [this] {
            m_area->showBottomPanel(true);
            m_area->bottomPanel()->setCurrentIndex(1);
        });
    });
}

void MainWindow::setPaneOrder()
{
    const auto is = [](QWidget *widget) { return [widget] { return widget; }; };
    m_panes.setPanes({{is(m_header)},
                      {is(m_rail), [this] { return m_rail->currentButton(); }},
                      {is(m_area->sideFrame())},
                      {is(m_pages), [this] { return m_pages->currentPage() ? m_pages->currentPage()->mainView() : nullptr; }},
                      {is(m_area->inspector())},
                      {[this]() -> QWidget * { return m_area->madeBottomPanel(); }},
                      {is(m_status)},
                      {[this]() -> QWidget * { return m_toasts->toasts().value(m_toasts->toasts().size() - 1); }}});
}

void MainWindow::adoptPage(Page *page, const QString &pageId)
{
    m_actions->adoptPage(pageId, page);
    m_sidePanes.insert(page, page->sidePane(m_area->sideParent()));
    m_inspectors.insert(page, page->inspector(m_area->inspectorParent()));
    // Item views lay out their rows once before they are shown, and would do so without the style sheet's heights.
    for (QWidget *pane : {m_sidePanes.value(page), m_inspectors.value(page)}) {
        if (pane)
            pane->ensurePolished();
    }
    connect(page, &Page::inspectorWanted, this, [this, page](bool shown) {
        if (page == m_pages->currentPage())
            m_area->showInspector(shown);
    });
}

void MainWindow::showPage()
{
    Page *page = m_pages->currentPage();
    m_rail->setCurrent(areaOf(m_pages->currentId()));
    m_area->setPanes(m_sidePanes.value(page), m_inspectors.value(page));
    setWindowTitle(u"%1 - AIOps Command Center"_s.arg(m_pages->currentTitle()));
    if (QWidget *view = page->mainView(); view && isVisible())
        view->setFocus(Qt::OtherFocusReason);
}

QString MainWindow::areaOf(const QString &page) const
{
    const QList<PageSpec> &pages = m_registry.pages();
    const auto spec = std::ranges::find(pages, page, &PageSpec::id);
    return spec == pages.end() || spec->area.isEmpty() ? page : spec->area;
}

void MainWindow::describePanes()
{
    m_header->setInspectorState(m_area->inspector()->content(), m_area->wantsInspector());
}

void MainWindow::open(const QString &page, const QString &objectId)
{
    if (m_pages->open(page, objectId))
        return;
    m_pages->open(m_rail->areas().isEmpty() ? u"settings"_s : m_rail->areas().constFirst().id);
}

void MainWindow::refreshStatus()
{
    m_header->refresh();
    m_status->refresh();
    m_rail->refreshCounts();
}

void MainWindow::movePane(int step)
{
    m_panes.move(QApplication::focusWidget(), step);
}

void MainWindow::openPalette()
{
    PaletteSources sources{m_registry.searches(), m_recent.keys()};
    sources.searches << commandSearch(*m_actions) << settingsSearch(allSettings(), m_navigator);
    sources.used = [this](const QString &key) { m_recent.note(key); };
    sources.objectActions = [this](const QString &kind, const QString &id) { return objectActions(*m_actions, kind, id); };
    auto *palette = new Palette(std::move(sources), this);
    connect(&m_navigator, &Navigator::searchChanged, palette, &Palette::refresh);
    palette->open();
}

void MainWindow::openHelp()
{
    open(u"help"_s, m_pages->currentHelp());
}

void MainWindow::openShortcutSheet()
{
    (new ShortcutSheet(keyRows(*m_actions, fixedKeys()), [this] { open(u"settings"_s, u"keyboard"_s); }, this))->open();
}

void MainWindow::showKeys()
{
    m_rail->showKeys([this](const QString &page) { return m_actions->shownKey(u"go."_s + page); });
    m_header->showKeys(m_actions->shownKey(u"palette"_s), m_actions->shownKey(u"view.inspector"_s));
}

void MainWindow::saveAppearance()
{
    Appearance::of(widgets::Theme::current()).write(m_settings);
}

void MainWindow::restore()
{
    if (restoreGeometry(m_settings.value(u"window/geometry"_s).toByteArray()))
        keepOnScreen();
    m_area->restore(m_settings, width());
    open(m_settings.value(u"window/page"_s).toString(), m_settings.value(u"window/object"_s).toString());
}

/// The screen on which it was may be gone.
void MainWindow::keepOnScreen()
{
    const QRect frame = frameGeometry();
    const auto reaches = [&frame](const QScreen *screen) {
        const QRect seen = screen->availableGeometry() & frame;
        return seen.width() >= qMin(200, frame.width()) && seen.height() >= qMin(100, frame.height());
    };
    if (std::ranges::any_of(QGuiApplication::screens(), reaches))
        return;
    const QRect space = QGuiApplication::primaryScreen()->availableGeometry();
    resize(size().boundedTo(space.size()).expandedTo(minimumSize()));
    move(space.center() - rect().center());
}

void MainWindow::save()
{
    m_settings.setValue(u"window/geometry"_s, saveGeometry());
    m_settings.setValue(u"window/page"_s, m_pages->currentId());
    m_settings.setValue(u"window/object"_s, m_pages->currentObject());
    m_area->save(m_settings);
}

void MainWindow::leave()
{
    m_leaving->stopAll();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_leaving->mayClose())
        return event->ignore();
    save();
    QMainWindow::closeEvent(event);
}

} // namespace aiops::shell
