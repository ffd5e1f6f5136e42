#include "features/importing/csvhosts.h"

#include "core/future.h"
#include "core/text.h"

#include <QSet>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

struct FieldNames
{
    CsvField field;
    const char *key;
    const char *title;
    const char *others; ///< blank-separated; compared without case, blanks, '_' and '-'
};

constexpr std::array<FieldNames, 14> kFields{{
    {CsvField::Name, "name", QT_TRANSLATE_NOOP("aiops::importing", "Name"), "alias label instance server displayname title machine nickname"},
    {CsvField::Address, "address", QT_TRANSLATE_NOOP("aiops::importing", "Address"),
     "host hostname ip ipaddress addr fqdn dns dnsname publicip ansiblehost ipv4 ipv6 domain"},
    {CsvField::Port, "port", QT_TRANSLATE_NOOP("aiops::importing", "Port"), "sshport ansibleport"},
    {CsvField::User, "user", QT_TRANSLATE_NOOP("aiops::importing", "User"), "username login sshuser account ansibleuser"},
    {CsvField::Project, "project", QT_TRANSLATE_NOOP("aiops::importing", "Project"), "projectname"},
    {CsvField::Role, "role", QT_TRANSLATE_NOOP("aiops::importing", "Role"), "function purpose"},
    {CsvField::Environment, "environment", QT_TRANSLATE_NOOP("aiops::importing", "Environment"), "env stage"},
    {CsvField::Tags, "tags", QT_TRANSLATE_NOOP("aiops::importing", "Tags"), "tag labels"},
    {CsvField::Group, "group", QT_TRANSLATE_NOOP("aiops::importing", "Group"), "groups folder path"},
    {CsvField::Credential, "credential", QT_TRANSLATE_NOOP("aiops::importing", "Credential"), "credentialname"},
    {CsvField::Notes, "notes", QT_TRANSLATE_NOOP("aiops::importing", "Notes"), "note comment comments description remark remarks"},
    {CsvField::Region, "region", QT_TRANSLATE_NOOP("aiops::importing", "Region"), "location zone datacenter site"},
    {CsvField::Jump, "jump", QT_TRANSLATE_NOOP("aiops::importing", "Jump host"), "jumphost proxyjump bastion gateway proxy"},
    {CsvField::KeyFile, "key_file", QT_TRANSLATE_NOOP("aiops::importing", "Key file"), "identityfile identity keyfile privatekey privatekeyfile"},
}};

const FieldNames &namesOf(CsvField field)
{
    return *std::ranges::find(kFields, field, &FieldNames::field);
}

QString bare(const QString &name)
{
    QString text = plainCell(name).toLower();
    text.removeIf([](QChar c) { return c.isSpace() || c == u'_' || c == u'-' || c == u'.'; });
    return text;
}

CsvField guess(const QString &column)
{
    const QString name = bare(column);
    for (const FieldNames &field : kFields) {
        if (name == bare(QString::fromLatin1(field.key)) || name == bare(Text::tr(field.title))
            || QString::fromLatin1(field.others).split(u' ').contains(name))
            return field.field;
    }
    return CsvField::None;
}

inventory::Environment environmentOf(const QString &text, QString &problem)
{
    using inventory::Environment;
    static const QHash<QString, Environment> words{
        {u"prod"_s, Environment::Production}, {u"production"_s, Environment::Production}, {u"live"_s, Environment::Production},
        {u"staging"_s, Environment::Staging}, {u"stage"_s, Environment::Staging}, {u"stg"_s, Environment::Staging},
        {u"dev"_s, Environment::Development}, {u"development"_s, Environment::Development}, {u"none"_s, Environment::None}};
    const auto found = words.constFind(text.trimmed().toLower());
    if (found == words.constEnd())
        problem = Text::tr("The environment “%1” is not prod, staging or dev.").arg(shownPlain(text, 40));
    return found == words.constEnd() ? Environment::None : *found;
}

int portOf(const QString &text, QString &problem)
{
    bool ok = false;
    const int port = text.trimmed().toInt(&ok);
    if (!ok || port < 1 || port > 65535)
        problem = Text::tr("The port “%1” is not 1 to 65535.").arg(shownPlain(text, 40));
    return port;
}

QStringList parts(const QString &text, QChar separator)
{
    QStringList list;
    for (const QString &part : text.split(separator, Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty())
            list += part.trimmed();
    }
    return list;
}

/// "Checkout; Search" with the roles "web; api": the n-th role belongs to the n-th project.
QHash<QString, QString> projectsOf(const QString &projects, const QString &roles)
{
    QHash<QString, QString> found;
    const QStringList names = parts(projects, u';');
    const QStringList given = roles.split(u';');
    for (qsizetype i = 0; i < names.size(); ++i)
        found.insert(names[i], (given.size() == 1 ? given.first() : given.value(i)).trimmed());
    return found;
}

class RowReader final
{
public:
    explicit RowReader(const QList<CsvField> &columns)
    {
        for (qsizetype i = 0; i < columns.size(); ++i) {
            if (columns[i] != CsvField::None)
                m_places[size_t(columns[i])] = i;
        }
    }

