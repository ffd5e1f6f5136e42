#include "features/myspace/gui/formdialog.h"

#include "widgets/banner.h"
#include "widgets/field.h"

#include <QVBoxLayout>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using namespace widgets;

FormDialog::FormDialog(const QString &title, const QString &saveText, QWidget *parent)
    : Dialog(title, parent), m_form(new QVBoxLayout), m_banner(new Banner)
{
    setMinimumWidth(480);
    m_form->setSpacing(12);
    body()->addWidget(m_banner);
    body()->addLayout(m_form);
    addCancel()->setObjectName(u"cancelButton"_s);
    m_save = addButton(saveText, ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"saveButton"_s);
    setDefaultButton(m_save);
}

Field *FormDialog::addField(const QString &name, const QString &label, const QString &value)
{
    auto *edit = new QLineEdit(value);
    Field *field = addControl(name, label, edit);
    connect(edit, &QLineEdit::textEdited, field, [field] { field->setError({}); });
    return field;
}

Field *FormDialog::addControl(const QString &name, const QString &label, QWidget *control)
{
    auto *field = new Field(label, control);
    control->setObjectName(name);
    m_form->addWidget(field);
    return field;
}

void FormDialog::setBusy(bool busy)
{
    m_save->setEnabled(!busy);
}

} // namespace aiops::myspace
