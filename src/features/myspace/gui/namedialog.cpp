#include "features/myspace/gui/namedialog.h"

#include "inventory/validation.h"
#include "widgets/field.h"

#include <QLineEdit>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

NameDialog::NameDialog(const QString &title, const QString &label, const QString &old, std::function<void(const QString &)> named,
                       QWidget *parent)
    : FormDialog(title, tr("Save"), parent), m_name(addField(u"nameEdit"_s, label, old)), m_named(std::move(named))
{
    setObjectName(u"nameDialog"_s);
    m_name->edit()->selectAll();
}

void NameDialog::save()
{
    const auto name = inventory::validName(m_name->edit()->text());
    m_name->setError(name ? QString() : name.error().text);
    if (!name)
        return;
    m_named(*name);
    accept();
}

} // namespace aiops::myspace
