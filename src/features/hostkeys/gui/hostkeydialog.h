#pragma once

#include "ssh/client/types.h"

#include <QDialog>

namespace aiops::hostkeys {

/// First connection to a host: shows its key and asks. Window-modal: use open(). Esc cancels.
class HostKeyDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit HostKeyDialog(const ssh::HostKeyQuestion &question, QWidget *parent = nullptr);

signals:
    /// Once, when the dialog has ended.
    void answered(aiops::ssh::HostKeyAnswer answer);

private:
    void build(const ssh::HostKeyQuestion &question);

    ssh::HostKeyAnswer m_answer = ssh::HostKeyAnswer::Reject;
};

} // namespace aiops::hostkeys
