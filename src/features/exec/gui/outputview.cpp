#include "features/exec/gui/outputview.h"

#include "widgets/theme.h"

#include <QScrollBar>
#include <QTextBlock>

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
    m_shown.clear();
    show(m_out, m_err, m_note);
}

void OutputView::show(const QString &out, const QString &err, const QString &note)
{
    m_out = out;
    m_err = err;
    m_note = note;
    const QString all = note + QChar(0) + out + QChar(0) + err;
    if (m_shown == all)
        return;
    const bool follows = m_shown.isEmpty() || verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 1;
    const int place = verticalScrollBar()->value();
    m_shown = all;
    clear();
    QTextCursor cursor(document());
    const auto add = [&cursor](const QString &text, const QColor &color) {
        QTextCharFormat format;
        format.setForeground(color);
        if (!text.isEmpty())
            cursor.insertText((cursor.atStart() || cursor.block().text().isEmpty() ? QString() : u"\n"_s) + text, format);
    };
    const Theme &theme = Theme::current();
    add(note, theme.color(Token::Muted));
    add(out, theme.color(Token::TermText));
    add(err, theme.color(Token::Danger));
    verticalScrollBar()->setValue(follows ? verticalScrollBar()->maximum() : place);
}

void OutputView::find(const QString &text)
{
    if (text.isEmpty() || QPlainTextEdit::find(text))
        return;
    moveCursor(QTextCursor::Start);
    QPlainTextEdit::find(text);
}

} // namespace aiops::exec
