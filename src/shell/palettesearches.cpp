#include "shell/palettesearches.h"

#include "shell/actiontable.h"
#include "shell/fuzzymatch.h"
#include "shell/navigator.h"

#include <QAction>

namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Palette", text);
}

/// Best first; all of them for an empty query, as they stand.
QList<SearchHit> fitting(const QList<SearchHit> &hits, const QString &query)
{
    struct Scored { int score; const SearchHit *hit; };
    QList<Scored> scored;
    for (const SearchHit &hit : hits) {
        if (const auto match = fuzzyMatch(query, hit.text))
            scored.append({match->score, &hit});
    }
    std::ranges::stable_sort(scored, std::greater{}, &Scored::score);
    QList<SearchHit> found;
    for (const Scored &each : std::as_const(scored))
        found.append(*each.hit);
    return found;
}

bool isOffered(const ActionSpec &spec)
{
    return spec.id != "palette"_L1 && spec.run && (!spec.enabled || spec.enabled());
}

SearchHit hitOf(ActionTable &actions, const ActionSpec &spec)
{
    SearchHit hit{spec.icon.isEmpty() ? u"chevron-right"_s : spec.icon, spec.text, ActionTable::menuTitle(spec.menu).remove(u'&'),
                  [&actions, id = spec.id] { actions.trigger(id); }};
    hit.objectId = spec.id;
    hit.shortcut = actions.action(spec.id)->shortcut().toString(QKeySequence::NativeText);
    return hit;
}

QList<SearchHit> commandHits(ActionTable &actions)
{
    QList<SearchHit> hits;
    for (const ActionSpec &spec : actions.specs()) {
        if (isOffered(spec))
            hits.append(hitOf(actions, spec));
    }
    return hits;
}

QList<SearchHit> settingsHits(const QList<SettingsSpec> &pages, Navigator &navigator)
{
    QList<SearchHit> hits;
    for (const SettingsSpec &page : pages) {
        const auto open = [&navigator, id = page.id] { navigator.open(u"settings"_s, id); };
        hits.append({u"gear"_s, page.title, tr("Settings"), open, page.id});
        for (const QString &entry : page.entries)
            hits.append({u"gear"_s, entry, page.title, open, page.id});
    }
    return hits;
}

} // namespace

SearchSpec commandSearch(ActionTable &actions)
{
    SearchSpec search{u"commands"_s, tr("Commands"), u">"_s,
                      [&actions](const QString &query) { return fitting(commandHits(actions), query); }, 60};
    search.hit = [&actions](const QString &id) -> std::optional<SearchHit> {
        const auto spec = std::ranges::find(actions.specs(), id, &ActionSpec::id);
        return spec == actions.specs().end() || !isOffered(*spec) ? std::nullopt : std::optional(hitOf(actions, *spec));
    };
    return search;
}

SearchSpec settingsSearch(const QList<SettingsSpec> &pages, Navigator &navigator)
{
    SearchSpec search{u"settings"_s, tr("Settings"), u";"_s,
                      [pages, &navigator](const QString &query) { return fitting(settingsHits(pages, navigator), query); }, 70};
    search.hit = [pages, &navigator](const QString &id) -> std::optional<SearchHit> {
        const QList<SearchHit> hits = settingsHits(pages, navigator);
        const auto found = std::ranges::find(hits, id, &SearchHit::objectId);
        return found == hits.end() ? std::nullopt : std::optional(*found);
    };
    return search;
}

QList<SearchHit> objectActions(ActionTable &actions, const QString &kind, const QString &id)
{
    QList<SearchHit> hits;
    for (const ActionSpec &spec : actions.specs()) {
        if (spec.forObjects == kind && spec.runFor && (!spec.enabled || spec.enabled()))
            hits.append({spec.icon.isEmpty() ? u"chevron-right"_s : spec.icon, spec.text, {},
                         [&actions, action = spec.id, id] { actions.run(action, id); }});
    }
    return hits;
}

} // namespace aiops::shell
