#pragma once

#include <QFrame>

class QCheckBox;
class QLineEdit;

namespace aiops::widgets {
class Label;
}

namespace aiops::terminal {

/// Finds text in a terminal's output. Enter goes to the next match, Shift+Enter to the one before, Esc closes.
class FindBar final : public QFrame
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    void open(const QString &text);
    void showResult(bool found);

signals:
    void wanted(const QString &text, bool forwards, bool matchCase);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search(bool forwards);
    void close();

    QLineEdit *m_edit;
    QCheckBox *m_case;
    widgets::Label *m_result;
};

} // namespace aiops::terminal
