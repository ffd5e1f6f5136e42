#include "features/importing/exporting.h"

#include "features/importing/csvhosts.h"

#include <QSet>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

QString cellOf(CsvField field, const HostRecord &host)
{
    const QStringList projects = [&] {
        QStringList names = host.projects.keys();
        names.sort();
        return names;
    }();
    QStringList roles;
    for (const QString &project : projects)
        roles += host.projects[project];
    switch (field) {
    case CsvField::Name: return host.name;
    case CsvField::Address: return host.address.value_or(QString());
    case CsvField::Port: return QString::number(host.port.value_or(22));
    case CsvField::User: return host.user.value_or(QString());
    case CsvField::Project: return projects.join(u';');
    case CsvField::Role: return std::ranges::all_of(roles, &QString::isEmpty) ? QString() : roles.join(u';');
    case CsvField::Environment: return inventory::environmentName(host.environment.value_or(inventory::Environment::None));
    case CsvField::Tags: return host.tags.join(u';');
    case CsvField::Group: return host.group.value_or(QStringList()).join(u'/');
    case CsvField::Notes: return host.notes.value_or(QString());
    case CsvField::Region: return host.region.value_or(QString());
    case CsvField::Jump: return host.jump.value_or(JumpTo()).name;
    case CsvField::KeyFile: return host.keyFile.value_or(QString());
    case CsvField::Credential:
    case CsvField::None: return {};
    }
    return {};
}

} // namespace

QList<std::pair<QString, ExportFormat>> exportFormats()
{
    return {{u"csv"_s, ExportFormat::Csv}, {u"ssh-config"_s, ExportFormat::SshConfig}, {u"ansible-ini"_s, ExportFormat::AnsibleIni},
            {u"ansible-yaml"_s, ExportFormat::AnsibleYaml}};
}

QString formatTitle(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv: return Text::tr("CSV for spreadsheets");
    case ExportFormat::SshConfig: return Text::tr("OpenSSH configuration");
    case ExportFormat::AnsibleIni: return Text::tr("Ansible inventory, INI");
    case ExportFormat::AnsibleYaml: return Text::tr("Ansible inventory, YAML");
    }
    return {};
}

QString formatFileName(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv: return u"instances.csv"_s;
    case ExportFormat::SshConfig: return u"ssh_config"_s;
    case ExportFormat::AnsibleIni: return u"inventory.ini"_s;
    case ExportFormat::AnsibleYaml: return u"inventory.yml"_s;
    }
    return {};
}

Present selectionOf(const Present &present, const QList<InstanceId> &ids)
{
    if (ids.isEmpty())
        return present;
    QHash<QString, qsizetype> places;
    for (qsizetype i = present.hosts.size() - 1; i >= 0; --i)
        places.insert(present.hosts[i].values.name, i);
    QSet<InstanceId> wanted(ids.begin(), ids.end());
    for (const Present::Host &host : present.hosts) {
        qsizetype at = wanted.contains(host.id) ? places.value(host.values.jump.value_or(JumpTo()).name, -1) : -1;
        while (at >= 0 && !wanted.contains(present.hosts[at].id)) {
            wanted.insert(present.hosts[at].id);
            at = places.value(present.hosts[at].values.jump.value_or(JumpTo()).name, -1);
        }
    }
    Present chosen = present;
    chosen.hosts.removeIf([&wanted](const Present::Host &host) { return !wanted.contains(host.id); });
    return chosen;
}

QString csvOf(const Present &present)
{
    QList<CsvField> fields = csvFields();
    fields.removeOne(CsvField::Credential);
    QStringList cells;
    for (const CsvField field : fields)
        cells += csvFieldKey(field);
    QString text = cells.join(u',') + u'\n';
    for (const Present::Host &host : present.hosts) {
        cells.clear();
        for (const CsvField field : fields)
            cells += csvCell(cellOf(field, host.values));
        text += cells.join(u',') + u'\n';
    }
    return text;
}

QByteArray exported(ExportFormat format, const Present &present)
{
    switch (format) {
    case ExportFormat::Csv: return csvOf(present).toUtf8();
    case ExportFormat::SshConfig: return sshConfigOf(present).toUtf8();
    case ExportFormat::AnsibleIni: return ansibleIniOf(present).toUtf8();
    case ExportFormat::AnsibleYaml: return ansibleYamlOf(present).toUtf8();
    }
    return {};
}

} // namespace aiops::importing
