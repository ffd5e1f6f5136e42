#include "features/services/gui/servicedialog.h"

#include "features/services/presets.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"
#include "widgets/banner.h"
#include "widgets/field.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace aiops::services {

ServiceDialog::ServiceDialog(const inventory::Service &service, const FeatureParts &parts, QWidget *parent)
    : Dialog(service.id.isNull() ? tr("Add a service") : tr("Edit the service"), parent), m_service(service), m_parts(parts),
      m_banner(new widgets::Banner), m_kind(new QComboBox), m_name(new QLineEdit(service.name)), m_port(new QSpinBox),
      m_path(new QLineEdit(service.path)), m_credential(new QComboBox), m_portTyped(!service.id.isNull())
{
    setMinimumWidth(480);
    body()->setSpacing(12);
    body()->addWidget(m_banner);
    m_port->setRange(1, 65535);
    m_port->setMaximumWidth(140);
    fillKinds();
    fillCredentials();
    add(u"kindCombo"_s, tr("Kind"), m_kind);
    add(u"nameEdit"_s, tr("Name"), m_name)->setHint(tr("Left empty: the kind"));
    add(u"portSpin"_s, tr("Port on the host"), m_port)->setHint(tr("The program there may listen on its own loopback only."));
    m_pathField = add(u"pathEdit"_s, tr("Path"), m_path);
    m_pathField->setHint(tr("Of the page, like /admin"));
    add(u"credentialCombo"_s, tr("Credential"), m_credential)->setHint(tr("For people who open it; it is not filled in for them."));
    addCancel()->setObjectName(u"cancelButton"_s);
    m_save = addButton(service.id.isNull() ? tr("Add service") : tr("Save"), widgets::ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"saveButton"_s);
    setDefaultButton(m_save);
    connect(m_port, &QSpinBox::valueChanged, this, [this] { m_portTyped = true; });
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ServiceDialog::applyKind);
    m_port->setValue(service.port > 0 ? service.port : 80);
    m_portTyped = !service.id.isNull();
    applyKind();
}

widgets::Field *ServiceDialog::add(const QString &name, const QString &label, QWidget *control)
{
    auto *field = new widgets::Field(label, control);
    control->setObjectName(name);
    control->setMinimumHeight(30);
    body()->addWidget(field);
    return field;
}

void ServiceDialog::fillKinds()
{
    for (const Preset &preset : presets())
        m_kind->addItem(preset.port > 0 ? tr("%1 (%2)").arg(preset.title).arg(preset.port) : preset.title, preset.kind);
    const int at = m_kind->findData(m_service.kind.isEmpty() ? u"http"_s : m_service.kind);
    m_kind->setCurrentIndex(at < 0 ? m_kind->count() - 1 : at);
}

void ServiceDialog::fillCredentials()
{
    m_credential->addItem(tr("None"), QString());
    for (const CredentialName &credential : m_parts.credentials ? m_parts.credentials() : QList<CredentialName>())
        m_credential->addItem(credential.name, credential.id.toString());
    const int at = m_service.credential.isNull() ? 0 : m_credential->findData(m_service.credential.toString());
    if (at < 0) // of somebody else's vault: it stays unless another is chosen
        m_credential->addItem(tr("One that you cannot see"), m_service.credential.toString());
    m_credential->setCurrentIndex(at < 0 ? m_credential->count() - 1 : at);
}

void ServiceDialog::applyKind()
{
    const QString kind = m_kind->currentData().toString();
    const Preset &preset = presetOf(kind);
    m_pathField->setVisible(preset.isWeb);
    m_name->setPlaceholderText(preset.title);
    if (m_portTyped || preset.port == 0)
        return;
    m_port->setValue(preset.port);
    m_portTyped = false;
}

void ServiceDialog::save()
{
    inventory::Service service = m_service;
    service.kind = m_kind->currentData().toString();
    service.name = m_name->text().trimmed().isEmpty() ? presetOf(service.kind).title : m_name->text();
    service.port = m_port->value();
    service.path = presetOf(service.kind).isWeb ? m_path->text() : QString();
    service.credential = CredentialId::parse(m_credential->currentData().toString());
    const auto instance = m_parts.inventory.instance(service.instance);
    auto permit = m_parts.gatekeeper.request(team::Action::ServiceEdit, {u"instance"_s, service.instance.toString(), instance ? instance->name : QString()});
    if (!permit)
        return m_banner->showError(permit.error());
    m_save->setEnabled(false);
    const auto recording = m_parts.inventory.record(service.id.isNull() ? tr("Add service %1").arg(service.name) : tr("Edit service %1").arg(service.name));
    deliver(m_parts.inventory.saveService(*std::move(permit), service), this, [this](const Result<inventory::Service> &done) {
        m_save->setEnabled(true);
        if (!done)
            return m_banner->showError(done.error());
        emit saved(done->name);
        accept();
    });
}

} // namespace aiops::services
