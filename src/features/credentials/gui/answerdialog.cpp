#include "features/credentials/gui/answerdialog.h"

namespace aiops::credentials {

AnswerDialog::AnswerDialog(const QString &title, QWidget *parent) : Dialog(title, parent)
{
    m_promise.start();
    connect(this, &QDialog::finished, this, [this](int result) {
        m_promise.addResult(result == Accepted ? Status{} : Status(std::unexpected(cancelledError())));
        m_promise.finish();
    });
}

} // namespace aiops::credentials
