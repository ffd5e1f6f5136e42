#include "features/myspace/spaceview.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kGroups{"none"_L1, "project"_L1, "provider"_L1, "region"_L1, "status"_L1, "environment"_L1, "group"_L1};
constexpr std::array kSorts{"name"_L1, "role"_L1, "worst"_L1, "cpu"_L1, "memory"_L1, "disk"_L1, "last-seen"_L1,
                            "provider"_L1, "environment"_L1, "address"_L1, "source"_L1, "projects"_L1};

template <typename E, size_t n>
E enumOf(const std::array<QLatin1StringView, n> &names, const QString &name)
{
    const auto found = std::ranges::find_if(names, [&](QLatin1StringView known) { return name == known; });
    return E(found == names.end() ? 0 : found - names.begin());
}

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::myspace::CardModel", text);
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &one : value.toArray())
        list.append(one.toString());
    return list;
}

bool allows(const QStringList &wanted, const QString &value)
{
    return wanted.isEmpty() || wanted.contains(value);
}

} // namespace

QString nameOf(GroupBy group) { return kGroups[size_t(group)]; }
QString nameOf(SortBy sort) { return kSorts[size_t(sort)]; }
GroupBy groupByOf(const QString &name) { return enumOf<GroupBy>(kGroups, name); }
SortBy sortByOf(const QString &name) { return enumOf<SortBy>(kSorts, name); }

QByteArray SpaceView::toJson() const
{
    QJsonObject object{{u"group"_s, nameOf(group)}, {u"sort"_s, nameOf(sort)}, {u"descending"_s, descending}};
    if (!text.isEmpty())
        object.insert(u"text"_s, text);
    if (!mode.isEmpty())
        object.insert(u"mode"_s, mode);
    const std::pair<QString, const QStringList &> lists[] = {
        {u"provider"_s, choices.providers}, {u"region"_s, choices.regions}, {u"status"_s, choices.statuses},
        {u"environment"_s, choices.environments}, {u"tag"_s, choices.tags}, {u"last_seen"_s, choices.seen}};
    for (const auto &[key, values] : lists) {
        if (!values.isEmpty())
            object.insert(key, QJsonArray::fromStringList(values));
    }
    if (choices.withoutAgent)
        object.insert(u"without_agent"_s, true);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

SpaceView SpaceView::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto list = [&](const QString &key) { return strings(object.value(key)); };
    const QString mode = object.value(u"mode"_s).toString();
    return {.text = object.value(u"text"_s).toString(),
            .choices = {.providers = list(u"provider"_s), .regions = list(u"region"_s), .statuses = list(u"status"_s),
                        .environments = list(u"environment"_s), .tags = list(u"tag"_s), .seen = list(u"last_seen"_s),
                        .withoutAgent = object.value(u"without_agent"_s).toBool()},
            .group = groupByOf(object.value(u"group"_s).toString()),
            .sort = sortByOf(object.value(u"sort"_s).toString()),
            .descending = object.value(u"descending"_s).toBool(),
            .mode = mode == u"cards" || mode == u"table" ? mode : QString()};
}

QString seenBucket(qint64 seenAt, qint64 now)
{
    const qint64 minutes = (now - seenAt) / 60'000;
    return seenAt == 0           ? u"never"_s
           : minutes < 60        ? u"hour"_s
           : minutes < 24 * 60   ? u"day"_s
           : minutes < 7 * 1440  ? u"week"_s
                                 : u"older"_s;
}

bool accepts(const Choices &choices, const Facts &facts, qint64 now)
{
    if (!allows(choices.providers, facts.provider) || !allows(choices.regions, facts.region)
        || !allows(choices.statuses, facts.status) || !allows(choices.environments, facts.environment))
        return false;
    if (choices.withoutAgent && facts.hasAgent)
        return false;
    if (!choices.tags.isEmpty() && std::ranges::none_of(choices.tags, [&](const QString &t) { return facts.tags.contains(t); }))
        return false;
    return choices.seen.isEmpty() || choices.seen.contains(seenBucket(facts.seenAt, now));
}

QString statusWord(const QString &status)
{
    static const QHash<QString, const char *> words{
        {u"running"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Running")},
        {u"warning"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Warning")},
        {u"critical"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Critical")},
        {u"reachable"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Reachable")},
        {u"unreachable"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Unreachable")},
        {u"stopped"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Stopped")},
        {u"starting"_s, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Starting")},
    };
    return tr(words.value(status, QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Not checked")));
}

QString environmentWord(const QString &environment)
{
    return environment == u"prod"      ? tr(QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Production"))
           : environment == u"staging" ? tr(QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Staging"))
           : environment == u"dev"     ? tr(QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "Development"))
                                       : tr(QT_TRANSLATE_NOOP("aiops::myspace::CardModel", "None"));
}

QStringList statusWords(const QString &status)
{
    return {status, statusWord(status)};
}

QStringList environmentWords(const QString &environment)
{
    const QString word = environmentWord(environment);
    return environment == u"prod"      ? QStringList{u"production"_s, word}
           : environment == u"staging" ? QStringList{u"staging"_s, u"stage"_s, word}
           : environment == u"dev"     ? QStringList{u"development"_s, word}
                                       : QStringList{u"none"_s, word};
}

QString statusOf(const inventory::LastSeen &seen)
{
    return seen.state == u"reachable" || seen.state == u"unreachable" ? seen.state : u"unknown"_s;
}

Haystack haystackOf(const inventory::Instance &instance, const ProjectFacts &projects, const QStringList &groups, const QString &status)
{
    return Haystack({QStringList{instance.name}, QStringList{instance.address}, QStringList{instance.user}, instance.tags,
                     QStringList{instance.region}, projects.names, projects.roles, groups,
                     QStringList{inventory::providerName(instance.provider)},
                     environmentWords(inventory::environmentName(instance.environment)), statusWords(status)});
}

} // namespace aiops::myspace