    HostRecord read(const CsvRow &row, const QString &file) const
    {
        HostRecord host{.name = cell(row, CsvField::Name).trimmed(), .problem = row.problem, .file = file, .line = row.line};
        const auto take = [&](CsvField field, auto &target) {
            if (const QString text = cell(row, field).trimmed(); !text.isEmpty())
                target = text;
        };
        take(CsvField::Address, host.address);
        take(CsvField::User, host.user);
        take(CsvField::Region, host.region);
        take(CsvField::KeyFile, host.keyFile);
        take(CsvField::Credential, host.credential);
        if (const QString notes = cell(row, CsvField::Notes); !notes.trimmed().isEmpty())
            host.notes = QString(notes).replace("\r\n"_L1, "\n"_L1);
        if (const QString port = cell(row, CsvField::Port); !port.trimmed().isEmpty())
            host.port = portOf(port, host.problem);
        if (const QString environment = cell(row, CsvField::Environment); !environment.trimmed().isEmpty())
            host.environment = environmentOf(environment, host.problem);
        if (const QStringList group = parts(cell(row, CsvField::Group), u'/'); !group.isEmpty())
            host.group = group;
        if (const QString jump = cell(row, CsvField::Jump).trimmed(); !jump.isEmpty())
            host.jump = jump.compare("none"_L1, Qt::CaseInsensitive) == 0 ? JumpTo{.isDirect = true} : JumpTo{.name = jump};
        host.tags = parts(cell(row, CsvField::Tags), u';');
        host.projects = projectsOf(cell(row, CsvField::Project), cell(row, CsvField::Role));
        if (host.projects.isEmpty() && !cell(row, CsvField::Role).trimmed().isEmpty())
            host.remarks += Text::tr("the role is left out: it needs a project");
        if (host.credential)
            host.remarks += Text::tr("the credential “%1” is not taken over: attach it afterwards").arg(shownPlain(*host.credential, 60));
        return host;
    }

private:
    QString cell(const CsvRow &row, CsvField field) const
    {
        const qsizetype place = m_places[size_t(field)].value_or(-1);
        return place < 0 || place >= row.cells.size() ? QString() : plainCell(row.cells[place]);
    }

    std::array<std::optional<qsizetype>, kFields.size() + 1> m_places;
};

} // namespace

QList<CsvField> csvFields()
{
    QList<CsvField> fields;
    for (const FieldNames &field : kFields)
        fields += field.field;
    return fields;
}

QString csvFieldKey(CsvField field)
{
    return QString::fromLatin1(namesOf(field).key);
}

QString csvFieldTitle(CsvField field)
{
    return field == CsvField::None ? Text::tr("Leave out") : Text::tr(namesOf(field).title);
}

std::optional<CsvField> csvFieldOf(const QString &key)
{
    if (key == "-"_L1 || key == "none"_L1)
        return CsvField::None;
    const auto found = std::ranges::find(kFields, key, [](const FieldNames &field) { return QString::fromLatin1(field.key); });
    return found == kFields.end() ? std::nullopt : std::optional(found->field);
}

QList<CsvField> guessColumns(const QStringList &header)
{
    QList<CsvField> columns;
    // A file with both "name" and "hostname" has its addresses in the second; one with "hostname" and "ip" has names in the first.
    for (const QString &name : header) {
        const CsvField field = guess(name);
        columns += columns.contains(field) ? CsvField::None : field;
    }
    if (!columns.contains(CsvField::Name)) {
        for (qsizetype i = 0; i < header.size(); ++i) {
            const bool isHost = bare(header[i]) == "host"_L1 || bare(header[i]) == "hostname"_L1;
            const auto ip = std::ranges::find_if(header, [](const QString &name) { return bare(name).startsWith("ip"_L1) || bare(name).endsWith("ip"_L1) || bare(name) == "address"_L1; });
            if (!isHost || ip == header.end())
                continue;
            columns[i] = CsvField::Name;
            columns[ip - header.begin()] = CsvField::Address;
            break;
        }
    }
    return columns;
}

Result<QList<CsvField>> mapColumns(const QStringList &header, const QStringList &pairs)
{
    QList<CsvField> columns = guessColumns(header);
    QSet<CsvField> given;
    for (const QString &pair : pairs) {
        const qsizetype equals = pair.lastIndexOf(u'=');
        const QString name = pair.first(qMax<qsizetype>(equals, 0)).trimmed();
        const auto field = csvFieldOf(pair.sliced(equals + 1).trimmed());
        const auto place = std::ranges::find(header, name, [](const QString &cell) { return plainCell(cell).trimmed(); });
        if (equals < 0 || !field || place == header.end())
            return std::unexpected(Error{Errc::Invalid, Text::tr("“%1” does not say which column is which field.").arg(shownPlain(pair, 80)), {},
                                         place == header.end() ? Text::tr("The columns are %1.").arg(shownPlain(header.join(u", "_s), 300))
                                                               : Text::tr("Write column=field; the fields are those of the help.")});
        if (*field != CsvField::None && given.contains(*field))
            return std::unexpected(Error{Errc::Invalid, Text::tr("Two columns are mapped to %1.").arg(csvFieldKey(*field))});
        given.insert(*field);
        if (*field != CsvField::None)
            std::ranges::replace(columns, *field, CsvField::None);
        columns[place - header.begin()] = *field;
    }
    return columns;
}

Result<Document> hostsOfCsv(const CsvTable &table, const QList<CsvField> &columns, const QString &file, const std::function<bool()> &cancelled)
{
    if (!columns.contains(CsvField::Address) && !columns.contains(CsvField::Name))
        return std::unexpected(Error{Errc::Invalid, Text::tr("No column says the name or the address."), {},
                                     Text::tr("Map one column to Address; on the command line with --map COLUMN=address.")});
    Document document{.match = MatchBy::NameOrAddress};
    document.hosts.reserve(table.rows.size());
    const RowReader reader(columns);
    for (const CsvRow &row : table.rows) {
        if (row.line % 1024 == 0 && cancelled && cancelled())
            return std::unexpected(cancelledError());
        document.hosts += reader.read(row, file);
    }
    return document;
}

} // namespace aiops::importing
