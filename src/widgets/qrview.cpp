#include "widgets/qrview.h"

#include "widgets/theme.h"

#include <QPainter>

namespace aiops::widgets {

namespace {

constexpr int kQuiet = 4; // modules, as the standard wants
constexpr int kModule = 3;

} // namespace

QrView::QrView(QrCode code, QWidget *parent) : QWidget(parent), m_code(std::move(code))
{
    setAccessibleName(tr("QR code for an authenticator"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize QrView::sizeHint() const
{
    const int side = (m_code.size() + 2 * kQuiet) * Theme::current().scaled(kModule);
    return {side, side};
}

/// Not in the colours of the theme: readers want dark on light.
void QrView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    const int module = qMin(width(), height()) / (m_code.size() + 2 * kQuiet);
    const QPoint first(kQuiet * module, kQuiet * module);
    for (int row = 0; row < m_code.size(); ++row) {
        for (int column = 0; column < m_code.size(); ++column) {
            if (m_code.isDark(column, row))
                painter.fillRect(QRect(first + QPoint(column, row) * module, QSize(module, module)), Qt::black);
        }
    }
}

} // namespace aiops::widgets
