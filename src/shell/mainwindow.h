#pragma once

#include "shell/actiontable.h"
#include "shell/paneorder.h"
#include "shell/recentuse.h"

#include <QHash>
#include <QMainWindow>

class QSettings;

namespace aiops::widgets {
class ToastHost;
}

namespace aiops::shell {

class HeaderBar;
class Leaving;
class MainMenu;
class Navigator;
class Page;
class PageHost;
class Rail;
class StatusStrip;
class WorkArea;

/// The frame: it knows what is registered and who navigates, and no feature. `registry`, `navigator` and `settings`
/// must outlive it. Nothing is opened before restore() or open().
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const Registry &registry, Navigator &navigator, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Size, panes and the page of the last time, else the first area.
    void restore();
    /// Empty or unknown: the first area.
    void open(const QString &page, const QString &objectId = {});

    PageHost *pages() const { return m_pages; }
    WorkArea *workArea() const { return m_area; }
    HeaderBar *header() const { return m_header; }
    Rail *rail() const { return m_rail; }
    ActionTable &actions() { return *m_actions; }
    MainMenu &menu() { return *m_menu; }
    widgets::ToastHost &toasts() { return *m_toasts; }

    void movePane(int step); ///< F6 and Shift+F6
    void openPalette();
    void openHelp(); ///< the manual's page for the current one
    void openShortcutSheet();
    void saveAppearance();
    void leave(); ///< closes without a question; what runs is stopped first

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    QList<PageSpec> allPages();
    void buildLayout();
    void connectNavigator();
    QList<SettingsSpec> allSettings();
    QList<KeySpec> fixedKeys() const;
    void adoptPage(Page *page, const QString &pageId);
    void showKeys();
    void keepOnScreen();
    void showPage();
    QString areaOf(const QString &page) const;
    void describePanes();
    void setPaneOrder();
    void refreshStatus();
    void save();

    const Registry &m_registry;
    Navigator &m_navigator;
    QSettings &m_settings;
    ActionTable *m_actions;
    RecentUse m_recent;
    Leaving *m_leaving;
    MainMenu *m_menu = nullptr;
    HeaderBar *m_header = nullptr;
    Rail *m_rail = nullptr;
    PageHost *m_pages = nullptr;
    WorkArea *m_area = nullptr;
    StatusStrip *m_status = nullptr;
    widgets::ToastHost *m_toasts = nullptr;
    PaneOrder m_panes;
    QHash<Page *, QWidget *> m_sidePanes;
    QHash<Page *, QWidget *> m_inspectors;
};

} // namespace aiops::shell
