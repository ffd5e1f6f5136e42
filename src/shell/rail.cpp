#include "shell/rail.h"

#include "widgets/accessibility.h"
#include "widgets/theme.h"

#include <QButtonGroup>
#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

/// Header and status bar, which the height of the window has and the rail does not.
constexpr int aroundRail = 74;
constexpr int leastForLabels = 690;

QFont labelFont()
{
    return Theme::current().font(Theme::Type::Caption, 500);
}

} // namespace

RailButton::RailButton(const QString &title, const QString &icon, QWidget *parent) : QAbstractButton(parent), m_icon(icon)
{
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setFixedSize(sizeHint());
    connect(&Theme::current(), &Theme::changed, this, [this] { setFixedSize(sizeHint()); });
}

void RailButton::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    setFixedSize(sizeHint());
}

void RailButton::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    setAccessibleDescription(count > 0 ? tr("%n open", nullptr, count) : QString());
    update();
}

QSize RailButton::sizeHint() const
{
    if (m_compact)
        return {56, 40};
    return {64, qMax(50, 36 + QFontMetrics(labelFont()).height())};
}

bool RailButton::event(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QAbstractButton::event(event);
}

void RailButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(isChecked() ? Token::Selected : Token::Hover));
        painter.drawRoundedRect(rect(), 6, 6);
    }
    const Token tone = isChecked() ? Token::AccentText : Token::Muted;
    const int content = m_compact ? 20 : 24 + QFontMetrics(labelFont()).height();
    const int top = (height() - content) / 2;
    theme.icon(m_icon, tone).paint(&painter, QRect((width() - 20) / 2, top, 20, 20));
    if (!m_compact) {
        painter.setFont(labelFont());
        painter.setPen(theme.color(tone));
        const QString shown = painter.fontMetrics().elidedText(text(), Qt::ElideRight, width());
        painter.drawText(QRect(0, top + 24, width(), height()), Qt::AlignHCenter | Qt::AlignTop, shown);
    }
    if (m_count > 0)
        paintBadge(painter);
}

void RailButton::paintBadge(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    QFont font = theme.font(Theme::Type::Caption, 600);
    font.setPixelSize(qMax(9, font.pixelSize() - 1));
    painter.setFont(font);
    const QString text = m_count > 99 ? u"99+"_s : QString::number(m_count);
    const int side = QFontMetrics(font).height() + 2;
    const int span = qMax(side, QFontMetrics(font).horizontalAdvance(text) + 8);
    const QRect box(width() / 2 + 6, 3, span, side);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Border));
    painter.drawRoundedRect(box, side / 2.0, side / 2.0);
    painter.setPen(theme.color(Token::Text));
    painter.drawText(box, Qt::AlignCenter, text);
}

Rail::Rail(const QList<PageSpec> &pages, QWidget *parent)
    : QFrame(parent), m_column(new QVBoxLayout(this)), m_group(new QButtonGroup(this))
{
    setProperty("panel", u"left"_s);
    setAccessibleName(tr("Areas"));
    widgets::setRole(this, QAccessible::PageTabList);
    setFixedWidth(76);
    m_column->setContentsMargins(6, 8, 5, 8);
    m_column->setSpacing(2);
    std::ranges::copy_if(pages, std::back_inserter(m_areas), &PageSpec::inRail);
    std::ranges::stable_sort(m_areas, {}, [](const PageSpec &spec) { return std::pair(spec.group, spec.order); });
    for (qsizetype i = 0; i < m_areas.size(); ++i) {
        if (i > 0 && m_areas[i].group != m_areas[i - 1].group) {
            auto *line = new QFrame(this);
            line->setProperty("panel", u"line"_s);
            line->setFixedHeight(1);
            m_column->addSpacing(4);
            m_column->addWidget(line);
            m_column->addSpacing(4);
        }
        addButton(m_areas[i].id, m_areas[i].title, m_areas[i].icon);
    }
    m_column->addStretch(1);
    addButton(u"settings"_s, tr("Settings"), u"gear"_s);
    refreshCounts();
}

RailButton *Rail::addButton(const QString &id, const QString &title, const QString &icon)
{
    auto *button = new RailButton(title, icon, this);
    button->setObjectName(id);
    widgets::setRole(button, QAccessible::PageTab);
    m_group->addButton(button);
    m_column->addWidget(button, 0, Qt::AlignHCenter);
    connect(button, &QAbstractButton::toggled, this, [this] { update(); });
    connect(button, &QAbstractButton::clicked, this, [this, id] { emit chosen(id); });
    return button;
}

void Rail::setCurrent(const QString &pageId)
{
    if (auto *button = findChild<RailButton *>(pageId, Qt::FindDirectChildrenOnly))
        button->setChecked(true);
}

void Rail::showKeys(const std::function<QString(const QString &pageId)> &keysOf)
{
    for (QAbstractButton *button : m_group->buttons()) {
        const QString keys = keysOf(button->objectName());
        button->setToolTip(keys.isEmpty() ? button->text() : u"%1 (%2)"_s.arg(button->text(), keys));
    }
}

void Rail::refreshCounts()
{
    for (const PageSpec &area : std::as_const(m_areas)) {
        if (area.count)
            findChild<RailButton *>(area.id, Qt::FindDirectChildrenOnly)->setCount(area.count());
    }
}

QWidget *Rail::currentButton() const
{
    return m_group->checkedButton();
}

void Rail::resizeEvent(QResizeEvent *event)
{
    const bool compact = height() + aroundRail < leastForLabels;
    for (QAbstractButton *button : m_group->buttons())
        static_cast<RailButton *>(button)->setCompact(compact);
    QFrame::resizeEvent(event);
}

void Rail::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    const QAbstractButton *on = m_group->checkedButton();
    if (!on)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current().color(Token::Accent));
    painter.drawRoundedRect(QRect(-3, on->y() + 10, 6, on->height() - 20), 2, 2);
}

} // namespace aiops::shell
