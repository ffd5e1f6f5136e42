#include "features/myspace/gui/spacesearch.h"

#include "core/text.h"
#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/instancedialog.h"
#include "shell/dialog.h"
#include "shell/fuzzymatch.h"
#include "shell/navigator.h"

#include <QThreadPool>
#include <QUrl>

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostHits = 200;
constexpr qsizetype mostUnasked = 5; ///< of an empty query

/// "deploy@10.0.0.4:22" or "deploy@[2001:db8::1]:22", as the terminals write it.
void saveAddress(Actions &actions, const QString &address)
{
    const QUrl url(u"ssh://"_s + address, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return;
    auto *dialog = new InstanceDialog(actions, InstanceId(), shell::dialogParent());
    dialog->propose(url.userName(), url.host(), url.port(22));
    dialog->open();
}

} // namespace

SpaceSearch::SpaceSearch(Actions &actions, QObject *parent) : QObject(parent), m_actions(actions)
{
    // A burst of changes is one index.
    m_soon.setSingleShot(true);
    m_soon.setInterval(250);
    connect(&m_soon, &QTimer::timeout, this, &SpaceSearch::build);
    connect(&actions.estate(), &Estate::changed, this, &SpaceSearch::noteChange);
    connect(this, &SpaceSearch::ready, &actions.navigator(), &shell::Navigator::refreshSearch);
}

void SpaceSearch::noteChange()
{
    m_isStale = true;
    if (m_actions.estate().isLoaded() && !m_soon.isActive())
        m_soon.start();
}

void SpaceSearch::prepare()
{
    if (!m_actions.estate().isLoaded())
        m_actions.estate().loadSoon();
    else
        build();
}

SpaceSearch::Index SpaceSearch::indexOf(const QList<Instance> &instances, const QList<Project> &projects)
{
    Index index;
    index.rows.reserve(instances.size());
    index.ids.reserve(instances.size());
    for (const Instance &instance : instances) {
        index.rows.add(instance.name, QStringList{instance.address, instance.user} + instance.tags);
        index.ids.append(instance.id);
        if (!instance.notes.isEmpty())
            index.notes.append({instance.name, instance.notes, instance.notes.toCaseFolded(), instance.id, {}});
    }
    for (const Project &project : projects) {
        if (!project.notes.isEmpty())
            index.notes.append({project.name, project.notes, project.notes.toCaseFolded(), {}, project.id});
    }
    return index;
}

void SpaceSearch::build()
{
    if (m_isBuilding || !m_isStale)
        return;
    m_soon.stop();
    m_isBuilding = true;
    m_isStale = false;
    QThreadPool::globalInstance()->start([self = QPointer(this), instances = m_actions.estate().instances(),
                                               projects = m_actions.estate().projects()] {
        auto index = std::make_shared<const Index>(indexOf(instances, projects));
        QMetaObject::invokeMethod(qApp, [self, index] {
            if (!self)
                return;
            self->m_index = index;
            self->m_isBuilding = false;
            if (self->m_isStale)
                self->m_soon.start();
            emit self->ready();
        }, Qt::QueuedConnection);
    });
}

shell::SearchHit SpaceSearch::hitOf(const Instance &instance) const
{
    const QString user = instance.user.isEmpty() ? QString() : instance.user + u'@';
    QStringList context{user + instance.address};
    for (const Link &link : m_actions.estate().linksOf(instance.id)) {
        if (const Project *project = m_actions.estate().project(link.project))
            context.append(project->name);
    }
    context.append(instance.tags);
    const InstanceId id = instance.id;
    Actions *const actions = &m_actions;
    shell::SearchHit hit{u"server"_s, instance.name, context.join(u", "_s), [actions, id] { actions->openInstance(id); }, id.toString(),
                         u"instance"_s};
    hit.openTerminal = [actions, id] { actions->openTerminal(id); };
    hit.actions = [this, id] { return actionsOf(id); };
    return hit;
}

