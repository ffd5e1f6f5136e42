#pragma once

#include "widgets/qrcode.h"

#include <QWidget>

namespace aiops::widgets {

/// Shows a QR code, black on white in both themes, with its quiet zone. Painted only: what it holds is in no text.
class QrView final : public QWidget
{
    Q_OBJECT

public:
    explicit QrView(QrCode code, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QrCode m_code;
};

} // namespace aiops::widgets
