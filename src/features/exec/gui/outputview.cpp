#include "features/exec/gui/outputview.h"

#include "widgets/theme.h"

#include <QScrollBar>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

OutputView::OutputView(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(&Theme::current(), &Theme::changed, this, &OutputView::applyTheme);
    applyTheme();
}

void OutputView::applyTheme()
{
    const Theme &theme = Theme::current();
    QPalette colors = palette();
    colors.setColor(QPalette::Base, theme.color(Token::TermBg));
    colors.setColor(QPalette::Text, theme.color(Token::TermText));
    setPalette(colors);
    setFont(theme.font(Theme::Type::Mono));
    document()->setDocumentMargin(10);
    m_isDrawn = false;
    show(QList(m_output), QString(m_note));
}

/// What is there stays, with what is selected in it, when only something came behind it.
bool OutputView::isMoreOfTheSame(const QList<Piece> &output, const QString &note) const
{
    if (!m_isDrawn || note != m_note || m_output.isEmpty() || output.size() < m_output.size())
        return false;
    const qsizetype last = m_output.size() - 1;
    return std::equal(m_output.begin(), m_output.begin() + last, output.begin()) && output.at(last).isError == m_output.at(last).isError
           && output.at(last).text.startsWith(m_output.at(last).text);
}

void OutputView::show(const QList<Piece> &output, const QString &note)
{
    if (m_isDrawn && output == m_output && note == m_note)
        return;
    const bool isMore = isMoreOfTheSame(output, note);
    const bool follows = !m_isDrawn || verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 1;
    const int place = verticalScrollBar()->value();
    if (!isMore) {
        clear();
        append(note, Token::Muted);
    }
    for (qsizetype i = isMore ? m_output.size() - 1 : 0; i < output.size(); ++i) {
        const bool isBegun = isMore && i == m_output.size() - 1;
        const QString lineEnd = isBegun || (i == 0 && note.isEmpty()) ? QString() : u"\n"_s;
        append(lineEnd + output.at(i).text.sliced(isBegun ? m_output.at(i).text.size() : 0), output.at(i).isError ? Token::Danger : Token::TermText);
    }
    m_output = output;
    m_note = note;
    m_isDrawn = true;
    verticalScrollBar()->setValue(follows ? verticalScrollBar()->maximum() : place);
}

void OutputView::append(const QString &text, Token color)
{
    if (text.isEmpty())
        return;
    QTextCharFormat format;
    format.setForeground(Theme::current().color(color));
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text, format);
}

void OutputView::find(const QString &text)
{
    if (text.isEmpty() || QPlainTextEdit::find(text))
        return;
    moveCursor(QTextCursor::Start);
    QPlainTextEdit::find(text);
}

} // namespace aiops::exec
