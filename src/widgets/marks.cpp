#include "widgets/marks.h"

#include "widgets/theme.h"

#include <QPainter>

#include <cmath>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

namespace {

QFont letterFont(Theme::Type type, qreal pixels, qreal spacing)
{
    QFont font = Theme::current().font(type, 700);
    font.setPixelSize(qMax(1, qRound(pixels * Theme::current().zoom() / 100.0)));
    font.setLetterSpacing(QFont::AbsoluteSpacing, spacing);
    return font;
}

QFont envFont()
{
    return letterFont(Theme::Type::Caption, 10, 0.4);
}

QString envWord(const QString &environment)
{
    return environment == u"prod"      ? u"PROD"_s
           : environment == u"staging" ? u"STAGE"_s
           : environment == u"dev"     ? u"DEV"_s
                                       : QString();
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrastRatio(const QColor &a, const QColor &b)
{
    const double one = luminance(a);
    const double two = luminance(b);
    return (qMax(one, two) + 0.05) / (qMin(one, two) + 0.05);
}

void paintProviderMark(QPainter &painter, const QRectF &rect, const QString &provider)
{
    const Theme &theme = Theme::current();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Border), 1));
    painter.setBrush(theme.color(Token::Sunken));
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(theme.providerColor(provider));
    painter.setFont(letterFont(Theme::Type::MonoSmall, 9.5, -0.2));
    painter.drawText(rect, Qt::AlignCenter, provider);
    painter.restore();
}

qreal envTagWidth(const QString &environment)
{
    const QString word = envWord(environment);
    return word.isEmpty() ? 0 : QFontMetricsF(envFont()).horizontalAdvance(word) + 10;
}

qreal paintEnvTag(QPainter &painter, const QRectF &rect, const QString &environment)
{
    const qreal width = envTagWidth(environment);
    if (width <= 0)
        return 0;
    const Theme &theme = Theme::current();
    const bool production = environment == u"prod";
    const qreal height = theme.scaled(16);
    const QRectF box(rect.right() - width, rect.center().y() - height / 2, width, height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(production ? Token::BorderStrong : Token::Border), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(theme.color(production ? Token::Text : Token::Muted));
    painter.setFont(envFont());
    painter.drawText(box, Qt::AlignCenter, envWord(environment));
    painter.restore();
    return width;
}

void paintProjectSquare(QPainter &painter, const QRectF &rect, const QColor &color)
{
    const Theme &theme = Theme::current();
    const QRectF box(rect.center() - QPointF(4, 4), QSizeF(8, 8));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool faint = contrastRatio(color, theme.color(Token::Surface)) < 3;
    painter.setPen(faint ? QPen(theme.color(Token::BorderStrong), 1) : QPen(Qt::NoPen));
    painter.setBrush(color);
    const qreal inset = faint ? 0.5 : 0;
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 2, 2);
    painter.restore();
}

ProviderMark::ProviderMark(const QString &provider, QWidget *parent) : QWidget(parent)
{
    setFixedSize(Theme::current().scaled(26), Theme::current().scaled(20));
    setProvider(provider);
}

void ProviderMark::setProvider(const QString &provider)
{
    m_provider = provider;
    setAccessibleName(provider);
    update();
}

void ProviderMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintProviderMark(painter, rect(), m_provider);
}

EnvTag::EnvTag(const QString &environment, QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setEnvironment(environment);
}

void EnvTag::setEnvironment(const QString &environment)
{
    m_environment = environment;
    setAccessibleName(environment == u"prod"      ? tr("Production")
                      : environment == u"staging" ? tr("Staging")
                      : environment == u"dev"     ? tr("Development")
                                                  : QString());
    updateGeometry();
    update();
}

QSize EnvTag::sizeHint() const
{
    return {int(std::ceil(envTagWidth(m_environment))), Theme::current().scaled(18)};
}

void EnvTag::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintEnvTag(painter, rect(), m_environment);
}

ProjectSquare::ProjectSquare(const QColor &color, QWidget *parent) : QWidget(parent), m_color(color)
{
    setFixedSize(8, 8);
}

void ProjectSquare::setColor(const QColor &color)
{
    m_color = color;
    update();
}

void ProjectSquare::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintProjectSquare(painter, rect(), m_color);
}

} // namespace aiops::widgets
