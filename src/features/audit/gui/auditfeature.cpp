#include "features/audit/gui/auditfeature.h"

#include "core/text.h"
#include "features/audit/gui/auditpage.h"
#include "features/audit/gui/auditsettingspage.h"
#include "shell/navigator.h"
#include "shell/registry.h"

namespace aiops::audit {

using namespace Qt::StringLiterals;

namespace {

QString alertText(const QString &actor, const QJsonObject &detail)
{
    const bool reveals = detail.value(u"kind"_s).toString() == "reveal"_L1;
    const QString text = reveals ? AuditPage::tr("%1 revealed, copied or exported more than %2 credentials in %3 minutes.")
                                 : AuditPage::tr("%1 used credentials more than %2 times in %3 minutes.");
    return text.arg(shownPlain(actor, 60)).arg(detail.value(u"more_than"_s).toInt()).arg(detail.value(u"minutes"_s).toInt());
}

} // namespace

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const AuditServices &services)
{
    registry.addPage({.id = u"audit"_s, .title = AuditPage::tr("Audit"), .icon = u"log"_s, .group = 2, .order = 100,
                      .create = [services, &navigator](QWidget *parent) { return new AuditPage(services, navigator, parent); },
                      .help = u"audit"_s});
    QObject::connect(&services.log, &team::AuditLog::alerted, &navigator, [&navigator](const QString &actor, const QJsonObject &detail) {
        const QString text = alertText(actor, detail);
        navigator.problem(AuditPage::tr("Audit"), {Errc::Denied, text, {}, AuditPage::tr("If this was not you, lock the vault and look into the audit.")});
        navigator.toast(text, AuditPage::tr("Open Audit"), [&navigator] { navigator.open(u"audit"_s); });
    });
}

void registerSettings(shell::Registry &registry, const AuditServices &services, const AuditSettings &settings)
{
    registry.addSettings({.id = u"audit"_s, .title = AuditPage::tr("Audit"), .order = 55,
                          .create = [services, settings](QWidget *parent) { return new AuditSettingsPage(services, settings, parent); },
                          .entries = {AuditPage::tr("Alarm on many credentials"), AuditPage::tr("Copies to syslog or a webhook")}});
}

} // namespace aiops::audit
