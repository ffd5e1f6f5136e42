#include "features/myspace/gui/activefilters.h"

#include "features/myspace/gui/cardrow.h"
#include "features/myspace/gui/flowlayout.h"
#include "widgets/button.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;
using widgets::Theme;
using widgets::Token;

namespace {

/// "Provider: aws, gcp" and a cross. Pressing it takes the filter away.
class RemovableChip final : public QAbstractButton
{
public:
    RemovableChip(const QString &text, QWidget *parent) : QAbstractButton(parent)
    {
        const QFontMetrics metrics(font());
        setText(metrics.elidedText(text, Qt::ElideRight, 260));
        setToolTip(text.toHtmlEscaped().prepend(u"<qt>"_s));
        setAccessibleName(ActiveFilters::tr("Remove filter %1").arg(text));
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
    }
    QSize sizeHint() const override
    {
        const QFontMetrics metrics(chipFont());
        return {metrics.horizontalAdvance(text()) + 34, qMax(24, metrics.height() + 8)};
    }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        const int key = event->key();
        key == Qt::Key_Delete || key == Qt::Key_Backspace || key == Qt::Key_Return ? click() : QAbstractButton::keyPressEvent(event);
    }
    void enterEvent(QEnterEvent *) override { update(); }
    void leaveEvent(QEvent *) override { update(); }
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::current();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.color(Token::Accent), 1));
        painter.setBrush(theme.color(underMouse() ? Token::Hover : Token::Selected));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 1.5, -0.5, -1.5), 4, 4);
        painter.setFont(chipFont());
        painter.setPen(theme.color(Token::Text));
        painter.drawText(rect().adjusted(8, 0, -22, 0), Qt::AlignVCenter | Qt::TextSingleLine, text());
        theme.icon(u"close"_s, Token::Muted).paint(&painter, QRect(width() - 20, (height() - 12) / 2, 12, 12));
    }

private:
    static QFont chipFont() { return Theme::current().font(Theme::Type::Secondary); }
};

QStringList wordsOf(const QStringList &values, QString (*word)(const QString &))
{
    QStringList words;
    for (const QString &value : values)
        words << word(value);
    return words;
}

} // namespace

QString seenWord(const QString &bucket)
{
    return bucket == u"hour"    ? ActiveFilters::tr("In the last hour")
           : bucket == u"day"   ? ActiveFilters::tr("1 to 24 h ago")
           : bucket == u"week"  ? ActiveFilters::tr("1 to 7 days ago")
           : bucket == u"older" ? ActiveFilters::tr("Longer ago")
                                : ActiveFilters::tr("Never");
}

ActiveFilters::ActiveFilters(QWidget *parent) : QWidget(parent)
{
    auto *flow = new FlowLayout(this);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(6);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void ActiveFilters::addChip(const QString &name, const QString &key, const QStringList &values, std::function<void(Choices &)> remove)
{
    if (values.isEmpty())
        return;
    auto *chip = new RemovableChip(key.isEmpty() ? values.first() : key + u": "_s + values.join(u", "_s), this);
    chip->setObjectName(name);
    layout()->addWidget(chip);
    connect(chip, &QAbstractButton::clicked, this, [this, remove = std::move(remove)] {
        SpaceView view = m_view;
        remove(view.choices);
        emit changed(view);
    });
}

void ActiveFilters::show(const SpaceView &view)
{
    const bool same = view.choices == m_view.choices && layout()->count() > 0;
    m_view = view;
    setVisible(view.filters());
    if (same)
        return;
    while (QLayoutItem *item = layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const auto without = [](auto member) {
        return [member](Choices &choices) { choices.*member = {}; };
    };
    const Choices &c = view.choices;
    addChip(u"providerFilterChip"_s, tr("Provider"), wordsOf(c.providers, providerWord), without(&Choices::providers));
    addChip(u"regionFilterChip"_s, tr("Region"), c.regions, without(&Choices::regions));
    addChip(u"statusFilterChip"_s, tr("Status"), wordsOf(c.statuses, statusWord), without(&Choices::statuses));
    addChip(u"environmentFilterChip"_s, tr("Environment"), wordsOf(c.environments, environmentWord), without(&Choices::environments));
    addChip(u"tagFilterChip"_s, tr("Tag"), c.tags, without(&Choices::tags));
    addChip(u"seenFilterChip"_s, tr("Last seen"), wordsOf(c.seen, seenWord), without(&Choices::seen));
    addChip(u"agentFilterChip"_s, {}, c.withoutAgent ? QStringList{tr("Without agent")} : QStringList(), without(&Choices::withoutAgent));
    QPushButton *clear = widgets::makeButton(tr("Clear"), ButtonKind::Link, {}, this);
    clear->setObjectName(u"clearFiltersButton"_s);
    QPushButton *save = widgets::makeButton(tr("Save view"), ButtonKind::Link, {}, this);
    save->setObjectName(u"saveViewButton"_s);
    layout()->addWidget(clear);
    layout()->addWidget(save);
    connect(clear, &QPushButton::clicked, this, &ActiveFilters::cleared);
    connect(save, &QPushButton::clicked, this, &ActiveFilters::saveWanted);
    updateGeometry();
}

} // namespace aiops::myspace
