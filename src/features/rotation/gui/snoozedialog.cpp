#include "features/rotation/gui/snoozedialog.h"

#include "widgets/banner.h"
#include "widgets/field.h"

#include <QDateEdit>
#include <QLineEdit>
#include <QVBoxLayout>

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr int kUsualDays = 14;
constexpr int kMostDays = 89; ///< the vault takes 90; a day of several hours less in another time zone must fit

} // namespace

SnoozeDialog::SnoozeDialog(RotationSession &session, const vault::CredentialInfo &credential, QWidget *parent)
    : Dialog(tr("Snooze the rotation of %1").arg(credential.name), parent), m_session(session), m_credential(credential), m_until(new QDateEdit),
      m_reason(new QLineEdit), m_banner(new Banner)
{
    setObjectName(u"snoozeDialog"_s);
    setMinimumWidth(Theme::current().scaled(440));
    const QDate today = session.services().clock.now().toLocalTime().date();
    m_until->setObjectName(u"untilEdit"_s);
    m_until->setCalendarPopup(true);
    m_until->setDateRange(today.addDays(1), today.addDays(kMostDays));
    m_until->setDate(today.addDays(kUsualDays));
    m_reason->setObjectName(u"reasonEdit"_s);
    m_reason->setMaxLength(500);
    body()->addWidget(m_banner);
    body()->addWidget(new Field(tr("Do not ask until"), m_until));
    auto *reason = new Field(tr("Why"), m_reason);
    reason->setHint(tr("Kept with the credential and in the audit log."));
    body()->addWidget(reason);
    addCancel();
    m_snooze = addButton(tr("Snooze"), ButtonKind::Primary, [this] { snooze(); });
    m_snooze->setObjectName(u"confirmSnoozeButton"_s);
    m_snooze->setEnabled(false);
    connect(m_reason, &QLineEdit::textChanged, this, [this](const QString &text) { m_snooze->setEnabled(!text.trimmed().isEmpty()); });
}

void SnoozeDialog::snooze()
{
    m_snooze->setEnabled(false);
    deliver(m_session.snooze(m_credential, m_until->date().startOfDay().toUTC(), m_reason->text()), this, [this](const Status &done) {
        if (done)
            return accept();
        m_snooze->setEnabled(true);
        m_banner->showError(done.error());
    });
}

} // namespace aiops::rotation
