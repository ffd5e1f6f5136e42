#include "features/myspace/gui/instancedialog.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/inheritedfields.h"
#include "features/myspace/gui/instanceform.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/fold.h"
#include "widgets/pathedit.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

namespace {

const QString kNewCredential = u"new"_s;

void sideBySide(QVBoxLayout *form, Field *wide, Field *narrow, int ratio = 3)
{
    form->removeWidget(wide);
    form->removeWidget(narrow);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(wide, ratio, Qt::AlignTop);
    row->addWidget(narrow, 1, Qt::AlignTop);
    form->addLayout(row);
}

} // namespace

InstanceDialog::InstanceDialog(Actions &actions, InstanceId id, QWidget *parent)
    : FormDialog(id.isNull() ? tr("Add instance") : tr("Edit instance"), id.isNull() ? tr("Add instance") : tr("Save"), parent),
      m_actions(actions), m_id(id), m_isNew(id.isNull())
{
    setObjectName(u"instanceDialog"_s);
    actions.estate().load();
    addNames();
    addGroup();
    addProjects();
    m_tags = addField(u"tagsEdit"_s, tr("Tags"));
    m_tags->edit()->setPlaceholderText(tr("tier=web, critical"));
    addCredentials();
    addOffers();
    addMore();
    fill();
    for (Field *field : {m_address, m_port})
        connect(field->edit(), &QLineEdit::textEdited, this, [this] { m_duplicateAccepted = false; });
    m_name->edit()->setFocus();
}

void InstanceDialog::propose(const QString &user, const QString &address, int port)
{
    m_name->edit()->setText(address);
    m_address->edit()->setText(address);
    m_port->edit()->setText(QString::number(port));
    m_user->edit()->setText(user);
    m_name->edit()->selectAll();
}

void InstanceDialog::addNames()
{
    m_name = addField(u"nameEdit"_s, tr("Name"));
    m_address = addField(u"addressEdit"_s, tr("Address"));
    m_port = addField(u"portEdit"_s, tr("Port"));
    m_user = addField(u"userEdit"_s, tr("User"));
    m_address->edit()->setPlaceholderText(tr("Host name or IP address"));
    sideBySide(form(), m_address, m_port);
    form()->removeWidget(m_user);
}

void InstanceDialog::addGroup()
{
    Field *environment = addControl(u"environmentCombo"_s, tr("Environment"), InheritedFields::makeEnvironmentCombo());
    sideBySide(form(), m_user, environment);
    Field *group = addControl(u"groupCombo"_s, tr("Group"), InheritedFields::makeGroupCombo());
    Field *jump = addField(u"jumpEdit"_s, tr("Jump host"));
    sideBySide(form(), group, jump, 1);
    m_proxy = addField(u"proxyEdit"_s, tr("Proxy"));
    auto *credential = new QComboBox;
    credential->addItem(tr("No password"), QString());
    for (const CredentialName &each : m_actions.credentials().all())
        credential->addItem(each.name, each.id.toString());
    m_proxyPassword = addControl(u"proxyCredentialCombo"_s, tr("Proxy password"), credential);
    const Estate &estate = m_actions.estate();
    const auto groups = estate.inventory().groups(estate.organizationId());
    m_inherited = new InheritedFields({group, m_user, m_port, environment, jump, m_proxy, m_proxyPassword}, groups.value_or(QList<Group>()), estate.instances(), this);
    m_inherited->setSelf(m_id);
    m_inherited->show({}, {});
}

void InstanceDialog::addProjects()
{
    m_projects = new QTreeWidget;
    m_projects->setColumnCount(2);
    m_projects->setHeaderLabels({tr("Project"), tr("Role in it")});
    m_projects->setRootIsDecorated(false);
    m_projects->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_projects->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    const QList<Link> links = m_actions.estate().linksOf(m_id);
    for (const Project &project : m_actions.estate().projects()) {
        const auto link = std::ranges::find(links, project.id, &Link::project);
        const View &view = m_actions.estate().view();
        const bool here = m_id.isNull() && view.kind == View::OneProject && view.project == project.id;
        auto *item = new QTreeWidgetItem(m_projects, {project.name, link == links.end() ? QString() : link->role});
        item->setData(0, Qt::UserRole, project.id.toString());
        item->setCheckState(0, here || link != links.end() ? Qt::Checked : Qt::Unchecked);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setSizeHint(0, {0, widgets::Theme::current().scaled(28)});
    }
    m_projects->setFixedHeight(32 + 30 * qBound(2, int(m_actions.estate().projects().size()), 4));
    Field *field = m_projectsField = addControl(u"projectsTree"_s, tr("Projects"), m_projects);
    field->setHint(tr("Double click beside a project to name the role, such as web or db."));
    field->setVisible(!m_actions.estate().projects().isEmpty());
    connect(m_projects, &QTreeWidget::itemChanged, this, [](QTreeWidgetItem *item, int column) {
        if (column == 1 && !item->text(1).isEmpty())
            item->setCheckState(0, Qt::Checked);
    });
}

