#include "features/importing/gui/forallfields.h"

#include "features/importing/gui/importdialog.h"
#include "inventory/inventory.h"
#include "widgets/field.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kTypingPause{300};

} // namespace

ForAllFields::ForAllFields(const inventory::Inventory &inventory, QWidget *parent)
    : QWidget(parent), m_project(new QComboBox), m_environment(new QComboBox), m_group(new QLineEdit)
{
    m_project->setObjectName(u"projectCombo"_s);
    m_project->setEditable(true);
    m_project->setInsertPolicy(QComboBox::NoInsert);
    m_project->addItem(QString());
    m_project->lineEdit()->setPlaceholderText(ImportDialog::tr("None, or a name"));
    if (const auto projects = inventory.projects(inventory.currentOrganization())) {
        for (const inventory::Project &project : *projects)
            m_project->addItem(project.name);
    }
    m_environment->setObjectName(u"environmentCombo"_s);
    m_environment->addItem(ImportDialog::tr("None"), QString());
    m_environment->addItem(ImportDialog::tr("Production"), u"prod"_s);
    m_environment->addItem(ImportDialog::tr("Staging"), u"staging"_s);
    m_environment->addItem(ImportDialog::tr("Development"), u"dev"_s);
    m_group->setObjectName(u"groupEdit"_s);
    m_group->setPlaceholderText(ImportDialog::tr("None, or a path such as eu/web"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(new widgets::Field(ImportDialog::tr("Project for rows without one"), m_project), 1);
    row->addWidget(new widgets::Field(ImportDialog::tr("Environment for rows without one"), m_environment), 1);
    row->addWidget(new widgets::Field(ImportDialog::tr("Group for rows without one"), m_group), 1);
    m_typed.setSingleShot(true);
    m_typed.setInterval(kTypingPause);
    connect(m_project, &QComboBox::currentTextChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(m_group, &QLineEdit::textEdited, &m_typed, qOverload<>(&QTimer::start));
    connect(m_environment, &QComboBox::activated, this, &ForAllFields::changed);
    connect(&m_typed, &QTimer::timeout, this, &ForAllFields::changed);
}

ForAll ForAllFields::value() const
{
    ForAll value{.project = m_project->currentText().trimmed()};
    if (const QString environment = m_environment->currentData().toString(); !environment.isEmpty())
        value.environment = inventory::parseEnvironment(environment).value_or(inventory::Environment::None);
    for (const QString &part : m_group->text().split(u'/', Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty())
            value.group += part.trimmed();
    }
    return value;
}

} // namespace aiops::importing
