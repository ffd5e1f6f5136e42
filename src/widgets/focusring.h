#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace aiops::widgets {

/// The 2 px ring around a button, box, switch or row of tabs that has the focus by keyboard. Fields show theirs as a border.
class FocusRing final : public QObject
{
    Q_OBJECT

public:
    explicit FocusRing(QObject *parent);
    ~FocusRing() override;
    static constexpr int reach = 4; ///< offset 2 + width 2

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *target);
    void place();

    QPointer<QWidget> m_target;
    QPointer<QWidget> m_ring;
};

} // namespace aiops::widgets
