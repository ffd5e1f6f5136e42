#include "shell/statusstrip.h"

#include "widgets/accessibility.h"
#include "widgets/restyle.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace aiops::shell {

using namespace Qt::StringLiterals;

StatusStrip::StatusStrip(const QList<StatusSpec> &items, QWidget *parent) : QFrame(parent), m_items(items)
{
    setProperty("panel", u"bottom"_s);
    setAccessibleName(tr("Status bar"));
    widgets::setRole(this, QAccessible::StatusBar);
    setMinimumHeight(26);
    std::ranges::stable_sort(m_items, {}, [](const StatusSpec &item) { return std::pair(item.right, item.order); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 1, 4, 0);
    row->setSpacing(0);
    bool stretched = false;
    for (const StatusSpec &item : std::as_const(m_items)) {
        if (item.right && !stretched) {
            row->addStretch(1);
            stretched = true;
        }
        row->addWidget(makeItem(item));
    }
    if (!stretched)
        row->addStretch(1);
    refresh();
}

QPushButton *StatusStrip::makeItem(const StatusSpec &item)
{
    auto *button = new QPushButton(this);
    button->setObjectName(item.id + u"StatusButton"_s);
    button->setProperty("flatStatus", true);
    button->setProperty("side", item.right ? u"right"_s : u"left"_s);
    button->setAutoDefault(false);
    button->setIconSize({16, 14});
    connect(button, &QPushButton::clicked, this, [button, activate = item.activate] {
        if (activate)
            activate(button);
    });
    m_buttons.insert(item.id, button);
    return button;
}

void StatusStrip::refresh()
{
    for (const StatusSpec &item : std::as_const(m_items)) {
        QPushButton *button = m_buttons.value(item.id);
        const QString text = item.text ? item.text() : QString();
        const QString tone = item.tone ? item.tone() : QString();
        button->setVisible(!text.isEmpty());
        if (text == button->text() && tone == button->property("tone").toString() && !button->icon().isNull())
            continue;
        button->setText(text);
        button->setAccessibleName(text);
        widgets::restyle(button, "tone", tone);
        const auto token = tone == u"danger" ? widgets::Token::Danger
                           : tone == u"warn" ? widgets::Token::Warn
                                             : widgets::Token::Muted;
        button->setIcon(widgets::Theme::current().icon(tone.isEmpty() ? item.icon : u"warning"_s, token));
    }
}

} // namespace aiops::shell