QList<shell::SearchHit> SpaceSearch::actionsOf(InstanceId id) const
{
    Actions *const actions = &m_actions;
    QList<shell::SearchHit> rows{
        {u"external"_s, Actions::tr("Open"), {}, [actions, id] { actions->openInstance(id); }},
        {u"terminal"_s, Actions::tr("Open terminal"), {}, [actions, id] { actions->openTerminal(id); }},
        {u"copy"_s, Actions::tr("Copy SSH command"), {}, [actions, id] { actions->copySshCommand(id); }},
        {u"edit"_s, Actions::tr("Edit…"), {}, [actions, id] { actions->editInstance(id, shell::dialogParent()); }},
        {u"tag"_s, Actions::tr("Add to project…"), {}, [actions, id] { actions->linkTo({id}, shell::dialogParent()); }},
        {u"archive"_s, Actions::tr("Archive"), {}, [actions, id] { actions->archive({id}); }},
        {u"trash"_s, Actions::tr("Remove…"), {}, [actions, id] { actions->remove({id}, shell::dialogParent()); }}};
    rows[1].shortcut = QKeySequence(u"Ctrl+Enter"_s).toString(QKeySequence::NativeText);
    return rows;
}

QList<shell::SearchHit> SpaceSearch::instances(const QString &query) const
{
    QList<shell::SearchHit> hits;
    if (!m_index)
        return hits;
    for (const qsizetype place : m_index->rows.find(query, query.isEmpty() ? mostUnasked : mostHits)) {
        // It may have gone since the index was made.
        if (const Instance *instance = m_actions.estate().instance(m_index->ids[place]))
            hits.append(hitOf(*instance));
    }
    return hits;
}

std::optional<shell::SearchHit> SpaceSearch::instance(const QString &id) const
{
    const Instance *found = m_actions.estate().instance(InstanceId::parse(id));
    return found ? std::optional(hitOf(*found)) : std::nullopt;
}

QList<shell::SearchHit> SpaceSearch::projects(const QString &query) const
{
    struct Scored { int score; shell::SearchHit hit; };
    QList<Scored> scored;
    for (const Project &each : m_actions.estate().projects()) {
        const auto match = shell::fuzzyMatch(query, each.name);
        if (match || each.description.contains(query, Qt::CaseInsensitive))
            scored.append({match ? match->score : 0, *project(each.id.toString())});
    }
    std::ranges::stable_sort(scored, std::greater{}, &Scored::score);
    QList<shell::SearchHit> hits;
    for (Scored &each : scored)
        hits.append(std::move(each.hit));
    return hits;
}

std::optional<shell::SearchHit> SpaceSearch::project(const QString &text) const
{
    const Project *found = m_actions.estate().project(ProjectId::parse(text));
    if (!found)
        return std::nullopt;
    Actions *const actions = &m_actions;
    const ProjectId id = found->id;
    const auto open = [actions, id] {
        actions->estate().setView({View::OneProject, id});
        actions->navigator().open(u"myspace"_s);
    };
    shell::SearchHit hit{u"folder"_s, found->name, Actions::tr("%n instances", nullptr, actions->estate().countIn(id)), open, text, u"project"_s};
    hit.color = found->color;
    hit.actions = [actions, id, open] {
        return QList<shell::SearchHit>{
            {u"external"_s, Actions::tr("Open"), {}, open},
            {u"pie"_s, Actions::tr("Dashboard of the project"), {}, [actions, id] { actions->openDashboard(id); }},
            {u"edit"_s, Actions::tr("Edit…"), {}, [actions, id] { actions->editProject(id, shell::dialogParent()); }},
            {u"archive"_s, Actions::tr("Archive"), {}, [actions, id] { actions->archiveProject(id); }}};
    };
    return hit;
}

namespace {

template <typename T, typename Make>
QList<shell::SearchHit> namedLike(const QList<T> &rows, const QString &query, Make make)
{
    struct Scored { int score; const T *row; };
    QList<Scored> scored;
    for (const T &row : rows) {
        if (const auto match = shell::fuzzyMatch(query, row.name))
            scored.append({match->score, &row});
    }
    std::ranges::stable_sort(scored, std::greater{}, &Scored::score);
    QList<shell::SearchHit> hits;
    for (const Scored &each : std::as_const(scored))
        hits.append(make(*each.row));
    return hits;
}

QString lineAt(const QString &text, qsizetype at)
{
    const qsizetype from = text.lastIndexOf(u'\n', qMin(at, text.size() - 1)) + 1;
    const qsizetype end = text.indexOf(u'\n', from);
    return text.sliced(from, (end < 0 ? text.size() : end) - from).simplified();
}

} // namespace

