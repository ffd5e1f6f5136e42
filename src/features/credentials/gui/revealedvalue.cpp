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
constexpr int kWrap = Qt::TextWrapAnywhere | Qt::AlignLeft | Qt::AlignTop;

QFont valueFont()
{
    return Theme::current().font(Theme::Type::Mono, 400);
}

} // namespace

RevealedValue::RevealedValue(std::shared_ptr<const Secret> secret, QWidget *parent) : QWidget(parent), m_secret(std::move(secret))
{
    setObjectName(u"revealedValue"_s);
    setAccessibleName(tr("The value is on the screen for 20 seconds"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_end.setSingleShot(true);
    m_end.start(stays);
    connect(&m_end, &QTimer::timeout, this, &RevealedValue::hideNow);
    m_shrink.start(100);
    connect(&m_shrink, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void RevealedValue::hideNow()
{
    if (!m_secret)
        return;
    m_secret.reset();
    m_end.stop();
    m_shrink.stop();
    update();
    emit gone();
}

QString RevealedValue::text() const
{
    return m_secret ? QString::fromUtf8(m_secret->reveal()) : QString();
}

QSize RevealedValue::sizeHint() const
{
    const int width = Theme::current().scaled(200);
    return {width, heightForWidth(width)};
}

int RevealedValue::heightForWidth(int width) const
{
    QString shown = text();
    const int height = QFontMetrics(valueFont()).boundingRect(QRect(0, 0, width, 4000), kWrap, shown).height();
    wipe(shown.data(), size_t(shown.size()) * sizeof(QChar));
    return height + kGap + kBarHeight;
}

void RevealedValue::paintEvent(QPaintEvent *)
{
    if (!m_secret)
        return;
    QPainter painter(this);
    const Theme &theme = Theme::current();
    painter.setFont(valueFont());
    painter.setPen(theme.color(Token::Text));
    QString shown = text();
    painter.drawText(rect().adjusted(0, 0, 0, -kGap - kBarHeight), kWrap, shown);
    wipe(shown.data(), size_t(shown.size()) * sizeof(QChar));
    const double left = double(m_end.remainingTime()) / double(stays.count());
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
