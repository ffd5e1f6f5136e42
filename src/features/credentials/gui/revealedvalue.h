#pragma once

#include "widgets/secrettext.h"

#include <QTimer>

namespace aiops::credentials {

/// Shows a secret for 20 s, or as long as it holds, with a bar that shrinks, and forgets it then, when the window loses the focus, or at hideNow().
class RevealedValue final : public widgets::SecretText
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds stays{20'000};

    explicit RevealedValue(std::shared_ptr<const Secret> secret, QWidget *parent = nullptr);
    /// Something that ends sooner: a one-time code. `name` is what a screen reader says instead.
    RevealedValue(const QString &name, std::shared_ptr<const Secret> secret, std::chrono::milliseconds stays, QWidget *parent = nullptr);
    void hideNow();

signals:
    void gone();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    int below() const override;

private:
    const std::chrono::milliseconds m_stays;
    QTimer m_end;
    QTimer m_shrink;
};

} // namespace aiops::credentials
