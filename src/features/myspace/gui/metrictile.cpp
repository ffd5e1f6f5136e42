#include "features/myspace/gui/metrictile.h"

#include "widgets/charts/sparkline.h"
#include "widgets/label.h"

#include <QGridLayout>
#include <QPainter>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr int kSparkWidth = 76, kSparkHeight = 30;

} // namespace

MetricTile::MetricTile(const QString &name, const QString &title, QWidget *parent)
    : QFrame(parent), m_titleText(title), m_title(new Label(title, "secondary", "muted")), m_change(new Label(QString(), "caption", "muted")),
      m_value(new Label(QString(), "metric")), m_below(new Label(QString(), "caption", "muted"))
{
    setObjectName(name);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(13, 10, 13, 10);
    grid->setVerticalSpacing(2);
    grid->addWidget(m_title, 0, 0);
    grid->addWidget(m_change, 0, 1, Qt::AlignRight);
    grid->addWidget(m_value, 1, 0, 1, 2);
    grid->addWidget(m_below, 2, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    m_below->setElideMode(Qt::ElideRight);
    m_change->setElideMode(Qt::ElideRight);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MetricTile::show(const QString &value, const QString &below, const QString &change, const QList<float> &samples)
{
    m_value->setText(value);
    m_below->setText(below);
    m_change->setText(change);
    m_samples = samples;
    setAccessibleName(m_titleText);
    setAccessibleDescription(QStringList{value, below, change}.join(u", "_s));
    update();
}

void MetricTile::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.color(Token::Border));
    painter.setBrush(theme.color(Token::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (m_samples.size() < 2 || width() < 2 * kSparkWidth)
        return;
    const QRectF area(width() - 13 - kSparkWidth, m_value->geometry().bottom() - kSparkHeight + 4, kSparkWidth, kSparkHeight);
    paintSparkline(&painter, area, std::span(m_samples.constData(), std::size_t(m_samples.size())),
                   {theme.color(Token::Accent), theme.color(Token::Border), 100});
}

} // namespace aiops::myspace
