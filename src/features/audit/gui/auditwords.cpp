#include "features/audit/gui/auditwords.h"

#include "core/text.h"

#include <QCoreApplication>

namespace aiops::audit {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    const char *name;
    const char *words;
};

#define W(text) QT_TRANSLATE_NOOP("aiops::audit", text)
constexpr std::array kActions{
    Words{"organization.add", W("Add organization")}, Words{"organization.edit", W("Edit organization")},
    Words{"organization.archive", W("Archive organization")}, Words{"organization.restore", W("Restore organization")},
    Words{"project.add", W("Add project")}, Words{"project.edit", W("Edit project")},
    Words{"project.archive", W("Archive project")}, Words{"project.restore", W("Restore project")},
    Words{"project.link", W("Put instance in project")}, Words{"project.unlink", W("Take instance out of project")},
    Words{"instance.add", W("Add instance")}, Words{"instance.edit", W("Edit instance")},
    Words{"instance.archive", W("Archive instance")}, Words{"instance.restore", W("Restore instance")},
    Words{"instance.remove", W("Remove instance")}, Words{"instance.tag", W("Tag instance")},
    Words{"instance.probe", W("Probe instances")}, Words{"service.edit", W("Change services")}, Words{"service.open", W("Open service")},
    Words{"forward.edit", W("Change port forwards")}, Words{"forward.start", W("Start port forward")},
    Words{"instance.import", W("Import instances")}, Words{"instance.export", W("Export instances")},
    Words{"inventory.undo", W("Undo or redo")}, Words{"group.edit", W("Change group")}, Words{"group.remove", W("Remove group")},
    Words{"view.edit", W("Change saved view")},
    Words{"instance.test", W("Test connection")}, Words{"instance.copy_command", W("Copy SSH command")},
    Words{"credential.add", W("Add credential")}, Words{"credential.edit", W("Edit credential")},
    Words{"credential.attach", W("Attach credential")}, Words{"credential.detach", W("Detach credential")},
    Words{"credential.remove", W("Remove credential")}, Words{"credential.use", W("Use credential")},
    Words{"credential.reveal", W("Reveal credential")}, Words{"credential.copy", W("Copy credential")},
    Words{"credential.export", W("Export credential")}, Words{"credential.rotate", W("Rotate credential")},
    Words{"credential.snooze", W("Put off rotation")}, Words{"credential.revoke", W("Revoke credential")},
    Words{"credential.alert", W("Many credentials used")},
    Words{"vault.create", W("Create vault")}, Words{"vault.unlock", W("Unlock vault")},
    Words{"vault.lock", W("Lock vault")}, Words{"vault.passphrase", W("Change passphrase")},
    Words{"vault.confirm", W("Confirm with passphrase")}, Words{"vault.keychain", W("Allow or forget keychain")}, Words{"vault.export", W("Export vault")},
    Words{"vault.import", W("Import into vault")}, Words{"vault.recovery", W("Use recovery key")},
    Words{"vault.second_factor", W("Change second factor")},
    Words{"vault.add", W("Add vault")}, Words{"vault.rename", W("Rename vault")}, Words{"vault.rotate_key", W("Change key of vault")},
    Words{"vault.reseal", W("Seal vault again")}, Words{"vault.remove", W("Remove vault")}, Words{"backup.write", W("Write backup")},
    Words{"backup.restore", W("Restore backup")}, Words{"key.find", W("Look for keys")}, Words{"key.remove", W("Remove key")},
    Words{"host_key.trust", W("Trust host key")}, Words{"host_key.replace", W("Replace host key")},
    Words{"host_key.forget", W("Forget host key")},
    Words{"ssh.connect", W("Connect by SSH")}, Words{"ssh.shell", W("Open terminal")}, Words{"ssh.exec", W("Run command")},
    Words{"exec.run", W("Run command on hosts")}, Words{"policy.edit", W("Change command rule")},
    Words{"ssh.close", W("Close connection")},
    Words{"metrics.read", W("Read metrics")}, Words{"audit.export", W("Export audit")},
    Words{"audit.forward", W("Send audit copies")}, Words{"audit.alarm", W("Change alarm")}, Words{"audit.prune", W("Remove old details")}, Words{"audit.restart", W("Restart audit chain")},
    Words{"settings.change", W("Change setting")}, Words{"daemon.start", W("Start daemon")}, Words{"daemon.stop", W("Stop daemon")},
};
constexpr std::array kGroups{
    Words{"organization.", W("Organizations")}, Words{"project.", W("Projects")}, Words{"instance.", W("Instances")},
    Words{"inventory.", W("Undo")}, Words{"group.", W("Groups")}, Words{"view.", W("Saved views")},
    Words{"service.", W("Services")}, Words{"forward.", W("Port forwards")}, Words{"credential.", W("Credentials")}, Words{"vault.", W("Vault")}, Words{"backup.", W("Backups")},
    Words{"key.", W("Keys")}, Words{"host_key.", W("Host keys")},
    Words{"ssh.", W("SSH")}, Words{"exec.", W("Commands")}, Words{"policy.", W("Command rules")}, Words{"metrics.", W("Metrics")}, Words{"audit.", W("Audit")},
    Words{"settings.", W("Settings")}, Words{"daemon.", W("Daemon")},
};
constexpr std::array kOutcomes{Words{"done", W("Done")}, Words{"failed", W("Failed")}, Words{"denied", W("Denied")},
                               Words{"cancelled", W("Cancelled")}};
#undef W

template <size_t size>
QString wordsOf(const std::array<Words, size> &table, const QString &name)
{
    const auto it = std::ranges::find_if(table, [&name](const Words &w) { return name == QLatin1StringView(w.name); });
    return it == table.end() ? shownPlain(name, 100) : QCoreApplication::translate("aiops::audit", it->words);
}

} // namespace

QString actionWords(const QString &action)
{
    return wordsOf(kActions, action);
}

QString outcomeWord(const QString &outcome)
{
    return wordsOf(kOutcomes, outcome);
}

QString outcomeGlyph(const QString &outcome)
{
    return outcome == u"done"     ? u"passed"_s
           : outcome == u"failed" ? u"failed"_s
           : outcome == u"denied" ? u"unreachable"_s
           : outcome == u"cancelled" ? u"stopped"_s
                                  : u"unknown"_s;
}

QString objectText(const AuditEntry &entry)
{
    return shownPlain(entry.objectName.isEmpty() ? entry.objectId : entry.objectName, 200);
}

QList<ActionGroup> actionGroups()
{
    QList<ActionGroup> groups;
    for (const Words &group : kGroups)
        groups.append({QString::fromLatin1(group.name), QCoreApplication::translate("aiops::audit", group.words)});
    return groups;
}

QStringList actionsWithWords(const QString &text)
{
    QStringList names;
    for (const Words &action : kActions) {
        if (QCoreApplication::translate("aiops::audit", action.words).contains(text, Qt::CaseInsensitive))
            names.append(QString::fromLatin1(action.name));
    }
    return names;
}

QString utcTime(const QDateTime &at)
{
    return at.toUTC().toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString localTime(const QDateTime &at)
{
    return at.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

} // namespace aiops::audit
