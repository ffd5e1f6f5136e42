#pragma once

#include "features/exec/transcript.h"
#include "widgets/tokens.h"

#include <QPlainTextEdit>

namespace aiops::exec {

/// What a host printed, in the order in which it came: plain text in the colours of a terminal, stderr in another one. Follows
/// the end while it is scrolled there.
class OutputView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit OutputView(QWidget *parent = nullptr);
    /// `note` stands above, muted: why there is nothing, or what went wrong.
    void show(const QList<Piece> &output, const QString &note = {});
    void find(const QString &text); ///< the next place from the cursor on, again from the top

private:
    void applyTheme();
    bool isMoreOfTheSame(const QList<Piece> &output, const QString &note) const;
    void append(const QString &text, widgets::Token color);

    QList<Piece> m_output;
    QString m_note;
    bool m_isDrawn = false; ///< in the colours of now
};

} // namespace aiops::exec
