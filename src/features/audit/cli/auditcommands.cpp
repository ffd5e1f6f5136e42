#include "features/audit/cli/auditcommands.h"

#include "cli/command.h"
#include "cli/unlock.h"
#include "features/audit/cli/auditverbs.h"

#include <QCoreApplication>

namespace aiops::audit {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("audit", text);
}

QList<Parameter> filters()
{
    return {{u"--action"_s, Parameter::Value, tr("Only actions that start so: instance., ssh.connect")},
            {u"--object"_s, Parameter::Value, tr("Only this object's id")},
            {u"--actor"_s, Parameter::Value, tr("Only what this person did")},
            {u"--text"_s, Parameter::Value, tr("Only what holds this in actor, action, object or details")},
            {u"--outcome"_s, Parameter::Value, tr("Only this outcome"), false, {u"done"_s, u"failed"_s, u"denied"_s, u"cancelled"_s}},
            {u"--since"_s, Parameter::Value, tr("Not before this time (RFC 3339)")},
            {u"--until"_s, Parameter::Value, tr("Not after this time (RFC 3339)")}};
}

void addReading(cli::Registry &registry)
{
    registry.add({u"audit"_s, u"list"_s, tr("List the newest entries."), u"aiops audit list --action instance. --limit 20"_s,
                  filters() + QList<Parameter>{{u"--limit"_s, Parameter::Value, tr("At most so many (200)")},
                                               {u"--before"_s, Parameter::Value, tr("Only entries with a smaller number, to read on")}}, runList});
    registry.add({u"audit"_s, u"show"_s, tr("Show all of one entry."), u"aiops audit show 1204"_s,
                  {{u"NUMBER"_s, Parameter::Positional, tr("The number of the entry"), true}}, runShow});
    registry.add({u"audit"_s, u"verify"_s, tr("Check the whole chain. Exit code 1 when it is broken."),
                  u"aiops audit verify --against audit-2026-10.head.json"_s,
                  {{u"--against"_s, Parameter::Value, tr("Also check that what this head file or JSON export saw is still there"), false, {}, u"file"_s},
                   {u"--all"_s, Parameter::Flag, tr("Check signatures again that were checked before")}}, runVerify});
}

void addWriting(cli::Registry &registry)
{
    registry.add({u"audit"_s, u"export"_s, tr("Write entries and the signed head of the chain to a file."),
                  u"aiops audit export --format csv --output audit.csv --since 2026-01-01T00:00:00Z"_s,
                  QList<Parameter>{{u"--format"_s, Parameter::Value, tr("csv (the head is in FILE.head.json) or json"), false, {u"csv"_s, u"json"_s}},
                                   {u"--output"_s, Parameter::Value, tr("The file to write; only you may read it"), true, {}, u"file"_s},
                                   {u"--force"_s, Parameter::Flag, tr("Replace the file when it exists")}}
                      + filters() + cli::passphraseParameters(), runExport});
    registry.add({u"audit"_s, u"prune"_s, tr("Remove the details of old entries. The chain stays verifiable."), u"aiops audit prune --older-than 400d"_s,
                  QList<Parameter>{{u"--older-than"_s, Parameter::Value, tr("Days (400d) or weeks (57w)"), true}} + cli::passphraseParameters(), runPrune});
    registry.add({u"audit"_s, u"restart"_s, tr("Close a broken chain with a signed note and begin a new one."),
                  u"aiops audit restart --reason 'restored from the backup of Monday'"_s,
                  QList<Parameter>{{u"--reason"_s, Parameter::Value, tr("What happened; it is kept in the chain"), true}} + cli::passphraseParameters(), runRestart});
    registry.add({u"audit"_s, u"forward"_s, tr("Copy new entries to a syslog or a webhook; without an option: show where they go."),
                  u"aiops audit forward --syslog tcp://log.example.com:601"_s,
                  {{u"--syslog"_s, Parameter::Value, tr("local, udp://HOST:PORT or tcp://HOST:PORT")},
                   {u"--webhook"_s, Parameter::Value, tr("http://127.0.0.1:PORT/PATH: entries are posted as a JSON array")},
                   {u"--from-start"_s, Parameter::Flag, tr("Begin with the first entry, not with the next one")},
                   {u"--off"_s, Parameter::Flag, tr("Stop")}}, runForward});
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    registry.describeNoun(u"audit"_s, tr("What was done, by whom, in a chain that shows changes."));
    addReading(registry);
    addWriting(registry);
}

} // namespace aiops::audit
