#include "widgets/segmentedcontrol.h"

#include "widgets/accessibility.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace aiops::widgets {

namespace {

class Segment final : public QAbstractButton
{
public:
    Segment(const QString &id, const QString &icon, QWidget *parent) : QAbstractButton(parent), m_icon(icon)
    {
        setObjectName(id);
        setRole(this, QAccessible::RadioButton);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }

    void setIconOnly(bool iconOnly)
    {
        m_iconOnly = iconOnly && !m_icon.isEmpty();
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(textFont());
        const int words = showsText() ? metrics.horizontalAdvance(text()) : 0;
        const int icon = m_icon.isEmpty() ? 0 : 14 + (showsText() ? 6 : 0);
        return {words + icon + 21, qMax(26, metrics.height() + 10)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::current();
        QPainter painter(this);
        const Token tone = !isEnabled() ? Token::Disabled : isChecked() ? Token::AccentText : Token::Muted;
        int left = (width() - sizeHint().width()) / 2 + 10;
        if (!m_icon.isEmpty()) {
            theme.icon(m_icon, tone).paint(&painter, QRect(left, (height() - 14) / 2, 14, 14));
            left += 20;
        }
        if (!showsText())
            return;
        painter.setFont(textFont());
        painter.setPen(theme.color(tone));
        painter.drawText(rect().adjusted(left, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine, text());
    }

private:
    bool showsText() const { return !m_iconOnly && !text().isEmpty(); }
    QFont textFont() const { return Theme::current().font(Theme::Type::Secondary, 500); }

    QString m_icon;
    bool m_iconOnly = false;
};

} // namespace

SegmentedControl::SegmentedControl(QWidget *parent)
    : QFrame(parent), m_group(new QButtonGroup(this)), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(1, 1, 1, 1);
    m_row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setRole(this, QAccessible::Grouping);
    connect(m_group, &QButtonGroup::buttonToggled, this, [this] { update(); });
    connect(m_group, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *b) { emit chosen(b->objectName()); });
}

void SegmentedControl::addSegment(const QString &id, const QString &text, const QString &icon, const QString &name)
{
    auto *segment = new Segment(id, icon, this);
    segment->setText(text);
    segment->setAccessibleName(name.isEmpty() ? text : name);
    if (!icon.isEmpty())
        segment->setToolTip(segment->accessibleName());
    m_group->addButton(segment);
    m_row->addWidget(segment);
    if (m_group->buttons().size() == 1)
        segment->setChecked(true);
}

void SegmentedControl::setCurrent(const QString &id)
{
    if (auto *segment = findChild<QAbstractButton *>(id, Qt::FindDirectChildrenOnly))
        segment->setChecked(true);
}

QString SegmentedControl::current() const
{
    return m_group->checkedButton() ? m_group->checkedButton()->objectName() : QString();
}

void SegmentedControl::setIconsOnly(bool iconsOnly)
{
    for (QAbstractButton *button : m_group->buttons())
        static_cast<Segment *>(button)->setIconOnly(iconsOnly);
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath frame;
    frame.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.fillPath(frame, theme.color(Token::Surface));
    painter.setClipPath(frame);
    if (const QAbstractButton *on = m_group->checkedButton())
        painter.fillRect(on->geometry().adjusted(0, -1, 0, 1), theme.color(Token::Selected));
    painter.setPen(theme.color(Token::Border));
    for (const QAbstractButton *button : m_group->buttons()) {
        if (button->geometry().left() > 1)
            painter.drawLine(button->geometry().topLeft(), button->geometry().bottomLeft());
    }
    painter.setClipping(false);
    painter.drawPath(frame);
}

} // namespace aiops::widgets
