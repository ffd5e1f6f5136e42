#include "widgets/field.h"

#include "widgets/label.h"
#include "widgets/restyle.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace aiops::widgets {

Field::Field(const QString &label, QWidget *control, QWidget *parent)
    : QWidget(parent), m_label(new Label(label, "secondary", "muted")),
      m_control(control ? control : new QLineEdit), m_below(new Label(QString(), "caption", "muted"))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_label->setBuddy(m_control);
    m_control->setAccessibleName(label);
    m_below->setWordWrap(true);
    column->addWidget(m_label);
    column->addWidget(m_control);
    column->addWidget(m_below);
    setFocusProxy(m_control);
    showBelow();
}

QLineEdit *Field::edit() const
{
    return qobject_cast<QLineEdit *>(m_control);
}

void Field::setLabel(const QString &label)
{
    m_label->setText(label);
    m_control->setAccessibleName(label);
}

void Field::setHint(const QString &hint)
{
    m_hint = hint;
    showBelow();
}

void Field::setError(const QString &error)
{
    m_error = error;
    m_hasError = !error.isEmpty();
    restyle(m_control->focusProxy() ? m_control->focusProxy() : m_control, "invalid", m_hasError);
    showBelow();
}

void Field::showBelow()
{
    m_below->setText(m_hasError ? m_error : m_hint);
    m_below->setTone(m_hasError ? "danger" : "muted");
    m_below->setVisible(!m_below->text().isEmpty());
    m_control->setAccessibleDescription(m_below->text());
}

} // namespace aiops::widgets
