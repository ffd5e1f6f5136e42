#include "widgets/fold.h"

#include "widgets/button.h"

#include <QVBoxLayout>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

Fold::Fold(const QString &text, QWidget *parent)
    : QWidget(parent), m_button(makeButton(text, ButtonKind::Plain, u"chevron-right"_s)), m_content(new QWidget), m_column(new QVBoxLayout(m_content))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_button, 0, Qt::AlignLeft);
    column->addWidget(m_content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(12);
    m_button->setCheckable(true);
    connect(m_button, &QPushButton::toggled, this, &Fold::reveal);
    reveal(false);
}

void Fold::setText(const QString &text)
{
    m_button->setText(text);
    m_button->setAccessibleName(text);
}

void Fold::setOpen(bool open)
{
    m_button->setChecked(open);
}

bool Fold::isOpen() const
{
    return m_button->isChecked();
}

void Fold::reveal(bool open)
{
    m_button->setIcon(Theme::current().icon(open ? u"chevron-down"_s : u"chevron-right"_s));
    m_content->setVisible(open);
    emit toggled(open);
}

} // namespace aiops::widgets