/// What is offered to the host: the agent on this computer, and algorithms.
void InstanceDialog::addOffers()
{
    using Agent = Marks::Agent;
    m_agent = new QComboBox;
    m_agent->addItem(tr("As in the settings"), int(Agent::AsSet));
    m_agent->addItem(tr("Offer its keys"), int(Agent::Always));
    m_agent->addItem(tr("Never"), int(Agent::Never));
    m_agentField = addControl(u"agentCombo"_s, tr("SSH agent"), m_agent);
    m_agentField->setHint(tr("On this computer only."));
    m_debugLog = new QCheckBox(tr("Write a log of its connections"));
    m_log = addControl(u"debugLogCheck"_s, tr("For failures"), m_debugLog);
    m_log->setHint(tr("On this computer, without secrets."));
    m_oldAlgorithms = new QCheckBox(tr("Allow SHA-1 and CBC"));
    m_oldAlgorithms->setAccessibleName(tr("Allow old algorithms (SHA-1, CBC) for this host"));
    Field *old = m_old = addControl(u"oldAlgorithmsCheck"_s, tr("Encryption"), m_oldAlgorithms);
    const auto warn = [old](bool on) {
        old->setError(on ? tr("They can be broken. Only for a host that cannot be updated; its terminals show a warning.") : QString());
    };
    connect(m_oldAlgorithms, &QCheckBox::toggled, old, warn);
}

/// A window of 1100 x 700 has no room for everything at once.
void InstanceDialog::addMore()
{
    m_more = new Fold(tr("Key file, proxy, agent, encryption"));
    m_more->button()->setObjectName(u"moreButton"_s);
    m_more->content()->setSpacing(form()->spacing());
    m_keyFile = new PathEdit(tr("Key file"), QDir::homePath() + u"/.ssh"_s);
    m_keyFile->edit()->setObjectName(u"keyFileEdit"_s);
    m_key = new Field(tr("Key file"), m_keyFile);
    m_key->setHint(tr("A private key on this computer. Its passphrase is asked for when connecting."));
    addRow({m_key, m_proxy, m_proxyPassword});
    addRow({m_agentField, m_log, m_old});
    form()->addWidget(m_more);
    connect(m_keyFile, &PathEdit::changed, this, [this] { m_key->setError({}); });
    connect(m_more, &Fold::toggled, this, &InstanceDialog::makeRoom);
}

void InstanceDialog::addRow(std::initializer_list<Field *> fields)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    for (Field *field : fields) {
        form()->removeWidget(field);
        row->addWidget(field, 1, Qt::AlignTop);
    }
    m_more->content()->addLayout(row);
}

/// Wide instead of high while the rest is shown.
void InstanceDialog::makeRoom(bool open)
{
    m_projectsField->setVisible(!open && m_projects->topLevelItemCount() > 0);
    const int wide = Theme::current().scaled(open ? 760 : 480);
    setMinimumWidth(wide);
    if (!isVisible())
        return;
    const int more = wide - width();
    layout()->activate();
    resize(wide, layout()->totalHeightForWidth(wide));
    move(x() - more / 2, y());
}

void InstanceDialog::addCredentials()
{
    if (!m_id.isNull())
        return;
    m_credential = new QComboBox;
    m_credential->addItem(tr("SSH agent, or ask when connecting"), QString());
    for (const CredentialName &credential : m_actions.credentials().all()) {
        const QString user = credential.user.isEmpty() ? QString() : u" ("_s + credential.user + u')';
        m_credential->addItem(credential.name + user, credential.id.toString());
    }
    m_credential->addItem(tr("New password or SSH key…"), kNewCredential);
    sideBySide(form(), m_tags, addControl(u"credentialCombo"_s, tr("Sign in with"), m_credential), 1);
}

void InstanceDialog::fill()
{
    const Instance *instance = m_actions.estate().instance(m_id);
    if (!instance)
        return;
    m_name->edit()->setText(instance->name);
    m_address->edit()->setText(instance->address);
    m_tags->edit()->setText(instance->tags.join(u", "_s));
    m_inherited->show(instance->own, instance->group);
    m_oldAlgorithms->setChecked(instance->oldAlgorithms);
    const auto marks = m_actions.estate().inventory().marksOf(m_id);
    m_marks = marks.value_or(Marks());
    m_agent->setCurrentIndex(qMax(0, m_agent->findData(int(m_marks.agent))));
    m_debugLog->setChecked(m_marks.debugLog);
    m_keyFile->setPath(m_marks.keyFile);
    m_more->setOpen(!instance->own.proxy.isEmpty() || !m_marks.keyFile.isEmpty() || instance->oldAlgorithms || m_marks.debugLog || m_marks.agent != Marks::Agent::AsSet);
}

LocalEdit InstanceDialog::localValues() const
{
    LocalEdit local;
    if (m_keyFile->path() != m_marks.keyFile)
        local.keyFile = m_keyFile->path();
    if (const auto agent = Marks::Agent(m_agent->currentData().toInt()); agent != m_marks.agent)
        local.agent = agent;
    if (m_debugLog->isChecked() != m_marks.debugLog)
        local.debugLog = m_debugLog->isChecked();
    return local;
}

