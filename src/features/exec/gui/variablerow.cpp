#include "features/exec/gui/variablerow.h"

#include "widgets/button.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"
#include "widgets/secrettext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using namespace widgets;

VariableRow::VariableRow(QWidget *parent)
    : QWidget(parent), m_cell(new QHBoxLayout), m_name(new QLineEdit), m_value(new SecretEdit), m_shown(new SecretText(tr("The value, on the screen only"), nullptr)),
      m_show(makeIconButton(u"eye"_s, QString())), m_remove(makeIconButton(u"close"_s, QString()))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_name->setPlaceholderText(u"LANG"_s);
    m_name->setFont(Theme::current().font(Theme::Type::Mono));
    m_value->setPlaceholderText(tr("value"));
    m_show->setCheckable(true);
    m_shown->hide();
    row->addWidget(m_name, 1);
    row->addLayout(m_cell, 1);
    m_cell->addWidget(m_value);
    m_cell->addWidget(m_shown);
    row->addWidget(m_show, 0, Qt::AlignTop);
    row->addWidget(m_remove, 0, Qt::AlignTop);
    for (QWidget *watched : std::initializer_list<QWidget *>{m_name, m_value, m_show})
        watched->installEventFilter(this);
    connect(m_name, &QLineEdit::textEdited, this, &VariableRow::takeTyped);
    connect(m_name, &QLineEdit::textChanged, this, &VariableRow::showNames);
    connect(m_name, &QLineEdit::textChanged, this, &VariableRow::changed);
    connect(m_value, &QLineEdit::textChanged, this, &VariableRow::showNames);
    connect(m_value, &QLineEdit::textChanged, this, &VariableRow::changed);
    connect(m_show, &QPushButton::toggled, this, &VariableRow::showValue);
    connect(m_remove, &QPushButton::clicked, this, &VariableRow::removeWanted);
    showNames();
}

void VariableRow::setNumber(int number)
{
    m_number = number;
    const std::array<std::pair<QWidget *, const char *>, 5> named{{{this, "variableRow%1"}, {m_name, "variableNameEdit%1"}, {m_value, "variableValueEdit%1"},
                                                                   {m_show, "showVariableButton%1"}, {m_remove, "removeVariableButton%1"}}};
    for (const auto &[widget, name] : named)
        widget->setObjectName(QString::fromLatin1(name).arg(number));
    showNames();
}

void VariableRow::showNames()
{
    const QString name = m_name->text().isEmpty() ? tr("variable %1").arg(m_number) : m_name->text();
    const auto call = [](QPushButton *button, const QString &text) {
        button->setAccessibleName(text);
        button->setToolTip(plainToolTip(text));
    };
    m_name->setAccessibleName(tr("Name of variable %1").arg(m_number));
    m_value->setAccessibleName(tr("Value of %1").arg(name));
    call(m_show, m_show->isChecked() ? tr("Hide the value of %1").arg(name) : tr("Show the value of %1").arg(name));
    call(m_remove, tr("Remove %1").arg(name));
    m_show->setEnabled(!m_value->text().isEmpty());
}

bool VariableRow::isEmpty() const
{
    return m_name->text().trimmed().isEmpty() && m_value->text().isEmpty();
}

Variable VariableRow::variable() const
{
    return {m_name->text().trimmed(), std::make_shared<const Secret>(m_value->secret())};
}

void VariableRow::fill(const Variable &variable)
{
    hideValue();
    m_name->setText(variable.name);
    m_name->setCursorPosition(0); // its beginning is seen, also when it is long
    m_value->setText(QString::fromUtf8(variable.value->reveal()));
}

void VariableRow::clear()
{
    hideValue();
    m_value->wipe();
    m_name->setText({});
}

QWidget *VariableRow::nameEdit() const
{
    return m_name;
}

QWidget *VariableRow::valueEdit() const
{
    return m_value;
}

QList<QWidget *> VariableRow::controls() const
{
    return {m_name, m_value, m_show, m_remove};
}

/// "NAME=VALUE" typed or dropped where the name stands. setText() forgets what could be undone.
void VariableRow::takeTyped(const QString &text)
{
    const QString typed = text;
    if (typed.contains(u'\n')) {
        m_name->setText({});
        return emit pasted(typed);
    }
    const qsizetype at = typed.indexOf(u'=');
    if (at < 0)
        return;
    m_name->setText(typed.first(at));
    if (at + 1 < typed.size())
        m_value->setText(typed.sliced(at + 1));
    m_value->setFocus();
}

bool VariableRow::paste(bool isName)
{
    QString text = QGuiApplication::clipboard()->text();
    while (text.endsWith(u'\n') || text.endsWith(u'\r'))
        text.chop(1);
    if (text.contains(u'\n') || (isName && text.contains(u'=')))
        emit pasted(text);
    else
        (isName ? m_name : m_value)->insert(text);
    return true;
}

void VariableRow::hideValue()
{
    m_show->setChecked(false);
}

void VariableRow::showValue(bool shown)
{
    m_shown->setSecret(shown ? std::make_shared<const Secret>(m_value->secret()) : nullptr);
    m_shown->setVisible(shown);
    m_value->setVisible(!shown);
    m_cell->setContentsMargins(shown ? 10 : 0, 0, 0, 0); // where the text of the field begins
    m_show->setIcon(Theme::current().icon(shown ? u"eye-off"_s : u"eye"_s, Token::Muted));
    showNames();
}

/// It is hidden again as soon as the person turns to something else.
bool VariableRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_show) {
        if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide)
            hideValue();
        return false;
    }
    return event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste) && paste(watched == m_name);
}

} // namespace aiops::exec