QList<shell::SearchHit> SpaceSearch::groups(const QString &query) const
{
    Actions *const actions = &m_actions;
    return namedLike(m_actions.estate().groups(), query, [actions](const Group &group) {
        const GroupId id = group.id;
        QStringList above = actions->estate().groupNames(id);
        if (!above.isEmpty())
            above.removeLast();
        const auto open = [actions, id] {
            actions->estate().setView({View::OneGroup, {}, id});
            actions->navigator().open(u"myspace"_s);
        };
        return shell::SearchHit{u"folder"_s, group.name, above.join(u" / "_s), open, id.toString(), u"group"_s};
    });
}

QList<shell::SearchHit> SpaceSearch::views(const QString &query) const
{
    Actions *const actions = &m_actions;
    return namedLike(m_actions.estate().savedViews(), query, [actions](const SavedView &view) {
        const QString object = u"view/"_s + view.id.toString();
        return shell::SearchHit{u"filter"_s, view.name, {}, [actions, object] { actions->navigator().open(u"myspace"_s, object); },
                                view.id.toString(), u"view"_s};
    });
}

QList<shell::SearchHit> SpaceSearch::notes(const QString &query) const
{
    constexpr qsizetype leastLetters = 3, most = 20;
    QList<shell::SearchHit> hits;
    const QString wanted = query.toCaseFolded();
    if (!m_index || wanted.size() < leastLetters)
        return hits;
    for (const Note &note : m_index->notes) {
        const qsizetype at = note.folded.indexOf(wanted);
        if (at < 0)
            continue;
        const auto subject = note.project.isNull() ? instance(note.instance.toString()) : project(note.project.toString());
        if (!subject)
            continue;
        shell::SearchHit hit = *subject;
        hit.icon = u"log"_s;
        const bool ofInstance = note.project.isNull();
        hit.run = [&actions = m_actions, page = ofInstance ? u"instance"_s : u"project"_s,
                   id = (ofInstance ? note.instance.toString() : note.project.toString()) + u"/notes"_s] { actions.navigator().open(page, id); };
        hit.context = shownPlain(lineAt(note.text, at), 200);
        hits.append(hit);
        if (hits.size() == most)
            break;
    }
    return hits;
}

void addSearches(shell::Registry &registry, Actions &actions)
{
    auto *search = new SpaceSearch(actions, &actions);
    registry.addSearch({.id = u"myspace.instances"_s, .title = Actions::tr("Instances"), .prefix = u"@"_s,
                        .find = [search](const QString &query) { return search->instances(query); }, .order = 10,
                        .hit = [search](const QString &id) { return search->instance(id); },
                        .prepare = [search] { search->prepare(); }});
    registry.addSearch({.id = u"myspace.projects"_s, .title = Actions::tr("Projects"), .prefix = u"#"_s,
                        .find = [search](const QString &query) { return search->projects(query); }, .order = 20,
                        .hit = [search](const QString &id) { return search->project(id); }});
    const auto byId = [](auto find) {
        return [find](const QString &id) -> std::optional<shell::SearchHit> {
            const QList<shell::SearchHit> all = find(QString());
            const auto found = std::ranges::find(all, id, &shell::SearchHit::objectId);
            return found == all.end() ? std::nullopt : std::optional(*found);
        };
    };
    const auto groups = [search](const QString &query) { return search->groups(query); };
    const auto views = [search](const QString &query) { return search->views(query); };
    registry.addSearch({.id = u"myspace.groups"_s, .title = Actions::tr("Groups"), .prefix = {}, .find = groups, .order = 30,
                        .hit = byId(groups)});
    registry.addSearch({.id = u"myspace.views"_s, .title = Actions::tr("Views"), .prefix = {}, .find = views, .order = 40,
                        .hit = byId(views)});
    registry.addSearch({.id = u"myspace.notes"_s, .title = Actions::tr("Notes"), .prefix = {},
                        .find = [search](const QString &query) { return search->notes(query); }, .order = 50});
    registry.addAction({.id = u"myspace.saveAddress"_s, .text = Actions::tr("Save as instance"), .menu = {},
                        .runFor = [&actions](const QString &address) { saveAddress(actions, address); }});
}

} // namespace aiops::myspace
