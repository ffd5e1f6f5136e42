#pragma once

#include "core/secret.h"

#include <QWidget>

#include <memory>

namespace aiops::widgets {

/// Shows a secret in fixed-width letters, wrapped. Painted only: no label, tool tip or accessible text ever holds it.
class SecretText : public QWidget
{
    Q_OBJECT

public:
    /// `name` is what a screen reader says instead. Without a secret it is empty.
    SecretText(const QString &name, std::shared_ptr<const Secret> secret, QWidget *parent = nullptr);

    void setSecret(std::shared_ptr<const Secret> secret);
    const std::shared_ptr<const Secret> &secret() const { return m_secret; }
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    virtual int below() const { return 0; } ///< pixels under the text that are left free

private:
    QString text() const;

    std::shared_ptr<const Secret> m_secret;
};

} // namespace aiops::widgets
