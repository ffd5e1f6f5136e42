#include "widgets/inspectorsection.h"

#include "widgets/label.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kLongestWord = 24; // what the narrowest inspector shows in one line: a fingerprint would widen it
}

InspectorSection::InspectorSection(const QString &title, QWidget *parent)
    : QFrame(parent), m_column(new QVBoxLayout(this)), m_heading(new QHBoxLayout), m_grid(new QGridLayout)
{
    setProperty("panel", u"bottom"_s);
    setAccessibleName(title);
    m_column->setContentsMargins(16, 12, 16, 12);
    m_column->setSpacing(8);
    m_heading->addWidget(new Label(title.toUpper(), "overline", nullptr, this), 1);
    m_column->addLayout(m_heading);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnMinimumWidth(0, Theme::current().scaled(96));
    m_grid->setColumnStretch(1, 1);
    m_column->addLayout(m_grid);
}

Label *InspectorSection::addKey(const QString &key, QWidget *value)
{
    auto *label = new Label(key, "secondary", "muted", this);
    label->setWordWrap(true);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0, Qt::AlignTop);
    m_grid->addWidget(value, row, 1);
    return label;
}

void InspectorSection::setRow(const QString &key, const QString &value, bool mono)
{
    if (!m_rows.contains(key)) {
        auto *shown = new Label(QString(), mono ? "mono" : "secondary", nullptr, this);
        shown->setWordWrap(true);
        shown->setCopyable(true);
        shown->setAccessibleName(key);
        m_rows.insert(key, {addKey(key, shown), shown});
    }
    const Row row = m_rows.value(key);
    const bool isOneLongWord = value.size() > kLongestWord && !value.contains(u' ') && !value.contains(u'\n');
    row.value->setWordWrap(!isOneLongWord);
    row.value->setElideMode(isOneLongWord ? Qt::ElideMiddle : Qt::ElideNone);
    row.value->setText(value);
    row.value->setAccessibleDescription(value);
    row.key->setVisible(!value.isEmpty());
    row.value->setVisible(!value.isEmpty());
}

void InspectorSection::addRow(const QString &key, QWidget *value)
{
    addKey(key, value);
}

void InspectorSection::addWidget(QWidget *widget)
{
    m_column->addWidget(widget);
}

void InspectorSection::setCorner(QWidget *widget)
{
    m_heading->addWidget(widget);
}

void InspectorSection::clearRows()
{
    m_rows.clear();
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

InspectorColumn::InspectorColumn(const QString &title, QWidget *parent) : QWidget(parent)
{
    setWindowTitle(title);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *content = new QFrame(scroll->viewport());
    content->setProperty("panel", u"surface"_s);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    scroll->setWidget(content);
    outer->addWidget(scroll);
}

InspectorSection *InspectorColumn::addSection(const QString &title)
{
    auto *section = new InspectorSection(title, m_column->parentWidget());
    addSection(section);
    return section;
}

void InspectorColumn::addSection(InspectorSection *section)
{
    m_column->insertWidget(m_column->count() - 1, section);
}

void InspectorColumn::addWidget(QWidget *widget)
{
    auto *holder = new QWidget(m_column->parentWidget());
    auto *box = new QVBoxLayout(holder);
    box->setContentsMargins(16, 12, 16, 12);
    box->addWidget(widget);
    m_column->insertWidget(m_column->count() - 1, holder);
}

} // namespace aiops::widgets
