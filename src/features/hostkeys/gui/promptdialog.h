#pragma once

#include "shell/dialog.h"
#include "ssh/client/types.h"

class QLineEdit;

namespace aiops::hostkeys {

/// What a server asks while signing in: password, code of a second factor. Its texts are shown as plain text.
class PromptDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    explicit PromptDialog(const ssh::PromptRequest &request, QWidget *parent = nullptr);

    /// The answers, in order; the fields are emptied.
    QList<std::shared_ptr<const Secret>> takeAnswers();

private:
    QLineEdit *addPrompt(const ssh::Prompt &prompt, int index);

    QList<QLineEdit *> m_edits;
};

} // namespace aiops::hostkeys
