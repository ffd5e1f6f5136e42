#pragma once

#include "features/terminal/gui/terminalview.h"
#include "features/terminal/terminalfeed.h"

class QTermWidget;

namespace aiops::terminal {

/// TerminalView on qtermwidget: draws what is written to the slave side of its pty.
class QTermWidgetView final : public TerminalView
{
    Q_OBJECT

public:
    /// `takesKey`: which keys stay the window's; empty: all that belongsToWindow() allows.
    explicit QTermWidgetView(QWidget *parent = nullptr, std::function<bool(QKeyCombination)> takesKey = {});
    ~QTermWidgetView() override;

    void feed(const QByteArray &data) override;
    void dropUnshown() override;
    void prepareConnection() override;
    int columns() const override { return m_columns; }
    int rows() const override { return m_rows; }
    QString selectedText() const override;
    void sendPaste(const QString &text) override;
    bool find(const QString &text, Direction direction, bool matchCase) override;
    void setFontSize(int points) override;
    void setDark(bool dark) override;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void prepareWidget();
    void checkSize();
    bool filterKey(class QKeyEvent *event, bool isOverride);

    std::function<bool(QKeyCombination)> m_takesKey;
    QTermWidget *m_widget;
    QWidget *m_display = nullptr;
    std::unique_ptr<TerminalFeed> m_feed;
    int m_columns = 80;
    int m_rows = 24;
};

} // namespace aiops::terminal
