#include "features/exec/gui/execfeature.h"

#include "features/exec/gui/policypage.h"
#include "features/exec/gui/runpage.h"
#include "features/exec/statewords.h"
#include "shell/navigator.h"
#include "shell/registry.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::exec", text);
}

void tellEnd(shell::Navigator &navigator, const Execution &execution)
{
    if (execution.request().origin != "window"_L1)
        return;
    navigator.toast(tr("Command ended: %1").arg(countsText(execution.counts())), tr("Show"),
                    [&navigator, id = execution.id().toString()] { navigator.open(u"run"_s, u"run/"_s + id); });
}

/// For the question whether to close the window.
QString runningText(const Executions &executions)
{
    QList<std::shared_ptr<Execution>> going = executions.live();
    going.removeIf([](const std::shared_ptr<Execution> &one) { return one->isFinished(); });
    if (going.isEmpty())
        return {};
    if (going.size() > 1)
        return tr("%1 commands have not ended on all of their hosts. They are ended there first; hosts whose turn has not come are left alone.").arg(going.size());
    const Counts counts = going.first()->counts();
    const QString command = shownCommand(going.first()->request().command, 120);
    const int left = counts.total() - counts.ended();
    const QString what = left == 1 ? tr("“%1” has not ended on one host.").arg(command) : tr("“%1” has not ended on %2 hosts.").arg(command).arg(left);
    return what + u' ' + tr("It is ended there first; hosts whose turn has not come are left alone.");
}

} // namespace

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const ExecServices &services)
{
    registry.addPage({.id = u"run"_s, .title = tr("Run"), .icon = u"play"_s, .group = 0, .order = 40,
                      .create = [services, &navigator](QWidget *parent) { return new RunPage(services, navigator, parent); },
                      .count = [&executions = services.executions] { return executions.running(); }, .help = u"commands"_s});
    registry.addAction({.id = u"exec.compose"_s, .text = tr("Run command"), .menu = u"Tools"_s, .shortcut = QKeySequence(u"Ctrl+J"_s),
                        .run = [&navigator] { navigator.open(u"run"_s, u"new"_s); }, .icon = u"play"_s,
                        .runFor = [&navigator](const QString &ids) { navigator.open(u"run"_s, ids.isEmpty() ? u"new"_s : ids); }, .forObjects = u"instance"_s, .takesSelection = true});
    registry.addStatus({.id = u"exec.running"_s, .icon = u"play"_s, .order = 45,
                        .text = [&executions = services.executions] {
                            const int running = executions.running();
                            return running == 0 ? QString() : running == 1 ? tr("1 command running") : tr("%1 commands running").arg(running);
                        },
                        .activate = [&navigator](QWidget *) { navigator.open(u"run"_s); }});
    registry.addSettings({.id = u"commandrules"_s, .title = tr("Command rules"), .order = 55,
                          .create = [services](QWidget *parent) { return new PolicyPage(services, parent); }, .entries = {tr("Allow, ask about or deny commands")}});
    QObject::connect(&services.executions, &Executions::notKept, &navigator, [&navigator](const Error &error) {
        navigator.problem(tr("History of commands"), error);
    });
    registry.addLeave({.id = u"exec"_s, .running = [&executions = services.executions] { return runningText(executions); },
                       .stop = [&executions = services.executions] { return executions.stopAll(); }});
    QObject::connect(&services.executions, &Executions::changed, &navigator, [&navigator, &executions = services.executions, told = QSet<ExecutionId>()]() mutable {
        navigator.refreshStatus();
        for (const std::shared_ptr<Execution> &one : executions.live()) {
            if (!one->isFinished() || told.contains(one->id()))
                continue;
            told.insert(one->id());
            tellEnd(navigator, *one);
        }
    });
}

} // namespace aiops::exec
