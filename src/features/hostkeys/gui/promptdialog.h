#pragma once

#include "ssh/client/types.h"

#include <QDialog>

class QLineEdit;

namespace aiops::hostkeys {

/// What a server asks while signing in: password, code of a second factor. Its texts are shown as plain text.
/// Window-modal: use open().
class PromptDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit PromptDialog(const ssh::PromptRequest &request, QWidget *parent = nullptr);

    /// The answers, in order; the fields are emptied.
    QList<std::shared_ptr<const Secret>> takeAnswers();

private:
    QLineEdit *addPrompt(class QVBoxLayout &layout, const ssh::Prompt &prompt, int index);

    QList<QLineEdit *> m_edits;
};

} // namespace aiops::hostkeys
