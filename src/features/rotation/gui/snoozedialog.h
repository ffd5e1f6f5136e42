#pragma once

#include "features/rotation/gui/rotationsession.h"
#include "shell/dialog.h"

class QLineEdit;
class QSpinBox;

namespace aiops::widgets {
class Banner;
}

namespace aiops::rotation {

/// Until when a rotation is not asked for, and why.
class SnoozeDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    SnoozeDialog(RotationSession &session, const vault::CredentialInfo &credential, QWidget *parent);

private:
    void snooze();
    QDate until() const;

    RotationSession &m_session;
    const vault::CredentialInfo m_credential;
    QSpinBox *m_days;
    QLineEdit *m_reason;
    widgets::Banner *m_banner;
    QPushButton *m_snooze;
};

} // namespace aiops::rotation
