#include "shell/keyrows.h"

#include "shell/actiontable.h"

namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Keys", text);
}

KeyRow rowOf(const ActionTable &actions, const ActionSpec &spec)
{
    const QList<QKeySequence> keys = actions.keys(spec.id);
    const bool inTerminal = spec.inTerminal
                            && std::ranges::any_of(keys, [](const QKeySequence &each) { return isTerminalSafe(each[0]); });
    return {ActionTable::menuTitle(spec.menu).remove(u'&'), spec.id, spec.text, shownKeys(keys), inTerminal};
}

} // namespace

QList<KeyRow> keyRows(const ActionTable &actions, const QList<KeySpec> &fixed)
{
    QList<KeyRow> rows;
    for (const QString &menu : actions.menuKeys()) {
        for (const ActionSpec &spec : actions.specs()) {
            if (spec.menu == menu && spec.run)
                rows.append(rowOf(actions, spec));
        }
    }
    for (const KeySpec &spec : fixed)
        rows.append({spec.group, {}, spec.text, shownKeys(spec.keys), false});
    return rows;
}

QList<KeySpec> frameKeys()
{
    const auto keys = [](std::initializer_list<const char *> texts) {
        QList<QKeySequence> list;
        for (const char *text : texts)
            list.append(QKeySequence(QLatin1StringView(text)));
        return list;
    };
    const QString lists = tr("Lists and tables");
    const QString everywhere = tr("Everywhere");
    return {{lists, keys({"Up", "Down", "Left", "Right"}), tr("Move")},
            {lists, keys({"Home", "End", "PgUp", "PgDown"}), tr("Move to an end, or by a page")},
            {lists, keys({"Shift+Up", "Shift+Down"}), tr("Select more")},
            {lists, keys({"Return"}), tr("Open")},
            {lists, keys({"Menu", "Shift+F10"}), tr("Everything that can be done with the selection")},
            {everywhere, keys({"Tab", "Shift+Tab"}), tr("Next and previous control")},
            {everywhere, keys({"Esc"}), tr("Close a dialog, clear a filter or a selection")},
            {everywhere, keys({"Space"}), tr("Press the button that has the focus")},
            {tr("Search and commands"), keys({"Ctrl+Return"}), tr("Open a terminal on the row")},
            {tr("Search and commands"), keys({"Tab"}), tr("What else can be done with the row; Esc goes back")}};
}

QString textOf(const QList<KeyRow> &rows)
{
    QString text;
    QString group;
    for (const KeyRow &row : rows) {
        if (row.keys.isEmpty())
            continue;
        if (row.group != group) {
            text += (text.isEmpty() ? QString() : u"\n"_s) + row.group + u"\n"_s;
            group = row.group;
        }
        text += u"  "_s + row.keys.leftJustified(28) + u' ' + row.text + u'\n';
    }
    return text;
}

bool fits(const KeyRow &row, const QString &filter)
{
    const auto has = [&row](const QString &word) {
        return row.text.contains(word, Qt::CaseInsensitive) || row.keys.contains(word, Qt::CaseInsensitive)
               || row.group.contains(word, Qt::CaseInsensitive);
    };
    return std::ranges::all_of(filter.simplified().split(u' ', Qt::SkipEmptyParts), has);
}

} // namespace aiops::shell
