#pragma once

#include <QWidget>

#include <functional>

class QTimer;

namespace aiops::widgets {

/// One line and one action, bottom right. Leaves after 6 s, or 20 s with an action; stays while hovered or focused.
class Toast final : public QWidget
{
    Q_OBJECT

public:
    Toast(const QString &text, const QString &actionText, std::function<void()> action, QWidget *parent);

signals:
    void done();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isHeld() const;

    QTimer *m_leave;
};

/// Keeps up to three toasts in the corner of `area`, above `bottomMargin`.
class ToastHost final : public QObject
{
    Q_OBJECT

public:
    explicit ToastHost(QWidget *area, int bottomMargin = 0);
    void show(const QString &text, const QString &actionText = {}, std::function<void()> action = {});
    QList<Toast *> toasts() const { return m_toasts; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void remove(Toast *toast);

    QWidget *m_area;
    int m_bottomMargin;
    QList<Toast *> m_toasts;
};

} // namespace aiops::widgets
