#include "features/terminal/gui/terminalactions.h"

#include "features/terminal/gui/terminalpane.h"
#include "features/terminal/gui/terminalspage.h"
#include "features/terminal/quickaddress.h"
#include "shell/navigator.h"
#include "shell/registry.h"

#include <QApplication>
#include <QRegularExpression>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("terminal", text);
}

/// The one with the focus, in whatever page, else the one that the Terminals area shows.
TerminalPane *paneOf(const PageRef &page)
{
    for (QWidget *widget = QApplication::focusWidget(); widget; widget = widget->parentWidget()) {
        if (auto *pane = qobject_cast<TerminalPane *>(widget))
            return pane;
    }
    return *page && (*page)->isVisible() ? (*page)->current() : nullptr;
}

using Keys = QList<QKeySequence>;

Keys keysOf(std::initializer_list<QLatin1StringView> texts)
{
    Keys keys;
    for (const QLatin1StringView text : texts)
        keys.append(QKeySequence(text));
    return keys;
}

shell::ActionSpec sessionAction(const QString &id, const QString &text, Keys keys, std::function<void()> run)
{
    shell::ActionSpec spec{.id = u"terminal."_s + id, .text = text, .menu = u"Session"_s, .run = std::move(run)};
    if (!keys.isEmpty())
        spec.shortcut = keys.takeFirst();
    spec.moreShortcuts = keys;
    spec.inTerminal = true;
    return spec;
}

/// On the terminal in front, wherever it is.
void addPaneActions(shell::Registry &registry, const PageRef &page)
{
    const auto add = [&](const QString &id, const QString &text, Keys keys, void (*run)(TerminalPane &)) {
        shell::ActionSpec spec = sessionAction(id, text, std::move(keys), [page, run] {
            if (TerminalPane *pane = paneOf(page))
                run(*pane);
        });
        spec.enabled = [page] { return paneOf(page) != nullptr; };
        spec.pages = {u"terminals"_s, u"instance"_s};
        registry.addAction(spec);
    };
    add(u"copy"_s, tr("Copy from the terminal"), keysOf({"Ctrl+Shift+C"_L1}), [](TerminalPane &pane) { pane.copy(); });
    add(u"paste"_s, tr("Paste into the terminal"), keysOf({"Ctrl+Shift+V"_L1}), [](TerminalPane &pane) { pane.paste(); });
    add(u"find"_s, tr("Find in the output"), keysOf({"Ctrl+Shift+F"_L1}), [](TerminalPane &pane) { pane.find(); });
    add(u"reconnect"_s, tr("Reconnect"), keysOf({"Ctrl+Shift+R"_L1}), [](TerminalPane &pane) { pane.reconnect(); });
    // The second keys are what the first ones give where plus, minus and 0 are typed with Shift.
    add(u"larger"_s, tr("Larger terminal text"), keysOf({"Ctrl+Shift++"_L1, "Ctrl+Shift+="_L1}), [](TerminalPane &pane) { pane.zoom(1); });
    add(u"smaller"_s, tr("Smaller terminal text"), keysOf({"Ctrl+Shift+-"_L1, "Ctrl+Shift+_"_L1}), [](TerminalPane &pane) { pane.zoom(-1); });
    add(u"usualSize"_s, tr("Usual terminal text size"), keysOf({"Ctrl+Shift+0"_L1, "Ctrl+Shift+)"_L1}), [](TerminalPane &pane) { pane.zoom(0); });
}

