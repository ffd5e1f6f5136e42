#pragma once

#include <QKeySequence>
#include <QLineEdit>
#include <QTimer>

namespace aiops::shell {

/// A field that takes keys as they are pressed: one, or a second one within a second. Tab and Esc are not taken, so
/// that it can be left.
class KeyRecorder final : public QLineEdit
{
    Q_OBJECT

public:
    explicit KeyRecorder(QWidget *parent = nullptr);
    void showKeys(const QString &text); ///< what the command has now

signals:
    void recorded(const QKeySequence &keys);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    static bool isTaken(const QKeyEvent &event);
    void finish();

    QString m_shown;
    QList<QKeyCombination> m_pressed;
    QTimer m_wait;
};

} // namespace aiops::shell
