#include "features/forwards/gui/forwardsfeature.h"

#include "features/forwards/forwards.h"
#include "features/forwards/gui/forwarddialog.h"
#include "features/forwards/gui/forwardlist.h"
#include "shell/dialog.h"
#include "shell/navigator.h"
#include "shell/registry.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace aiops::forwards {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::forwards", text);
}

} // namespace

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const FeatureParts &parts)
{
    const auto add = [parts, &navigator](const QString &instanceId) {
        auto *dialog = new ForwardDialog({.id = {}, .instance = InstanceId::parse(instanceId), .kind = Kind::Local, .name = {}, .listen = {}, .target = {}},
                                         parts, shell::dialogParent());
        QObject::connect(dialog, &ForwardDialog::saved, &navigator, [parts, &navigator](const Forward &forward) { startForward(parts, navigator, forward); });
        dialog->open();
    };
    registry.addAction({.id = u"forward.add"_s,
                        .text = say("Forward a port…"),
                        .menu = u"Session"_s,
                        .run = [add] { add({}); },
                        .icon = u"link"_s,
                        .runFor = add,
                        .forObjects = u"instance"_s});
    registry.addStatus({.id = u"forwards"_s,
                        .icon = u"link"_s,
                        .order = 45,
                        .text = [&forwards = parts.forwards] {
                            const int count = forwards.running();
                            return count == 0 ? QString() : QCoreApplication::translate("aiops::forwards", "%n forwards", nullptr, count);
                        },
                        .activate = [&navigator](QWidget *) { navigator.open(u"terminals"_s); }});
    const auto told = std::make_shared<int>(0); // bytes change more often than this number
    QObject::connect(&parts.forwards, &Forwards::conditionChanged, &navigator, [&forwards = parts.forwards, &navigator, told] {
        if (std::exchange(*told, forwards.running()) != forwards.running())
            navigator.refreshStatus();
    });
}

QWidget *createForwardList(const FeatureParts &parts, shell::Navigator &navigator, QWidget *parent)
{
    return new ForwardList(parts, navigator, parent);
}

} // namespace aiops::forwards
