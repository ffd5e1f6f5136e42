#include "features/myspace/gui/groupdialog.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/spaceview.h"
#include "inventory/validation.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/fold.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

namespace {

void choose(QComboBox *combo, const QVariant &data)
{
    combo->setCurrentIndex(qMax(0, combo->findData(data)));
}

/// Side by side instead of in the form.
QHBoxLayout *rowOf(widgets::Field *left, int leftShare, widgets::Field *right, int rightShare)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(left, leftShare, Qt::AlignTop);
    row->addWidget(right, rightShare, Qt::AlignTop);
    return row;
}

} // namespace

GroupDialog::GroupDialog(Actions &actions, const Group &group, QWidget *parent)
    : FormDialog(group.id.isNull() ? tr("New group") : tr("Edit group"), group.id.isNull() ? tr("Make group") : tr("Save"), parent),
      m_actions(actions), m_group(group), m_name(addField(u"groupNameEdit"_s, tr("Name"), group.name)), m_parent(new QComboBox),
      m_environment(new QComboBox), m_credential(new QComboBox), m_jump(new QComboBox),
      m_proxyCredential(new QComboBox)
{
    setObjectName(u"groupDialog"_s);
    addParents();
    m_user = addField(u"groupUserEdit"_s, tr("User"), group.own.user);
    m_port = addField(u"groupPortEdit"_s, tr("Port"), group.own.port > 0 ? QString::number(group.own.port) : QString());
    form()->addLayout(rowOf(m_user, 3, m_port, 1));
    addValues();
    showInherited();
    connect(m_parent, &QComboBox::currentIndexChanged, this, &GroupDialog::showInherited);
    for (QComboBox *combo : {m_environment, m_credential, m_jump})
        connect(combo, &QComboBox::currentIndexChanged, this, &GroupDialog::showInherited);
    m_name->edit()->setFocus();
}

void GroupDialog::addParents()
{
    m_parent->addItem(tr("At the top"), QString());
    const Estate &estate = m_actions.estate();
    QList<std::pair<QString, GroupId>> paths;
    for (const Group &group : estate.groups()) {
        if (m_group.id.isNull() || !estate.inheritance().isBelow(group.id, m_group.id))
            paths.append({estate.groupNames(group.id).join(u" / "_s), group.id});
    }
    std::ranges::sort(paths, {}, [](const auto &p) { return p.first.toLower(); });
    for (const auto &[path, id] : std::as_const(paths))
        m_parent->addItem(path, id.toString());
    choose(m_parent, m_group.parent.isNull() ? QString() : m_group.parent.toString());
    addControl(u"groupParentCombo"_s, tr("In"), m_parent);
}

void GroupDialog::addValues()
{
    m_environment->addItem(tr("As above"), int(Environment::None));
    for (const Environment e : {Environment::Production, Environment::Staging, Environment::Development})
        m_environment->addItem(environmentWord(environmentName(e)), int(e));
    choose(m_environment, int(m_group.own.environment));
    m_credential->addItem(tr("As above"), QString());
    for (const CredentialName &credential : m_actions.credentials().all())
        m_credential->addItem(credential.name, credential.id.toString());
    choose(m_credential, m_group.own.credential.isNull() ? QString() : m_group.own.credential.toString());
    m_jump->addItem(tr("As above"), QString());
    m_jump->addItem(tr("Directly"), u"direct"_s);
    for (const Instance &instance : m_actions.estate().instances())
        m_jump->addItem(tr("Through %1").arg(instance.name), instance.id.toString());
    choose(m_jump, jumpText(m_group.own.jump));
    for (QComboBox *combo : {m_environment, m_jump}) { // names may be long
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
    }
    m_environmentField = addControl(u"groupEnvironmentCombo"_s, tr("Environment"), m_environment);
    m_jumpField = addControl(u"groupJumpCombo"_s, tr("Reached"), m_jump);
    form()->addLayout(rowOf(m_environmentField, 1, m_jumpField, 1));
    m_credentialField = addControl(u"groupCredentialCombo"_s, tr("Sign in with"), m_credential);
    addProxy();
}

/// Few groups have one, and a window of 1100 x 700 has no room for it.
void GroupDialog::addProxy()
{
    m_proxy = addField(u"groupProxyEdit"_s, tr("Proxy"), m_group.own.proxy == "none"_L1 ? tr("none") : m_group.own.proxy);
    m_proxyCredential->addItem(tr("No password"), QString());
    for (const CredentialName &credential : m_actions.credentials().all())
        m_proxyCredential->addItem(credential.name, credential.id.toString());
    choose(m_proxyCredential, m_group.own.proxyCredential.isNull() ? QString() : m_group.own.proxyCredential.toString());
    widgets::Field *password = addControl(u"groupProxyCredentialCombo"_s, tr("Proxy password"), m_proxyCredential);
    m_more = new widgets::Fold(tr("Proxy"));
    m_more->button()->setObjectName(u"groupMoreButton"_s);
    m_more->content()->addLayout(rowOf(m_proxy, 2, password, 1));
    form()->addWidget(m_more);
    m_more->setOpen(!m_group.own.proxy.isEmpty());
}

