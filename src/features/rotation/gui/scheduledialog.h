#pragma once

#include "features/rotation/gui/rotationsession.h"
#include "shell/dialog.h"

class QSpinBox;

namespace aiops::widgets {
class Banner;
}

namespace aiops::rotation {

/// How often a credential is to be rotated.
class ScheduleDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    ScheduleDialog(RotationSession &session, const vault::CredentialInfo &credential, QWidget *parent);

private:
    void save();

    RotationSession &m_session;
    const vault::CredentialInfo m_credential;
    QSpinBox *m_days;
    widgets::Banner *m_banner;
    QPushButton *m_save;
};

} // namespace aiops::rotation
