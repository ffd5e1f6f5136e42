#include "features/thiscomputer/gui/metrictile.h"

#include "widgets/charts/sparkline.h"
#include "widgets/label.h"

#include <QPainter>
#include <QVBoxLayout>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;
using widgets::Label;
using widgets::Theme;
using widgets::Token;

class SparkArea final : public QWidget
{
public:
    SparkArea()
    {
        m_values.fill(std::numeric_limits<float>::quiet_NaN());
        setFixedHeight(Theme::current().scaled(72));
        connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    void show(const Recent &values, double top)
    {
        m_values = values;
        m_top = top;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = Theme::current();
        widgets::paintSparkline(&painter, QRectF(rect()).adjusted(0, 1, 0, 0), m_values,
                                {theme.color(Token::Accent), theme.color(Token::Border), m_top});
    }

private:
    Recent m_values;
    double m_top = 100;
};

MetricTile::MetricTile(const QString &title, const QString &drawn, QWidget *parent)
    : QFrame(parent), m_title(title), m_drawn(drawn), m_note(new Label(QString(), "secondary", "muted")),
      m_value(new Label(QString(), "metric")), m_line(new SparkArea)
{
    setProperty("panel", u"card"_s);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new Label(title, "body", "muted"));
    head->addWidget(m_note, 1);
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_note->setElideMode(Qt::ElideRight);
    m_value->setElideMode(Qt::ElideRight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 10);
    column->setSpacing(0);
    column->addLayout(head);
    column->addSpacing(2);
    column->addWidget(m_value);
    column->addSpacing(6);
    column->addWidget(m_line);
    m_line->setToolTip(drawn);
    setText({tr("n/a"), {}});
}

void MetricTile::setText(const TileText &text)
{
    m_value->setText(text.value);
    m_note->setText(text.note);
    setAccessibleName(text.note.isEmpty() ? tr("%1: %2").arg(m_title, text.value) : tr("%1: %2, %3").arg(m_title, text.value, text.note));
}

void MetricTile::setLine(const Recent &values, double top)
{
    m_line->show(values, top);
    setAccessibleDescription(m_drawn);
}

} // namespace aiops::thiscomputer
