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
bool canMeet(const ActionSpec &a, const ActionSpec &b)
{
    const auto inB = [&](const QString &page) { return b.pages.contains(page); };
    return a.pages.isEmpty() || b.pages.isEmpty() || std::ranges::any_of(a.pages, inB);
}

constexpr std::array<MenuRow, 7> menuTable{{{"File"_L1, QT_TRANSLATE_NOOP("Menu", "&File")},
                                            {"Edit"_L1, QT_TRANSLATE_NOOP("Menu", "&Edit")},
                                            {"View"_L1, QT_TRANSLATE_NOOP("Menu", "&View")},
                                            {"Go"_L1, QT_TRANSLATE_NOOP("Menu", "&Go")},
                                            {"Session"_L1, QT_TRANSLATE_NOOP("Menu", "&Session")},
                                            {"Tools"_L1, QT_TRANSLATE_NOOP("Menu", "&Tools")},
                                            {"Help"_L1, QT_TRANSLATE_NOOP("Menu", "&Help")}}};

} // namespace

ActionTable::ActionTable(QWidget *window, QSettings &settings) : QObject(window), m_window(window), m_keys(settings) {}

void ActionTable::add(const ActionSpec &spec)
{
    if (m_actions.contains(spec.id)) {
        qWarning("Action %s is registered twice.", qPrintable(spec.id));
        return;
    }
    auto *action = new QAction(spec.text, m_window);
    action->setObjectName(spec.id);
    action->setIcon(widgets::Theme::current().icon(spec.icon, widgets::Token::Muted));
    action->setShortcutContext(spec.pages.isEmpty() ? Qt::WindowShortcut : Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this, id = spec.id] { trigger(id); });
    if (spec.pages.isEmpty())
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

bool ActionTable::trigger(const QString &id)
{
    const ActionSpec *found = spec(id);
    return run(id, found && found->takesSelection && m_selection ? m_selection(found->forObjects) : QString());
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

void ActionTable::adoptPage(const QString &pageId, QWidget *page)
{
    for (const ActionSpec &spec : std::as_const(m_specs)) {
        if (spec.pages.contains(pageId))
            page->addAction(m_actions.value(spec.id));
    }
}

void ActionTable::applyKeys()
{
    for (QAction *action : std::as_const(m_actions))
        action->setShortcuts(QList<QKeySequence>());
    for (const bool chosen : {true, false}) {
        for (const ActionSpec &spec : std::as_const(m_specs)) {
            const auto own = m_keys.chosen(spec.id);
            if (own.has_value() == chosen)
                m_actions.value(spec.id)->setShortcuts(freeOf(own.value_or(KeyMap::defaults(spec)), spec));
        }
    }
    emit keysChanged();
}

QList<QKeySequence> ActionTable::freeOf(const QList<QKeySequence> &wanted, const ActionSpec &spec) const
{
    QList<QKeySequence> keys;
    for (const QKeySequence &sequence : wanted) {
        if (ownerOf(sequence, spec.id).isEmpty())
            keys.append(sequence);
    }
    return keys;
}

QList<QKeySequence> ActionTable::keys(const QString &id) const
{
    const QAction *action = m_actions.value(id);
    return action ? action->shortcuts() : QList<QKeySequence>();
}

QString ActionTable::shownKey(const QString &id) const
{
    return keys(id).value(0).toString(QKeySequence::NativeText);
}

bool ActionTable::isChanged(const QString &id) const
{
    const ActionSpec *found = spec(id);
    return found && keys(id) != KeyMap::defaults(*found);
}

QString ActionTable::ownerOf(const QKeySequence &keys, const QString &id) const
{
    const ActionSpec *asking = spec(id);
    for (const ActionSpec &other : m_specs) {
        if (other.id == id || (asking && !canMeet(*asking, other)))
            continue;
        const QList<QKeySequence> taken = m_actions.value(other.id)->shortcuts();
        if (std::ranges::any_of(taken, [&](const QKeySequence &each) { return keysClash(keys, each); }))
            return other.id;
    }
    return {};
}

void ActionTable::setKeys(const QString &id, const QList<QKeySequence> &keys)
{
    const ActionSpec *found = spec(id);
    if (!found)
        return;
    if (keys == KeyMap::defaults(*found))
        m_keys.reset(id);
    else
        m_keys.set(id, keys);
    applyKeys();
}

void ActionTable::takeKeys(const QString &id, const QList<QKeySequence> &keys)
{
    for (const QKeySequence &sequence : keys) {
        for (QString owner = ownerOf(sequence, id); !owner.isEmpty(); owner = ownerOf(sequence, id)) {
            QList<QKeySequence> left = this->keys(owner);
            left.removeIf([&](const QKeySequence &each) { return keysClash(each, sequence); });
            m_keys.set(owner, left);
            m_actions.value(owner)->setShortcuts(left);
        }
    }
    setKeys(id, keys);
}

void ActionTable::resetKeys(const QString &id)
{
    m_keys.reset(id);
    applyKeys();
}

void ActionTable::resetAllKeys()
{
    m_keys.resetAll();
    applyKeys();
}

void ActionTable::restoreKeys(const QVariantMap &saved)
{
    m_keys.restore(saved);
    applyKeys();
}

bool ActionTable::takesFromTerminal(QKeyCombination key) const
{
    const QKeyCombination plain(key.keyboardModifiers() & ~Qt::KeypadModifier, key.key());
    if (!isTerminalSafe(plain))
        return false;
    return std::ranges::any_of(m_specs, [&](const ActionSpec &spec) {
        return spec.inTerminal && std::ranges::any_of(keys(spec.id), [&](const QKeySequence &each) { return each[0] == plain; });
    });
}

} // namespace aiops::shell
