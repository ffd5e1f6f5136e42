#pragma once

#include "widgets/button.h"

#include <QDialog>
#include <QPointer>

#include <functional>

class QHBoxLayout;
class QVBoxLayout;

namespace aiops::widgets {
class Label;
}

namespace aiops::shell {

/// Base of every dialog: title, body, button row; the window behind it is dimmed. Shown with open(), never exec().
/// Deletes itself when it closes. Esc and the close button press the safe button, or reject.
class Dialog : public QDialog
{
    Q_OBJECT

public:
    explicit Dialog(const QString &title, QWidget *parent);
    ~Dialog() override;

    void setTitle(const QString &title);
    /// Where the content goes: a layout to fill, or with a form `ui.setupUi(dialog.bodyWidget())`.
    QVBoxLayout *body() const { return m_body; }
    QWidget *bodyWidget() const { return m_bodyWidget; }
    /// The row of the title, for a mark in front of it.
    QHBoxLayout *header() const { return m_header; }

    /// Buttons stand at the right in the order in which they are added; the primary or danger one comes last.
    QPushButton *addButton(const QString &text, widgets::ButtonKind kind, std::function<void()> run);
    QPushButton *addLeftButton(const QString &text, std::function<void()> run);
    QPushButton *addCancel(const QString &text = {}); ///< rejects; the safe button unless another is set
    void setDefaultButton(QPushButton *button);       ///< what Enter presses
    void setSafeButton(QPushButton *button);          ///< what Esc presses
    /// Focus goes to the safe button and not to the first empty field.
    void setDestructive(bool destructive) { m_destructive = destructive; }
    /// Whoever opened it closes it with done(): no close button, and Esc does nothing.
    void setClosable(bool closable);
    void setDimming(qreal strength) { m_dimming = strength; } ///< 0 to 1 instead of the theme's

    void open() override;
    void done(int result) override;
    void reject() override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void addTo(QHBoxLayout *part, QPushButton *button);
    void focusFirst();
    void growToContent();

    widgets::Label *m_title;
    QHBoxLayout *m_header;
    QPushButton *m_close;
    QWidget *m_bodyWidget;
    QVBoxLayout *m_body;
    QHBoxLayout *m_buttons; ///< takes no room while it is empty
    QHBoxLayout *m_left;
    QHBoxLayout *m_right;
    QPointer<QPushButton> m_safe;
    QPointer<QWidget> m_dim;
    QPointer<QWidget> m_opener;
    qreal m_dimming = 0;
    bool m_destructive = false;
    bool m_closable = true;
};

/// What a command's dialog belongs to: the window under everything that is open, also while another dialog closes.
QWidget *dialogParent();

} // namespace aiops::shell