InstanceInput InstanceDialog::input() const
{
    return {m_name->edit()->text(), m_address->edit()->text(), m_port->edit()->text(), m_user->edit()->text(),
            m_tags->edit()->text()};
}

InstanceEdit InstanceDialog::values() const
{
    const Inheritable own = m_inherited->own();
    return {.name = m_name->edit()->text().trimmed(), .address = m_address->edit()->text().trimmed(), .port = own.port,
            .user = own.user, .environment = own.environment, .tags = splitTags(m_tags->edit()->text()),
            .group = m_inherited->group(), .jump = own.jump, .proxy = own.proxy, .proxyCredential = own.proxyCredential,
            .oldAlgorithms = m_oldAlgorithms->isChecked()};
}

QList<Link> InstanceDialog::links() const
{
    QList<Link> links;
    for (int i = 0; i < m_projects->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *item = m_projects->topLevelItem(i);
        if (item->checkState(0) == Qt::Checked)
            links.append({.project = ProjectId::parse(item->data(0, Qt::UserRole).toString()), .instance = m_id,
                          .role = item->text(1).trimmed()});
    }
    return links;
}

QString InstanceDialog::ownerOf(const QString &address, int port) const
{
    const QList<Instance> &instances = m_actions.estate().instances();
    const auto other = std::ranges::find_if(instances, [&](const Instance &i) {
        return i.id != m_id && i.port == port && i.address.compare(address, Qt::CaseInsensitive) == 0;
    });
    return other == instances.end() ? QString() : other->name;
}

/// One that was there already may be on a disk that is away.
QString InstanceDialog::keyFileProblem() const
{
    const QString path = m_keyFile->path();
    if (path.isEmpty() || path == m_marks.keyFile)
        return {};
    const QFileInfo file(path.startsWith("~/"_L1) ? QDir::home().filePath(path.sliced(2)) : path);
    if (file.isRelative())
        return tr("Give the whole path, from / or ~/ on.");
    if (!file.isFile())
        return tr("There is no such file.");
    return file.suffix() == "pub"_L1 ? tr("This is the public key. Choose the file without .pub.") : QString();
}

bool InstanceDialog::showProblems()
{
    const QHash<QString, QString> problems = problemsOf(input());
    Field *first = nullptr;
    for (Field *field : {m_name, m_address, m_port, m_user}) {
        field->setError(problems.value(field->control()->objectName()));
        first = !first && field->hasError() ? field : first;
    }
    const bool jumpProblem = m_inherited->showProblems();
    m_key->setError(keyFileProblem());
    if (m_proxy->hasError() || m_key->hasError())
        m_more->setOpen(true);
    if (first)
        first->control()->setFocus();
    return first || jumpProblem || m_key->hasError();
}

bool InstanceDialog::warnsOfDuplicate(const InstanceEdit &edit)
{
    const QString other = m_duplicateAccepted ? QString() : ownerOf(*edit.address, m_inherited->port());
    if (other.isEmpty())
        return false;
    m_duplicateAccepted = true;
    banner()->showMessage(Banner::Tone::Warning, tr("%1 has this address and port already.").arg(other),
                          tr("Save again to keep both."));
    return true;
}

void InstanceDialog::save()
{
    banner()->clear();
    const InstanceEdit edit = values();
    if (showProblems() || warnsOfDuplicate(edit))
        return;
    setBusy(true);
    deliver(m_actions.changes().saveInstance(m_id, edit, links()), this, [this](const Result<Instance> &result) {
        if (result)
            return saved(*result);
        setBusy(false);
        banner()->showError(result.error());
    });
}

void InstanceDialog::saved(const Instance &instance)
{
    m_id = instance.id; // from here on the button saves this one again
    if (const LocalEdit local = localValues(); !local.isEmpty())
        m_actions.estate().inventory().setLocal({m_id}, local);
    const CredentialId chosen = m_credential ? CredentialId::parse(m_credential->currentData().toString()) : CredentialId();
    if (chosen.isNull())
        return finish(instance);
    deliver(m_actions.credentials().attach(chosen, instance.id), this,
            [this, instance](const Status &status) { attached(instance, status); });
}

void InstanceDialog::attached(const Instance &instance, const Status &status)
{
    if (status)
        return finish(instance);
    setBusy(false);
    saveButton()->setText(tr("Save"));
    Error error = status.error();
    error.text = tr("%1 was saved, but the credential was not attached. %2").arg(instance.name, error.text);
    banner()->showError(error);
}

void InstanceDialog::finish(const Instance &instance)
{
    if (m_isNew)
        m_actions.navigator().toast(tr("%1 added").arg(instance.name));
    else
        m_actions.toastUndo(tr("%1 saved").arg(instance.name));
    if (m_isNew)
        m_actions.noteAdded(instance.id);
    const bool wantsCredential = m_credential && m_credential->currentData().toString() == kNewCredential;
    accept();
    if (wantsCredential)
        m_actions.newCredential(instance.id);
}

} // namespace aiops::myspace
