#pragma once

#include "core/secret.h"

#include <QTimer>
#include <QWidget>

namespace aiops::credentials {

/// Shows a secret for 20 s with a bar that shrinks, and forgets it then, when the window loses the focus, or at hideNow().
/// It is painted only: no label, tool tip or accessible text ever holds it.
class RevealedValue final : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds stays{20'000};

    explicit RevealedValue(std::shared_ptr<const Secret> secret, QWidget *parent = nullptr);
    void hideNow();
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    void gone();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString text() const;

    std::shared_ptr<const Secret> m_secret;
    QTimer m_end;
    QTimer m_shrink;
};

} // namespace aiops::credentials
