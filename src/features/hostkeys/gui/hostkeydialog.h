#pragma once

#include "shell/dialog.h"
#include "ssh/client/types.h"

namespace aiops::hostkeys {

/// First connection to a host: shows its key and asks. Esc cancels.
class HostKeyDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    explicit HostKeyDialog(const ssh::HostKeyQuestion &question, QWidget *parent = nullptr);

signals:
    /// Once, when the dialog has ended.
    void answered(aiops::ssh::HostKeyAnswer answer);

private:
    void build(const ssh::HostKeyQuestion &question);
    void addAnswers();

    ssh::HostKeyAnswer m_answer = ssh::HostKeyAnswer::Reject;
};

} // namespace aiops::hostkeys
