#include "features/credentials/gui/revealedvalue.h"

#include "widgets/theme.h"

#include <QEvent>
#include <QPainter>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr int kBarHeight = 3;
constexpr int kGap = 6;

} // namespace

RevealedValue::RevealedValue(std::shared_ptr<const Secret> secret, QWidget *parent)
    : RevealedValue(tr("The value is on the screen for 20 seconds"), std::move(secret), stays, parent)
{
}

RevealedValue::RevealedValue(const QString &name, std::shared_ptr<const Secret> secret, std::chrono::milliseconds forHowLong, QWidget *parent)
    : SecretText(name, std::move(secret), parent), m_stays(forHowLong)
{
    setObjectName(u"revealedValue"_s);
    m_end.setSingleShot(true);
    m_end.start(m_stays);
    connect(&m_end, &QTimer::timeout, this, &RevealedValue::hideNow);
    m_shrink.start(100);
    connect(&m_shrink, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void RevealedValue::hideNow()
{
    if (!secret())
        return;
    setSecret(nullptr);
    m_end.stop();
    m_shrink.stop();
    emit gone();
}

int RevealedValue::below() const
{
    return kGap + kBarHeight;
}

void RevealedValue::paintEvent(QPaintEvent *event)
{
    if (!secret())
        return;
    SecretText::paintEvent(event);
    QPainter painter(this);
    const Theme &theme = Theme::current();
    const double left = double(m_end.remainingTime()) / double(m_stays.count());
    const QRectF line(0, height() - kBarHeight, width(), kBarHeight);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Border));
    painter.drawRoundedRect(line, 1.5, 1.5);
    painter.setBrush(theme.color(Token::Warn));
    painter.drawRoundedRect(QRectF(line.topLeft(), QSizeF(line.width() * qBound(0.0, left, 1.0), kBarHeight)), 1.5, 1.5);
}

void RevealedValue::showEvent(QShowEvent *)
{
    window()->installEventFilter(this);
}

bool RevealedValue::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate || event->type() == QEvent::Hide)
        hideNow();
    return false;
}

} // namespace aiops::credentials
