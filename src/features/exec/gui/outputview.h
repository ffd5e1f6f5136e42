#pragma once

#include <QPlainTextEdit>

namespace aiops::exec {

/// What a host printed: plain text in the colours of a terminal, stderr behind it in another one. Follows the end while
/// it is scrolled there.
class OutputView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit OutputView(QWidget *parent = nullptr);
    /// `note` stands above, muted: why there is nothing, or what went wrong.
    void show(const QString &out, const QString &err, const QString &note = {});
    void find(const QString &text); ///< the next place from the cursor on, again from the top

private:
    void applyTheme();

    QString m_shown;
    QString m_out;
    QString m_err;
    QString m_note;
};

} // namespace aiops::exec