/// On the tabs of the Terminals area.
void addTabActions(shell::Registry &registry, const PageRef &page)
{
    const auto add = [&](const QString &id, const QString &text, Keys keys, std::function<void(TerminalsPage &)> run, bool inTerminal = true) {
        shell::ActionSpec spec = sessionAction(id, text, std::move(keys), [page, run] {
            if (*page)
                run(**page);
        });
        spec.enabled = [page] { return *page && (*page)->isVisible(); };
        spec.pages = {u"terminals"_s};
        spec.inTerminal = inTerminal;
        registry.addAction(spec);
    };
    add(u"close"_s, tr("Close terminal"), keysOf({"Ctrl+Shift+W"_L1}), [](TerminalsPage &p) { p.closeCurrent(); });
    add(u"nextTab"_s, tr("Next terminal"), keysOf({"Ctrl+Tab"_L1}), [](TerminalsPage &p) { p.step(1); });
    add(u"previousTab"_s, tr("Previous terminal"), keysOf({"Ctrl+Shift+Tab"_L1, "Ctrl+Shift+Backtab"_L1}), [](TerminalsPage &p) { p.step(-1); });
    add(u"quickConnect"_s, tr("Quick connect field"), keysOf({"Ctrl+L"_L1}), [](TerminalsPage &p) { p.focusQuickConnect(); }, false);
    for (int i = 0; i < 9; ++i)
        add(u"tab%1"_s.arg(i + 1), tr("Terminal %1").arg(i + 1), {QKeySequence(u"Alt+%1"_s.arg(i + 1))},
            [i](TerminalsPage &p) { p.showTab(i); });
}

/// A word alone may be the name of anything: an address says who or where.
bool looksLikeAddress(const QString &text)
{
    static const QRegularExpression address(uR"(\A(\S+@\S+|\S+:\d+|\[[0-9A-Fa-f:.]+\]\S*)\z)"_s);
    return address.match(text).hasMatch();
}

} // namespace

void addActions(shell::Registry &registry, shell::Navigator &navigator, const PageRef &page)
{
    registry.addAction({.id = u"terminal.new"_s,
                        .text = tr("New terminal"),
                        .menu = u"Session"_s,
                        .shortcut = QKeySequence(u"Ctrl+Shift+T"_s),
                        .run = [&navigator, page] {
                            navigator.open(u"terminals"_s);
                            if (*page)
                                (*page)->focusQuickConnect();
                        },
                        .icon = u"terminal"_s,
                        .inTerminal = true});
    registry.addAction({.id = u"terminal.local"_s,
                        .text = tr("Terminal on this computer"),
                        .menu = u"Session"_s,
                        .run = [&navigator, page] {
                            navigator.open(u"terminals"_s);
                            if (*page)
                                (*page)->openLocal();
                        },
                        .icon = u"computer"_s});
    registry.addAction({.id = u"terminal.connect"_s,
                        .text = tr("Connect"),
                        .menu = {},
                        .runFor = [&navigator, page](const QString &address) {
                            navigator.open(u"terminals"_s);
                            if (*page)
                                (*page)->connectTo(address);
                        }});
    registry.addAction({.id = u"terminal.saveAddress"_s,
                        .text = tr("Save this host as an instance"),
                        .menu = u"Session"_s,
                        .run = [&navigator, page] {
                            if (TerminalPane *pane = paneOf(page))
                                navigator.run(u"myspace.saveAddress"_s, writtenAddress(pane->session().endpoint()));
                        },
                        .enabled = [page] {
                            TerminalPane *pane = paneOf(page);
                            return pane && pane->session().endpoint().instance.isNull() && !pane->session().isLocal();
                        },
                        .icon = u"server"_s});
    addPaneActions(registry, page);
    addTabActions(registry, page);
}

void addAddressSearch(shell::Registry &registry, shell::Navigator &navigator, const PageRef &)
{
    const auto hitOf = [&navigator](const QString &text) -> std::optional<shell::SearchHit> {
        const auto endpoint = looksLikeAddress(text) ? parseQuickAddress(text) : std::unexpected(Error{});
        if (!endpoint)
            return std::nullopt;
        const QString address = writtenAddress(*endpoint);
        const auto connect = [&navigator, address] { navigator.run(u"terminal.connect"_s, address); };
        shell::SearchHit hit{u"terminal"_s, tr("Connect to %1").arg(shownName(*endpoint)), tr("without saving it"), connect, address};
        hit.openTerminal = connect;
        return hit;
    };
    registry.addSearch({.id = u"terminal.address"_s,
                        .title = tr("Addresses"),
                        .prefix = {},
                        .find = [hitOf](const QString &query) {
                            const auto hit = hitOf(query);
                            return hit ? QList<shell::SearchHit>{*hit} : QList<shell::SearchHit>();
                        },
                        .order = 0,
                        .hit = hitOf,
                        .leads = true});
}

} // namespace aiops::terminal
