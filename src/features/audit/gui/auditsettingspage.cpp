#include "features/audit/gui/auditsettingspage.h"

#include "core/text.h"
#include "features/audit/alarmsettings.h"
#include "features/audit/forwarder.h"
#include "team/confirmer.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

namespace aiops::audit {

using namespace Qt::StringLiterals;
using namespace widgets;
using team::Action;

namespace {

QVBoxLayout *columnOf(QWidget *holder)
{
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    return column;
}

Label *paragraph(const QString &text)
{
    auto *label = new Label(text, "body", "muted");
    label->setWordWrap(true);
    return label;
}

} // namespace

AuditSettingsPage::AuditSettingsPage(const AuditServices &services, const AuditSettings &settings, QWidget *parent)
    : QWidget(parent), m_services(services), m_parts(settings), m_banner(new Banner), m_kind(new QComboBox), m_address(new QLineEdit),
      m_addressField(new Field(tr("Address"), m_address)), m_fromStart(new QCheckBox(tr("From the first entry, not only new ones"))),
      m_state(new Label(QString(), "body", "muted"))
{
    setObjectName(u"auditSettingsPage"_s);
    auto *column = columnOf(this);
    column->addWidget(m_banner);
    column->addWidget(makeAlarm());
    column->addSpacing(12);
    column->addWidget(makeCopies());
    column->addStretch();
    updateAlarm();
    showKind();
    showCopies();
    connect(&m_parts.forwarder, &Forwarder::changed, this, &AuditSettingsPage::showCopies);
}

QWidget *AuditSettingsPage::makeAlarm()
{
    auto *holder = new QWidget;
    auto *column = columnOf(holder);
    column->addWidget(new Label(tr("Many credentials at once"), "section"));
    column->addWidget(paragraph(tr("More than a person would look at or use in a while is a row of the audit and a notice in the window. 0 turns one off. "
                                   "A change asks for the passphrase of the vault.")));
    const team::AlarmLimits limits = m_parts.alarm.limits();
    m_reveals = addNumber(holder, u"revealsSpin"_s, tr("Shown, copied or exported, more than"), 0, kMostAlert, limits.reveals);
    m_uses = addNumber(holder, u"usesSpin"_s, tr("Used to sign in, more than"), 0, kMostAlert, limits.uses);
    m_minutes = addNumber(holder, u"minutesSpin"_s, tr("Within"), 1, kMostAlertMinutes, int(std::chrono::duration_cast<std::chrono::minutes>(limits.window).count()));
    m_minutes->setSuffix(tr(" min"));
    m_saveAlarm = makeButton(tr("Save alarm"), ButtonKind::Plain);
    m_saveAlarm->setObjectName(u"saveAlarmButton"_s);
    column->addWidget(m_saveAlarm, 0, Qt::AlignLeft);
    connect(m_saveAlarm, &QPushButton::clicked, this, &AuditSettingsPage::saveAlarm);
    return holder;
}

QSpinBox *AuditSettingsPage::addNumber(QWidget *holder, const QString &name, const QString &label, int from, int to, int value)
{
    auto *spin = new QSpinBox;
    spin->setObjectName(name);
    spin->setRange(from, to);
    spin->setValue(value);
    spin->setMaximumWidth(Theme::current().scaled(160));
    holder->layout()->addWidget(new Field(label, spin));
    connect(spin, &QSpinBox::valueChanged, this, &AuditSettingsPage::updateAlarm);
    return spin;
}

void AuditSettingsPage::updateAlarm()
{
    if (!m_saveAlarm)
        return;
    const team::AlarmLimits now = m_parts.alarm.limits();
    m_saveAlarm->setEnabled(m_reveals->value() != now.reveals || m_uses->value() != now.uses || std::chrono::minutes(m_minutes->value()) != now.window);
}

void AuditSettingsPage::saveAlarm()
{
    m_banner->clear();
    if (!m_services.confirmer || !m_services.gatekeeper.needsConfirmation(Action::AuditAlarm))
        return storeAlarm();
    deliver(m_services.confirmer->confirm(Action::AuditAlarm, tr("What counts as an alarm will change.")), this, [this](const Status &confirmed) {
        if (confirmed)
            storeAlarm();
        else
            m_banner->showError(confirmed.error());
    });
}

void AuditSettingsPage::storeAlarm()
{
    auto permit = m_services.gatekeeper.request(Action::AuditAlarm, {u"setting"_s, {}, {}});
    if (!permit)
        return m_banner->showError(permit.error());
    permit->note(u"reveals"_s, m_reveals->value());
    permit->note(u"uses"_s, m_uses->value());
    permit->note(u"minutes"_s, m_minutes->value());
    alertRevealsSetting.write(m_parts.settings, m_reveals->value());
    alertUsesSetting.write(m_parts.settings, m_uses->value());
    alertMinutesSetting.write(m_parts.settings, m_minutes->value());
    m_parts.alarm.setLimits(alarmLimits(m_parts.settings));
    permit->succeeded();
    updateAlarm();
}

QWidget *AuditSettingsPage::makeCopies()
{
    auto *holder = new QWidget;
    auto *column = columnOf(holder);
    column->addWidget(new Label(tr("Copies elsewhere"), "section"));
    column->addWidget(paragraph(tr("New rows are also sent to a log server or a webhook. Nothing is lost while it is away; after a break a row may come twice. "
                                   "Syslog over the network is clear text.")));
    m_kind->setObjectName(u"copiesCombo"_s);
    m_kind->addItem(tr("Nowhere"), int(ForwardTarget::Off));
    m_kind->addItem(tr("Syslog of this computer"), int(ForwardTarget::Local));
    m_kind->addItem(tr("Syslog server (udp:// or tcp://)"), int(ForwardTarget::Tcp));
    m_kind->addItem(tr("Webhook (https://)"), int(ForwardTarget::SecureWebhook));
    m_address->setObjectName(u"copiesAddressEdit"_s);
    m_fromStart->setObjectName(u"fromStartCheck"_s);
    m_fromStart->setAccessibleName(m_fromStart->text());
    m_state->setObjectName(u"copiesStateLabel"_s);
    m_state->setWordWrap(true);
    m_saveCopies = makeButton(tr("Save copies"), ButtonKind::Plain);
    m_saveCopies->setObjectName(u"saveCopiesButton"_s);
    auto *kind = new Field(tr("Send to"), m_kind);
    kind->setMaximumWidth(Theme::current().scaled(420));
    m_addressField->setMaximumWidth(Theme::current().scaled(420));
    column->addWidget(kind);
    column->addWidget(m_addressField);
    column->addWidget(m_fromStart);
    column->addWidget(m_state);
    column->addWidget(m_saveCopies, 0, Qt::AlignLeft);
    connect(m_kind, &QComboBox::activated, this, &AuditSettingsPage::showKind);
    connect(m_address, &QLineEdit::textEdited, this, [this] { m_addressField->setError({}); });
    connect(m_saveCopies, &QPushButton::clicked, this, &AuditSettingsPage::saveCopies);
    return holder;
}

void AuditSettingsPage::showKind()
{
    const auto kind = ForwardTarget::Kind(m_kind->currentData().toInt());
    const bool isServer = kind == ForwardTarget::Tcp, isHook = kind == ForwardTarget::SecureWebhook;
    m_addressField->setVisible(isServer || isHook);
    m_addressField->setError({});
    m_address->setPlaceholderText(isHook ? u"https://hooks.example.com/audit"_s : u"tcp://log.example.com:601"_s);
    m_fromStart->setVisible(kind != ForwardTarget::Off);
}

Result<ForwardTarget> AuditSettingsPage::target() const
{
    switch (ForwardTarget::Kind(m_kind->currentData().toInt())) {
    case ForwardTarget::Local: return ForwardTarget::fromSyslog(u"local"_s);
    case ForwardTarget::Tcp: return ForwardTarget::fromSyslog(m_address->text().trimmed());
    case ForwardTarget::SecureWebhook: return ForwardTarget::fromWebhook(m_address->text().trimmed());
    default: return ForwardTarget();
    }
}

void AuditSettingsPage::saveCopies()
{
    m_banner->clear();
    const Result<ForwardTarget> wanted = target();
    if (!wanted)
        return m_addressField->setError(wanted.error().text + u' ' + wanted.error().hint);
    auto permit = m_services.gatekeeper.request(Action::AuditForward, {u"audit"_s, {}, wanted->shown()});
    if (!permit)
        return m_banner->showError(permit.error());
    m_saveCopies->setEnabled(false);
    deliver(m_parts.forwarder.configure(*std::move(permit), *wanted, m_fromStart->isChecked()), this, [this](const Status &saved) {
        m_saveCopies->setEnabled(true);
        if (!saved)
            return m_banner->showError(saved.error());
        m_address->clear(); // the path of a webhook often is a secret
        m_fromStart->setChecked(false);
        showCopies();
    });
}

/// Where they go now. The address is not filled in: of a webhook only its host is shown.
void AuditSettingsPage::showCopies()
{
    const Forwarder::State state = m_parts.forwarder.state();
    if (state.target.kind == ForwardTarget::Off)
        return m_state->setText(tr("No copies are sent."));
    QString text = tr("Copies go to %1. Sent up to entry %2, waiting: %3.")
                       .arg(state.target.shown(), QLocale().toString(state.position), QLocale().toString(state.waiting));
    if (!state.problem.isEmpty())
        text += u' ' + tr("The last try failed: %1").arg(shownPlain(state.problem, 300));
    m_state->setText(text);
}

} // namespace aiops::audit
