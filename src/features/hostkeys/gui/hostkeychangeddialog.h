#pragma once

#include "ssh/client/types.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QVBoxLayout;

namespace aiops::hostkeys {

/// The most serious dialog: a server shows another key than the known one. Default and Esc stay disconnected.
/// Window-modal: use open().
class HostKeyChangedDialog final : public QDialog
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
    QWidget *makeHeader(const QString &environment) const;
    void addKeys(QVBoxLayout &layout) const;
    void addChecks(QVBoxLayout &layout) const;
    void addConsent(QVBoxLayout &layout);
    QWidget *makeFooter();
    void updateReplace();

    ssh::HostKeyQuestion m_question;
    QCheckBox *m_compared;
    QLineEdit *m_host;
    QPushButton *m_replace;
};

} // namespace aiops::hostkeys
