#include "features/probing/gui/probingfeature.h"

#include "features/probing/gui/probingsettingspage.h"
#include "features/probing/prober.h"
#include "features/probing/settings.h"
#include "inventory/inventory.h"
#include "shell/navigator.h"
#include "shell/registry.h"
#include "team/gatekeeper.h"

using namespace Qt::StringLiterals;

namespace aiops::probing {

namespace {

QString say(const char *text, int n = -1)
{
    return QCoreApplication::translate("aiops::probing", text, nullptr, n);
}

QString textOf(const QString &what, const Tally &tally)
{
    if (tally.total() == 1)
        return (tally.reachable ? say("%1 is reachable") : tally.unreachable ? say("%1 is unreachable") : say("%1 was not probed")).arg(what);
    QStringList parts{say("%n reachable", tally.reachable)};
    if (tally.unreachable > 0)
        parts << say("%n unreachable", tally.unreachable);
    if (tally.skipped > 0)
        parts << say("%n not probed", tally.skipped);
    return say("%1: %2").arg(what, parts.join(u", "_s));
}

void probe(const FeatureParts &parts, shell::Navigator &navigator, const QString &what, const team::Object &object, const QList<InstanceId> &ids)
{
    auto permit = parts.gatekeeper.request(team::Action::InstanceProbe, object);
    if (!permit)
        return navigator.problem(what, permit.error());
    if (ids.size() > 1)
        navigator.toast(say("Probing %n instances", int(ids.size())));
    deliver(parts.prober.probeNow(*std::move(permit), ids), &navigator, [&navigator, what](const Result<QList<Looked>> &looked) {
        if (!looked)
            navigator.problem(what, looked.error());
        else
            navigator.toast(textOf(what, tallyOf(*looked)));
    });
}

QList<InstanceId> idsOf(const Result<QList<inventory::Instance>> &instances)
{
    QList<InstanceId> ids;
    for (const inventory::Instance &instance : instances.value_or(QList<inventory::Instance>()))
        ids.append(instance.id);
    return ids;
}

void probeInstances(const FeatureParts &parts, shell::Navigator &navigator, const QString &objectId)
{
    if (objectId.isEmpty())
        return navigator.toast(say("Select the instances to probe first."));
    QList<InstanceId> ids;
    for (const QString &id : objectId.split(u',', Qt::SkipEmptyParts))
        ids.append(InstanceId::parse(id));
    const auto first = parts.inventory.instance(ids.value(0));
    const QString what = ids.size() == 1 && first ? first->name : say("%n instances", int(ids.size()));
    probe(parts, navigator, what, {u"instance"_s, ids.size() == 1 ? objectId : QString(), what}, ids);
}

void probeProject(const FeatureParts &parts, shell::Navigator &navigator, const QString &objectId)
{
    if (objectId.isEmpty())
        return navigator.toast(say("Choose the project to probe first."));
    const auto project = parts.inventory.project(ProjectId::parse(objectId));
    if (!project)
        return navigator.problem(say("Probe"), project.error());
    probe(parts, navigator, project->name, {u"project"_s, objectId, project->name}, idsOf(parts.inventory.instances({.project = project->id})));
}

void probeAll(const FeatureParts &parts, shell::Navigator &navigator)
{
    const auto organization = parts.inventory.organization(parts.inventory.currentOrganization());
    if (!organization)
        return navigator.toast(say("There is nothing to probe."));
    probe(parts, navigator, organization->name, {u"organization"_s, organization->id.toString(), organization->name},
          idsOf(parts.inventory.instances({.organization = organization->id})));
}

} // namespace

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const FeatureParts &parts)
{
    registry.addAction({.id = u"probing.probeAll"_s, .text = say("Probe all instances"), .menu = u"Tools"_s,
                        .run = [parts, &navigator] { probeAll(parts, navigator); }, .icon = u"refresh"_s});
    registry.addAction({.id = u"probing.probe"_s, .text = say("Probe"), .menu = {}, .run = {},
                        .runFor = [parts, &navigator](const QString &ids) { probeInstances(parts, navigator, ids); }});
    registry.addAction({.id = u"probing.probeProject"_s, .text = say("Probe project"), .menu = {}, .run = {},
                        .runFor = [parts, &navigator](const QString &id) { probeProject(parts, navigator, id); }});
    registry.addSettings({.id = u"reachability"_s, .title = say("Reachability"), .order = 45,
                          .create = [parts](QWidget *parent) { return new ProbingSettingsPage(parts.prober, parts.gatekeeper, parts.settings, parent); }});
}

void startAsSet(Prober &prober, team::Gatekeeper &gatekeeper, const QSettings &settings)
{
    prober.setInterval(intervalOf(settings));
    prober.setLimit(limitOf(settings));
    if (!enabledSetting.read(settings))
        return prober.stop();
    if (auto permit = gatekeeper.request(team::Action::InstanceProbe); permit && !prober.isOn())
        prober.start(*std::move(permit));
}

} // namespace aiops::probing
