#include "features/myspace/gui/inheritedfields.h"

#include "features/myspace/spaceview.h"
#include "inventory/validation.h"
#include "widgets/field.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

namespace {

QComboBox *comboOf(const Field *field)
{
    return static_cast<QComboBox *>(field->control());
}

QString environmentTitle(Environment environment)
{
    return environmentWord(environmentName(environment));
}

} // namespace

InheritedFields::InheritedFields(Controls controls, const QList<Group> &groups, const QList<Instance> &instances, QObject *parent)
    : QObject(parent), m_controls(controls), m_inheritance(groups), m_groups(groups), m_instances(instances)
{
    if (m_controls.group) {
        fillGroups();
        connect(comboOf(m_controls.group), &QComboBox::currentIndexChanged, this, &InheritedFields::showInherited);
    }
    QStringList names;
    for (const Instance &instance : instances)
        names.append(instance.name);
    auto *completer = new QCompleter(names, m_controls.jump->edit());
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_controls.jump->edit()->setCompleter(completer);
    connect(m_controls.jump->edit(), &QLineEdit::textChanged, this, [this] { m_controls.jump->setError({}); });
}

QComboBox *InheritedFields::makeGroupCombo()
{
    auto *combo = new QComboBox;
    combo->addItem(tr("No group"), QString());
    return combo;
}

QComboBox *InheritedFields::makeEnvironmentCombo()
{
    auto *combo = new QComboBox;
    for (const Environment e : {Environment::None, Environment::Production, Environment::Staging, Environment::Development})
        combo->addItem(environmentTitle(e), int(e));
    return combo;
}

void InheritedFields::fillGroups()
{
    QMap<QString, QString> byPath;
    for (const Group &group : m_groups)
        byPath.insert(m_inheritance.pathText(group.id), group.id.toString());
    for (const auto &[path, id] : byPath.asKeyValueRange())
        comboOf(m_controls.group)->addItem(path, id);
}

GroupId InheritedFields::group() const
{
    return m_controls.group ? GroupId::parse(comboOf(m_controls.group)->currentData().toString()) : m_fixedGroup;
}

int InheritedFields::port() const
{
    return m_inheritance.resolve(own(), group()).port.value;
}

void InheritedFields::show(const Inheritable &own, GroupId group)
{
    m_fixedGroup = group;
    if (m_controls.group)
        comboOf(m_controls.group)->setCurrentIndex(qMax(0, comboOf(m_controls.group)->findData(group.isNull() ? QString() : group.toString())));
    m_controls.user->edit()->setText(own.user);
    m_controls.port->edit()->setText(own.port ? QString::number(own.port) : QString());
    QComboBox *environment = comboOf(m_controls.environment);
    environment->setCurrentIndex(qMax(0, environment->findData(int(own.environment))));
    m_controls.jump->edit()->setText(own.jump.kind == Jump::Inherit ? QString() : nameOf(own.jump));
    m_controls.proxy->edit()->setText(own.proxy == "none"_L1 ? tr("none") : own.proxy);
    QComboBox *credential = comboOf(m_controls.proxyCredential);
    credential->setCurrentIndex(qMax(0, credential->findData(own.proxyCredential.isNull() ? QString() : own.proxyCredential.toString())));
    showInherited();
}

Inheritable InheritedFields::own() const
{
    return {.user = m_controls.user->edit()->text().trimmed(), .port = m_controls.port->edit()->text().trimmed().toInt(),
            .environment = Environment(comboOf(m_controls.environment)->currentData().toInt()), .jump = jump(),
            .proxy = proxy(), .proxyCredential = CredentialId::parse(comboOf(m_controls.proxyCredential)->currentData().toString())};
}

QString InheritedFields::proxy() const
{
    const QString text = m_controls.proxy->edit()->text().trimmed();
    return text.compare(tr("none"), Qt::CaseInsensitive) == 0 ? u"none"_s : text;
}

QString InheritedFields::from(GroupId group) const
{
    const Group *giver = m_inheritance.group(group);
    return giver ? tr("From %1").arg(giver->name) : QString();
}

/// What counts when a field is left empty.
void InheritedFields::showInherited()
{
    const Resolved above = m_inheritance.resolve({}, group());
    m_controls.user->edit()->setPlaceholderText(above.user.value.isEmpty() ? tr("As on this computer") : above.user.value);
    m_controls.user->setHint(from(above.user.from));
    m_controls.port->edit()->setPlaceholderText(QString::number(above.port.value));
    m_controls.port->setHint(from(above.port.from));
    const QString environment = environmentTitle(above.environment.value);
    comboOf(m_controls.environment)->setItemText(0, above.environment.from.isNull() ? tr("None") : tr("As the group: %1").arg(environment));
    m_controls.environment->setHint(from(above.environment.from));
    m_controls.jump->edit()->setPlaceholderText(nameOf(above.jump.value));
    m_controls.proxy->edit()->setPlaceholderText(above.proxy.value.isEmpty() || above.proxy.value == "none"_L1 ? tr("none") : above.proxy.value);
    m_controls.proxy->setHint(above.proxy.from.isNull() ? tr("socks5://host:port, http://host:port or command:program %h %p") : from(above.proxy.from));
    m_controls.jump->setHint(above.jump.from.isNull() ? tr("The name of an instance, or direct.") : from(above.jump.from));
}

QString InheritedFields::nameOf(const Jump &jump) const
{
    if (jump.kind != Jump::Through)
        return tr("direct");
    const auto found = std::ranges::find(m_instances, jump.through, &Instance::id);
    return found == m_instances.end() ? tr("an instance that was removed") : found->name;
}

const Instance *InheritedFields::instanceNamed(const QString &name) const
{
    const auto found = std::ranges::find_if(m_instances, [&](const Instance &instance) {
        return instance.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == m_instances.end() ? nullptr : &*found;
}

Jump InheritedFields::jump() const
{
    const QString text = m_controls.jump->edit()->text().trimmed();
    if (text.isEmpty())
        return {};
    const Instance *through = instanceNamed(text);
    return through ? Jump{Jump::Through, through->id} : Jump{Jump::Direct, {}};
}

bool InheritedFields::showProblems()
{
    const QString text = m_controls.jump->edit()->text().trimmed();
    const Instance *through = instanceNamed(text);
    const bool isWord = text.isEmpty() || text.compare(tr("direct"), Qt::CaseInsensitive) == 0;
    if (through && through->id == m_self && !m_self.isNull())
        m_controls.jump->setError(tr("An instance cannot be its own jump host."));
    else
        m_controls.jump->setError(through || isWord ? QString() : tr("No instance has this name."));
    const Result<QString> good = validProxy(proxy());
    m_controls.proxy->setError(good ? QString() : good.error().text);
    return m_controls.jump->hasError() || m_controls.proxy->hasError();
}

} // namespace aiops::myspace
