#pragma once

#include "features/rotation/gui/rotationsession.h"
#include "shell/dialog.h"

class QLineEdit;

namespace aiops::rotation {

/// What a rotation would do and where, before it is begun. `run` is called once, when the person agreed.
class RotateDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    RotateDialog(const RotatePreview &preview, std::function<void(RotateOptions)> run, QWidget *parent);

private:
    void addSteps(const QString &method);
    void addTargets(const QList<inventory::Instance> &targets);

    QLineEdit *m_command = nullptr;
};

} // namespace aiops::rotation
