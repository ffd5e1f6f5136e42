#pragma once

#include "core/future.h"
#include "shell/dialog.h"
#include "ssh/client/types.h"

class QCheckBox;
class QLineEdit;

namespace aiops::widgets {
class Banner;
}

namespace aiops::hostkeys {

/// The most serious dialog: a server shows another key than the known one. Default and Esc stay disconnected.
class HostKeyChangedDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    /// `environment` is "prod", "staging", "dev" or "".
    explicit HostKeyChangedDialog(const ssh::HostKeyQuestion &question, const QString &environment = {},
                                  QWidget *parent = nullptr);

    /// Asked after "Replace the key": only when it is done the answer is Replace; its error is shown, and one can try again.
    using Permission = std::function<Future<void>()>;
    void setPermission(Permission permission) { m_permission = std::move(permission); }

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
    void replace();

    ssh::HostKeyQuestion m_question;
    QWidget *m_what; ///< the last of the red part
    QCheckBox *m_compared;
    QLineEdit *m_host;
    QPushButton *m_replace;
    widgets::Banner *m_problem;
    Permission m_permission;
    bool m_asking = false;
};

} // namespace aiops::hostkeys
