#include "features/rotation/gui/scheduledialog.h"

#include "widgets/banner.h"
#include "widgets/field.h"

#include <QSpinBox>
#include <QVBoxLayout>

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using namespace widgets;

ScheduleDialog::ScheduleDialog(RotationSession &session, const vault::CredentialInfo &credential, QWidget *parent)
    : Dialog(tr("Schedule of %1").arg(credential.name), parent), m_session(session), m_credential(credential), m_days(new QSpinBox), m_banner(new Banner)
{
    setObjectName(u"scheduleDialog"_s);
    setMinimumWidth(Theme::current().scaled(400));
    m_days->setObjectName(u"daysSpin"_s);
    m_days->setRange(0, vault::longestRotation);
    m_days->setSuffix(tr(" days"));
    m_days->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_days->setSpecialValueText(tr("By hand"));
    m_days->setValue(credential.rotationDays);
    body()->addWidget(m_banner);
    auto *field = new Field(tr("Rotate every"), m_days);
    field->setHint(tr("0 days: you are not asked. Usual are 90 days; you are told %1 days before.").arg(session.leadDays()));
    body()->addWidget(field);
    addCancel();
    m_save = addButton(tr("Save schedule"), ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"saveScheduleButton"_s);
}

void ScheduleDialog::save()
{
    m_save->setEnabled(false);
    deliver(m_session.schedule(m_credential, m_days->value()), this, [this](const Status &done) {
        if (done)
            return accept();
        m_save->setEnabled(true);
        m_banner->showError(done.error());
    });
}

} // namespace aiops::rotation
