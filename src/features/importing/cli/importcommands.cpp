#include "features/importing/cli/importcommands.h"

#include "features/importing/cli/importverbs.h"
#include "features/importing/exporting.h"
#include "features/importing/textdecoding.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QList<Parameter> commonParameters()
{
    return {{u"--dry-run"_s, Parameter::Flag, Text::tr("Show what would change and write nothing")},
            {u"--strict"_s, Parameter::Flag, Text::tr("Write nothing when a row cannot be imported")},
            {u"--project"_s, Parameter::Value, Text::tr("Project for rows that name none; made when it is missing"), false, {}, u"project"_s},
            {u"--env"_s, Parameter::Value, Text::tr("Environment for rows that name none"), false, {u"prod"_s, u"staging"_s, u"dev"_s}},
            {u"--group"_s, Parameter::Value, Text::tr("Group for rows that name none, like eu/web")},
            {u"--known-hosts"_s, Parameter::Value, Text::tr("Take host keys from this file instead of ~/.ssh/known_hosts"), false, {}, u"file"_s},
            {u"--no-host-keys"_s, Parameter::Flag, Text::tr("Take over no host keys")}};
}

Parameter encoding()
{
    return {u"--encoding"_s, Parameter::Value, Text::tr("Encoding of the file; found out when it is missing"), false, knownEncodings()};
}

void addExport(cli::Registry &registry)
{
    QStringList formats;
    for (const auto &[key, format] : exportFormats())
        formats += key;
    registry.add({u"instance"_s, u"export"_s, Text::tr("Write instances as CSV, ssh_config or Ansible inventory; everything unless some are chosen. No secret is written."),
                  u"aiops instance export --format ssh-config --project Checkout --output config"_s,
                  {{u"SELECTOR"_s, Parameter::Positionals, Text::tr("Name or id"), false, {}, u"instance"_s},
                   {u"--format"_s, Parameter::Value, Text::tr("Format (csv)"), false, formats},
                   {u"--output"_s, Parameter::Value, Text::tr("File to write instead of stdout"), false, {}, u"file"_s},
                   {u"--project"_s, Parameter::List, Text::tr("Those of the project"), false, {}, u"project"_s},
                   {u"--tag"_s, Parameter::List, Text::tr("Those with the tag")},
                   {u"--env"_s, Parameter::Value, Text::tr("Those of the environment"), false, {u"prod"_s, u"staging"_s, u"dev"_s}},
                   {u"--all"_s, Parameter::Flag, Text::tr("Everything")}},
                  runExport});
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    const auto run = [](SourceKind kind) { return [kind](cli::Context context) { return runImport(std::move(context), kind); }; };
    const Parameter file{u"FILE"_s, Parameter::Positional, Text::tr("File to read"), true, {}, u"file"_s};
    QStringList fields;
    for (const CsvField field : csvFields())
        fields += csvFieldKey(field);
    registry.add({u"instance"_s, u"import-csv"_s, Text::tr("Add and update instances from a CSV file, whose first line names the columns: %1.").arg(fields.join(u", "_s)),
                  u"aiops instance import-csv hosts.csv --map \"Server=name\" --dry-run"_s,
                  QList<Parameter>{file, {u"--map"_s, Parameter::List, Text::tr("COLUMN=FIELD: what a column means; FIELD none leaves it out")}, encoding(),
                                   {u"--duplicates"_s, Parameter::Flag, Text::tr("Also add rows whose address and port are there already")}} + commonParameters(),
                  run(SourceKind::Csv)});
    Parameter config = file;
    config.required = false;
    config.help = Text::tr("File to read (~/.ssh/config)");
    registry.add({u"instance"_s, u"import-ssh-config"_s, Text::tr("Add and update instances from an OpenSSH configuration."),
                  u"aiops instance import-ssh-config --dry-run"_s, QList<Parameter>{config} + commonParameters(), run(SourceKind::SshConfig)});
    registry.add({u"instance"_s, u"import-ansible"_s, Text::tr("Add and update instances from an Ansible inventory (INI or YAML)."),
                  u"aiops instance import-ansible inventory.yml --project Checkout"_s, QList<Parameter>{file, encoding()} + commonParameters(), run(SourceKind::Ansible)});
    addExport(registry);
}

} // namespace aiops::importing
