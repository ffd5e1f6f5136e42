#include "widgets/secrettext.h"

#include "widgets/theme.h"

#include <QPainter>

namespace aiops::widgets {

namespace {

constexpr int kWrap = Qt::TextWrapAnywhere | Qt::AlignLeft | Qt::AlignTop;

QFont valueFont()
{
    return Theme::current().font(Theme::Type::Mono, 400);
}

void wipeText(QString &text)
{
    wipe(text.data(), size_t(text.size()) * sizeof(QChar));
}

} // namespace

SecretText::SecretText(const QString &name, std::shared_ptr<const Secret> secret, QWidget *parent) : QWidget(parent), m_secret(std::move(secret))
{
    setAccessibleName(name);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void SecretText::setSecret(std::shared_ptr<const Secret> secret)
{
    m_secret = std::move(secret);
    updateGeometry();
    update();
}

QString SecretText::text() const
{
    return m_secret ? QString::fromUtf8(m_secret->reveal()) : QString();
}

QSize SecretText::sizeHint() const
{
    QString shown = text();
    const int lines = QFontMetrics(valueFont()).boundingRect(QRect(0, 0, 4000, 4000), Qt::AlignLeft | Qt::AlignTop, shown).width();
    wipeText(shown);
    const int width = qBound(Theme::current().scaled(200), lines, Theme::current().scaled(240)); // no window is lower than this is high
    return {width, heightForWidth(width)};
}

int SecretText::heightForWidth(int width) const
{
    QString shown = text();
    const int height = QFontMetrics(valueFont()).boundingRect(QRect(0, 0, width, 4000), kWrap, shown).height();
    wipeText(shown);
    return height + below();
}

void SecretText::paintEvent(QPaintEvent *)
{
    if (!m_secret)
        return;
    QPainter painter(this);
    painter.setFont(valueFont());
    painter.setPen(Theme::current().color(Token::Text));
    QString shown = text();
    painter.drawText(rect().adjusted(0, 0, 0, -below()), kWrap, shown);
    wipeText(shown);
}

} // namespace aiops::widgets
