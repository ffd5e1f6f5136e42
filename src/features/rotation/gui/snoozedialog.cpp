#include "features/rotation/gui/snoozedialog.h"

#include "widgets/banner.h"
#include "widgets/field.h"

#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>
#include <QVBoxLayout>

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr int kUsualDays = 14;
constexpr int kMostDays = 89; ///< the vault takes 90; a day of several hours less in another time zone must fit

} // namespace

SnoozeDialog::SnoozeDialog(RotationSession &session, const vault::CredentialInfo &credential, QWidget *parent)
    : Dialog(tr("Snooze the rotation of %1").arg(credential.name), parent), m_session(session), m_credential(credential), m_days(new QSpinBox),
      m_reason(new QLineEdit), m_banner(new Banner)
{
    setObjectName(u"snoozeDialog"_s);
    setMinimumWidth(Theme::current().scaled(440));
    m_days->setObjectName(u"snoozeDaysSpin"_s);
    m_days->setRange(1, kMostDays);
    m_days->setSuffix(tr(" days"));
    m_days->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_days->setValue(kUsualDays);
    m_reason->setObjectName(u"reasonEdit"_s);
    m_reason->setMaxLength(500);
    body()->addWidget(m_banner);
    auto *days = new Field(tr("Do not ask for"), m_days);
    const auto showDay = [this, days] { days->setHint(tr("Until %1.").arg(QLocale().toString(until(), u"d MMM yyyy"_s))); };
    connect(m_days, &QSpinBox::valueChanged, this, showDay);
    showDay();
    body()->addWidget(days);
    auto *reason = new Field(tr("Why"), m_reason);
    reason->setHint(tr("Kept with the credential and in the audit log."));
    body()->addWidget(reason);
    addCancel();
    m_snooze = addButton(tr("Snooze"), ButtonKind::Primary, [this] { snooze(); });
    m_snooze->setObjectName(u"confirmSnoozeButton"_s);
    m_snooze->setEnabled(false);
    connect(m_reason, &QLineEdit::textChanged, this, [this](const QString &text) { m_snooze->setEnabled(!text.trimmed().isEmpty()); });
}

QDate SnoozeDialog::until() const
{
    return m_session.services().clock.now().toLocalTime().date().addDays(m_days->value());
}

void SnoozeDialog::snooze()
{
    m_snooze->setEnabled(false);
    deliver(m_session.snooze(m_credential, until().startOfDay().toUTC(), m_reason->text()), this, [this](const Status &done) {
        if (done)
            return accept();
        m_snooze->setEnabled(true);
        m_banner->showError(done.error());
    });
}

} // namespace aiops::rotation
