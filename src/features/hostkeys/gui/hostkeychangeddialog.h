#pragma once

#include "shell/dialog.h"
#include "ssh/client/types.h"

class QCheckBox;
class QLineEdit;

namespace aiops::hostkeys {

/// The most serious dialog: a server shows another key than the known one. Default and Esc stay disconnected.
class HostKeyChangedDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    /// `environment` is "prod", "staging", "dev" or "".
    explicit HostKeyChangedDialog(const ssh::HostKeyQuestion &question, const QString &environment = {},
                                  QWidget *parent = nullptr);

signals:
    /// Once, when the dialog has ended: Reject or Replace.
    void answered(aiops::ssh::HostKeyAnswer answer);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addHeader(const QString &environment);
    void addKeys();
    void addChecks();
    void addConsent();
    void addAnswers();
    void updateReplace();

    ssh::HostKeyQuestion m_question;
    QWidget *m_what; ///< the last of the red part
    QCheckBox *m_compared;
    QLineEdit *m_host;
    QPushButton *m_replace;
};

} // namespace aiops::hostkeys