QString GroupDialog::from(GroupId group) const
{
    const Group *one = m_actions.estate().inheritance().group(group);
    return one ? tr("from %1").arg(one->name) : tr("nothing set above");
}

/// What an empty value means here.
void GroupDialog::showInherited()
{
    const Resolved above = m_actions.estate().inheritance().resolve({}, GroupId::parse(m_parent->currentData().toString()));
    m_user->edit()->setPlaceholderText(above.user.value.isEmpty() ? tr("As on this computer") : tr("%1, %2").arg(above.user.value, from(above.user.from)));
    m_port->edit()->setPlaceholderText(above.port.from.isNull() ? u"22"_s : tr("%1, %2").arg(QString::number(above.port.value), from(above.port.from)));
    const auto hint = [](widgets::Field *field, bool isOwn, const QString &text) { field->setHint(isOwn ? QString() : text); };
    hint(m_environmentField, m_environment->currentIndex() > 0,
         above.environment.from.isNull() ? tr("None above sets it.")
                                         : tr("%1, %2").arg(environmentWord(environmentName(above.environment.value)), from(above.environment.from)));
    const auto credentials = m_actions.credentials().all();
    const auto credential = std::ranges::find(credentials, above.credential.value, &CredentialName::id);
    hint(m_credentialField, m_credential->currentIndex() > 0,
         credential == credentials.end() ? tr("None above sets it.") : tr("%1, %2").arg(credential->name, from(above.credential.from)));
    const bool hasProxy = !above.proxy.value.isEmpty() && above.proxy.value != "none"_L1;
    m_proxy->edit()->setPlaceholderText(hasProxy ? tr("%1, %2").arg(above.proxy.value, from(above.proxy.from)) : tr("none"));
    m_proxy->setHint(tr("socks5://host:port, http://host:port or command:program %h %p"));
    const Instance *through = m_actions.estate().instance(above.jump.value.through);
    hint(m_jumpField, m_jump->currentIndex() > 0,
         above.jump.from.isNull() ? tr("Directly, unless set.")
                                  : tr("%1, %2").arg(through ? tr("Through %1").arg(through->name) : tr("Directly"), from(above.jump.from)));
}

Group GroupDialog::edited() const
{
    Group group = m_group;
    group.name = m_name->edit()->text().trimmed();
    group.parent = GroupId::parse(m_parent->currentData().toString());
    group.own = {.user = m_user->edit()->text().trimmed(), .port = m_port->edit()->text().trimmed().toInt(),
                 .environment = Environment(m_environment->currentData().toInt()),
                 .credential = CredentialId::parse(m_credential->currentData().toString()),
                 .jump = parseJump(m_jump->currentData().toString()), .proxy = proxy(),
                 .proxyCredential = CredentialId::parse(m_proxyCredential->currentData().toString())};
    return group;
}

QString GroupDialog::proxy() const
{
    const QString text = m_proxy->edit()->text().trimmed();
    return text.compare(tr("none"), Qt::CaseInsensitive) == 0 ? u"none"_s : text;
}

void GroupDialog::save()
{
    banner()->clear();
    const QString port = m_port->edit()->text().trimmed();
    const auto name = validName(m_name->edit()->text());
    const auto user = validUser(m_user->edit()->text());
    const auto number = port.isEmpty() ? Result<int>(0) : validPort(port.toInt());
    m_name->setError(name ? QString() : name.error().text);
    m_user->setError(user ? QString() : user.error().text);
    m_port->setError(number ? QString() : number.error().text);
    const auto way = validProxy(proxy());
    m_proxy->setError(way ? QString() : way.error().text);
    if (!way)
        m_more->setOpen(true);
    if (!name || !user || !number || !way)
        return;
    setBusy(true);
    const Group group = edited();
    deliver(m_actions.changes().saveGroup(group), this, [this, group](const Result<Group> &saved) {
        setBusy(false);
        if (!saved)
            return banner()->showError(saved.error());
        m_actions.toastUndo(group.id.isNull() ? tr("Group %1 made").arg(group.name) : tr("Group %1 saved").arg(group.name));
        accept();
    });
}

} // namespace aiops::myspace
