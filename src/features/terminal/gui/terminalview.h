#pragma once

#include <QWidget>

namespace aiops::terminal {

/// The widget that shows a terminal, whichever library draws it. Main thread.
class TerminalView : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Shows output of the server. At most what shown() has reported may be fed beyond 1 MiB.
    virtual void feed(const QByteArray &data) = 0;
    virtual void dropUnshown() = 0; ///< leaves out output that waits to be drawn, but for the newest
    virtual void prepareConnection() = 0; ///< a new shell begins; the scrollback stays

    virtual int columns() const = 0;
    virtual int rows() const = 0;
    virtual QString selectedText() const = 0;
    /// Sends text as typed, bracketed when the shell wants that. The text was made safe by pasteText().
    virtual void sendPaste(const QString &text) = 0;

    enum class Direction { Next, Previous };
    /// False when nothing matches. Searches the scrollback too.
    virtual bool find(const QString &text, Direction direction, bool matchCase) = 0;

    virtual void setFontSize(int points) = 0;
    virtual void setDark(bool dark) = 0;

signals:
    void typed(const QByteArray &bytes);
    void resized(int columns, int rows);
    void shown(qint64 bytes);
    void pasteRequested(bool fromSelection);
    void menuRequested(const QPoint &globalPosition);
};

} // namespace aiops::terminal
