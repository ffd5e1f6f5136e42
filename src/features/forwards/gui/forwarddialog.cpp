#include "features/forwards/gui/forwarddialog.h"

#include "core/text.h"
#include "features/forwards/forwards.h"
#include "features/forwards/forwardspec.h"
#include "features/forwards/words.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/segmentedcontrol.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace aiops::forwards {

ForwardDialog::ForwardDialog(const Forward &forward, const FeatureParts &parts, QWidget *parent)
    : Dialog(forward.id.isNull() ? tr("Forward a port") : tr("Edit the forward"), parent), m_forward(forward), m_parts(parts),
      m_banner(new widgets::Banner), m_instance(new QComboBox), m_kind(new widgets::SegmentedControl), m_listen(new QLineEdit), m_target(new QLineEdit),
      m_name(new QLineEdit), m_others(new QCheckBox(tr("Other computers may use it too"))), m_autostart(new QCheckBox(tr("Start it with the program"))),
      m_sentence(new widgets::Label(QString(), "body")), m_warning(new widgets::Label(QString(), "secondary", "warn"))
{
    setMinimumWidth(520);
    build();
    fillInstances();
    show(forward);
    connect(m_kind, &widgets::SegmentedControl::chosen, this, &ForwardDialog::applyKind);
    connect(m_instance, &QComboBox::currentIndexChanged, this, &ForwardDialog::preview);
    connect(m_others, &QCheckBox::toggled, this, &ForwardDialog::preview);
    for (const QLineEdit *edit : {m_listen, m_target})
        connect(edit, &QLineEdit::textChanged, this, &ForwardDialog::preview);
    applyKind();
}

widgets::Field *ForwardDialog::add(const QString &name, const QString &label, QWidget *control)
{
    auto *field = new widgets::Field(label, control);
    control->setObjectName(name);
    control->setAccessibleName(label);
    body()->addWidget(field);
    return field;
}

void ForwardDialog::build()
{
    body()->setSpacing(12);
    body()->addWidget(m_banner);
    add(u"instanceCombo"_s, tr("Through"), m_instance);
    for (const Kind each : {Kind::Local, Kind::Remote, Kind::Dynamic})
        m_kind->addSegment(kindName(each), kindTitle(each));
    m_kind->setObjectName(u"kindSegments"_s);
    m_kind->setAccessibleName(tr("Direction"));
    body()->addWidget(m_kind, 0, Qt::AlignLeft);
    m_listenField = add(u"listenEdit"_s, tr("Port on this computer"), m_listen);
    m_listen->setPlaceholderText(u"8080"_s);
    m_targetField = add(u"targetEdit"_s, tr("Leads to"), m_target);
    add(u"nameEdit"_s, tr("Name"), m_name)->setHint(tr("May be empty"));
    m_others->setObjectName(u"othersCheck"_s);
    m_autostart->setObjectName(u"autostartCheck"_s);
    for (widgets::Label *label : {m_sentence, m_warning})
        label->setWordWrap(true);
    m_sentence->setObjectName(u"sentenceLabel"_s);
    m_warning->setObjectName(u"warningLabel"_s);
    for (QWidget *each : std::initializer_list<QWidget *>{m_others, m_autostart, m_sentence, m_warning})
        body()->addWidget(each);
    addCancel();
    m_save = addButton(m_forward.id.isNull() ? tr("Add and start") : tr("Save"), widgets::ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"saveButton"_s);
    setDefaultButton(m_save);
}

void ForwardDialog::fillInstances()
{
    const auto instances = m_parts.inventory.instances({.organization = m_parts.inventory.currentOrganization()});
    for (const inventory::Instance &instance : instances.value_or(QList<inventory::Instance>()))
        m_instance->addItem(shownPlain(instance.name, 100), instance.id.toString());
    if (!m_forward.instance.isNull())
        m_instance->setCurrentIndex(m_instance->findData(m_forward.instance.toString()));
    m_instance->setEnabled(m_forward.id.isNull()); // another host is another forward
    if (!instances)
        m_banner->showError(instances.error());
    else if (instances->isEmpty())
        m_banner->showMessage(widgets::Banner::Tone::Info, tr("There are no instances yet."), tr("Add the host in My Space first."));
}

