#include "shell/actiontable.h"

#include "widgets/theme.h"

#include <QAction>
#include <QMenu>

namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {

struct MenuRow
{
    QLatin1StringView key;
    const char *title;
};
constexpr std::array<MenuRow, 7> menuTable{{{"File"_L1, QT_TRANSLATE_NOOP("Menu", "&File")},
                                            {"Edit"_L1, QT_TRANSLATE_NOOP("Menu", "&Edit")},
                                            {"View"_L1, QT_TRANSLATE_NOOP("Menu", "&View")},
                                            {"Go"_L1, QT_TRANSLATE_NOOP("Menu", "&Go")},
                                            {"Session"_L1, QT_TRANSLATE_NOOP("Menu", "&Session")},
                                            {"Tools"_L1, QT_TRANSLATE_NOOP("Menu", "&Tools")},
                                            {"Help"_L1, QT_TRANSLATE_NOOP("Menu", "&Help")}}};

} // namespace

ActionTable::ActionTable(QWidget *window) : QObject(window), m_window(window) {}

void ActionTable::add(const ActionSpec &spec)
{
    if (m_actions.contains(spec.id)) {
        qWarning("Action %s is registered twice.", qPrintable(spec.id));
        return;
    }
    auto *action = new QAction(spec.text, m_window);
    action->setObjectName(spec.id);
    action->setIcon(widgets::Theme::current().icon(spec.icon, widgets::Token::Muted));
    action->setShortcut(spec.shortcut);
    action->setShortcutContext(Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, [this, id = spec.id] { run(id); });
    m_window->addAction(action);
    m_actions.insert(spec.id, action);
    m_specs.append(spec);
}

const ActionSpec *ActionTable::spec(const QString &id) const
{
    const auto found = std::ranges::find(m_specs, id, &ActionSpec::id);
    return found == m_specs.end() ? nullptr : &*found;
}

bool ActionTable::run(const QString &id, const QString &objectId)
{
    const ActionSpec *found = spec(id);
    if (!found || (found->enabled && !found->enabled()))
        return false;
    // A copy: what runs may register or remove actions.
    const ActionSpec action = *found;
    if (action.runFor && (!objectId.isEmpty() || !action.run))
        action.runFor(objectId);
    else if (action.run)
        action.run();
    else
        return false;
    return true;
}

void ActionTable::fill(QMenu *menu, const QString &menuKey)
{
    for (const ActionSpec &spec : std::as_const(m_specs)) {
        if (spec.menu == menuKey)
            menu->addAction(m_actions.value(spec.id));
    }
    watch(menu);
}

void ActionTable::watch(QMenu *menu)
{
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        for (QAction *action : menu->actions()) {
            if (const ActionSpec *found = spec(action->objectName()); found && found->enabled)
                action->setEnabled(found->enabled());
        }
    });
    // A disabled QAction also loses its shortcut, and nobody would ask again: run() asks itself.
    connect(menu, &QMenu::aboutToHide, this, [menu] {
        for (QAction *action : menu->actions())
            action->setEnabled(true);
    }, Qt::QueuedConnection);
}

QStringList ActionTable::menuKeys() const
{
    QStringList keys;
    const auto used = [&](const QString &key) { return std::ranges::contains(m_specs, key, &ActionSpec::menu); };
    for (const MenuRow &row : menuTable) {
        if (used(row.key))
            keys.append(row.key);
    }
    for (const ActionSpec &spec : m_specs) {
        if (!spec.menu.isEmpty() && !keys.contains(spec.menu))
            keys.append(spec.menu);
    }
    return keys;
}

QString ActionTable::menuTitle(const QString &menuKey)
{
    for (const MenuRow &row : menuTable) {
        if (menuKey == row.key)
            return QCoreApplication::translate("Menu", row.title);
    }
    return menuKey;
}

} // namespace aiops::shell
