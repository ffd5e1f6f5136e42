#pragma once

#include "core/future.h"
#include "shell/dialog.h"

namespace aiops::credentials {

/// A dialog that answers a future: done when it was accepted, Cancelled when it was closed or its window went.
class AnswerDialog : public shell::Dialog
{
    Q_OBJECT

public:
    AnswerDialog(const QString &title, QWidget *parent);
    Future<void> answer() const { return m_promise.future(); }

private:
    QPromise<Status> m_promise;
};

} // namespace aiops::credentials