void ForwardDialog::show(const Forward &forward)
{
    m_kind->setCurrent(kindName(forward.kind));
    if (!forward.id.isNull()) {
        m_listen->setText(forward.listen.isSocket() ? forward.listen.path : QString::number(forward.listen.port));
        m_target->setText(forward.kind == Kind::Dynamic ? QString() : forward.target.toText());
    }
    m_name->setText(forward.name);
    m_others->setChecked(!forward.id.isNull() && isOpenToOthers(forward));
    m_autostart->setChecked(forward.autostart);
}

Kind ForwardDialog::kind() const
{
    return parseKind(m_kind->current()).value_or(Kind::Local);
}

QString ForwardDialog::instanceName() const
{
    return m_instance->currentIndex() < 0 ? tr("the host") : m_instance->currentText();
}

void ForwardDialog::applyKind()
{
    const Kind now = kind();
    m_listenField->setLabel(now == Kind::Remote ? tr("Port on the host") : tr("Port on this computer"));
    m_listenField->setHint(now == Kind::Local ? tr("Or the path of a Unix socket, like /tmp/db.sock") : QString());
    m_targetField->setVisible(now != Kind::Dynamic);
    m_targetField->setLabel(now == Kind::Remote ? tr("Leads to, seen from this computer") : tr("Leads to, seen from the host"));
    m_targetField->setHint(tr("Host and port, or the path of a Unix socket"));
    m_target->setPlaceholderText(now == Kind::Remote ? u"127.0.0.1:3000"_s : u"127.0.0.1:5432"_s);
    preview();
}

/// The address that was chosen on the command line stays as it is.
QString ForwardDialog::listenHost() const
{
    const bool wasOpen = !m_forward.id.isNull() && isOpenToOthers(m_forward);
    if (!m_forward.id.isNull() && !m_forward.listen.isSocket() && wasOpen == m_others->isChecked())
        return m_forward.listen.host;
    return m_others->isChecked() ? u"*"_s : kind() == Kind::Remote ? u"localhost"_s : u"127.0.0.1"_s;
}

Result<Forward> ForwardDialog::typed() const
{
    const QString listen = m_listen->text().trimmed();
    QString spec = listen.startsWith(u'/') ? listen : u"[%1]:%2"_s.arg(listenHost(), listen);
    if (kind() != Kind::Dynamic)
        spec += u':' + m_target->text().trimmed();
    return parseSpec(kind(), spec).transform([this](Forward forward) {
        forward.id = m_forward.id;
        forward.instance = InstanceId::parse(m_instance->currentData().toString());
        forward.name = m_name->text();
        forward.autostart = m_autostart->isChecked();
        return forward;
    });
}

void ForwardDialog::preview()
{
    const Result<Forward> forward = typed();
    m_others->setVisible(!m_listen->text().trimmed().startsWith(u'/'));
    m_sentence->setText(forward ? sentenceOf(*forward, instanceName()) : tr("Give the port and where it leads."));
    m_sentence->setTone(forward ? nullptr : "muted");
    const QString warning = forward ? warningOf(*forward, instanceName()) : QString();
    m_warning->setText(warning);
    m_warning->setVisible(!warning.isEmpty());
    m_save->setEnabled(forward && !forward->instance.isNull());
}

void ForwardDialog::save()
{
    const Result<Forward> forward = typed();
    if (!forward)
        return m_banner->showError(forward.error());
    auto permit = m_parts.gatekeeper.request(team::Action::ForwardEdit, {u"forward"_s, forward->id.toString(), instanceName()});
    if (!permit)
        return m_banner->showError(permit.error());
    m_save->setEnabled(false);
    deliver(m_parts.forwards.save(*std::move(permit), *forward), this, [this](const Result<Forward> &done) {
        m_save->setEnabled(true);
        if (!done)
            return m_banner->showError(done.error());
        emit saved(*done);
        accept();
    });
}

} // namespace aiops::forwards
