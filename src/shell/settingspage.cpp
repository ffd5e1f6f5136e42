#include "shell/settingspage.h"

#include "widgets/label.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedWidget>

namespace aiops::shell {

using namespace Qt::StringLiterals;

SettingsPage::SettingsPage(QList<SettingsSpec> pages, QWidget *parent)
    : Page(parent), m_specs(std::move(pages)), m_list(new QListWidget), m_stack(new QStackedWidget)
{
    std::ranges::stable_sort(m_specs, {}, &SettingsSpec::order);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *side = new QFrame;
    side->setProperty("panel", u"left"_s);
    side->setFixedWidth(widgets::Theme::current().scaled(200));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(8, 14, 8, 8);
    auto *title = new widgets::Label(tr("Settings"), "title");
    title->setContentsMargins(8, 0, 0, 6);
    column->addWidget(title);
    column->addWidget(m_list, 1);
    row->addWidget(side);
    row->addWidget(m_stack, 1);
    m_list->setObjectName(u"settingsList"_s);
    m_list->setAccessibleName(tr("Settings"));
    for (const SettingsSpec &spec : std::as_const(m_specs))
        m_list->addItem(spec.title);
    connect(m_list, &QListWidget::currentRowChanged, this, &SettingsPage::showRow);
    m_list->setCurrentRow(0);
}

void SettingsPage::openObject(const QString &settingsId)
{
    const auto found = std::ranges::find(m_specs, settingsId, &SettingsSpec::id);
    if (found != m_specs.end())
        m_list->setCurrentRow(int(found - m_specs.begin()));
}

QWidget *SettingsPage::mainView()
{
    return m_list;
}

void SettingsPage::showRow(int row)
{
    if (row < 0)
        return;
    if (!m_forms.contains(row)) {
        m_forms.insert(row, makeForm(m_specs[row]));
        m_stack->addWidget(m_forms.value(row));
    }
    m_stack->setCurrentWidget(m_forms.value(row));
}

QWidget *SettingsPage::makeForm(const SettingsSpec &spec)
{
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(20, 14, 20, 20);
    auto *form = new QWidget;
    form->setMaximumWidth(widgets::Theme::current().scaled(760));
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(new widgets::Label(spec.title, "title"));
    column->addWidget(spec.create(form));
    column->addStretch(1);
    row->addWidget(form, 760);
    row->addStretch(1);
    scroll->setWidget(content);
    return scroll;
}

} // namespace aiops::shell
