#include "features/exec/gui/ruledialog.h"

#include "features/exec/gui/rulemodel.h"
#include "widgets/banner.h"
#include "widgets/field.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using team::CommandRule;

RuleDialog::RuleDialog(const CommandRule &rule, const ExecServices &services, QWidget *parent)
    : Dialog(rule.id.isNull() ? tr("Add a command rule") : tr("Edit the command rule"), parent), m_rule(rule), m_services(services), m_banner(new widgets::Banner),
      m_name(new QLineEdit(rule.name)), m_effect(new QComboBox), m_kind(new QComboBox), m_pattern(new QLineEdit(rule.pattern)), m_environment(new QComboBox),
      m_project(new QComboBox), m_role(new QComboBox)
{
    setMinimumWidth(520);
    body()->setSpacing(12);
    body()->addWidget(m_banner);
    fill();
    add(u"ruleNameEdit"_s, tr("Name"), m_name);
    add(u"ruleEffectCombo"_s, tr("Effect"), m_effect);
    add(u"ruleKindCombo"_s, tr("Looks for"), m_kind);
    add(u"rulePatternEdit"_s, tr("Pattern"), m_pattern, tr("Like docker rm* or systemctl stop nginx. What stands behind sudo, in bash -c and after ; is looked at too."));
    add(u"ruleEnvironmentCombo"_s, tr("Environment"), m_environment);
    add(u"ruleProjectCombo"_s, tr("Project"), m_project);
    add(u"ruleRoleCombo"_s, tr("Role"), m_role);
    addCancel()->setObjectName(u"cancelButton"_s);
    m_save = addButton(rule.id.isNull() ? tr("Add rule") : tr("Save"), widgets::ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"saveRuleButton"_s);
    setDefaultButton(m_save);
}

void RuleDialog::add(const QString &name, const QString &label, QWidget *control, const QString &hint)
{
    auto *field = new widgets::Field(label, control);
    control->setObjectName(name);
    control->setAccessibleName(label);
    control->setMinimumHeight(30);
    field->setHint(hint);
    body()->addWidget(field);
}

void RuleDialog::fill()
{
    for (const team::Effect effect : {team::Effect::Deny, team::Effect::Confirm, team::Effect::Allow})
        m_effect->addItem(effectWord(effect), int(effect));
    m_effect->setCurrentIndex(m_effect->findData(int(m_rule.effect)));
    m_kind->addItem(tr("The first words of a program"), int(CommandRule::Kind::Words));
    m_kind->addItem(tr("A regular expression in its words"), int(CommandRule::Kind::Regex));
    m_kind->setCurrentIndex(m_kind->findData(int(m_rule.kind)));
    const QList<std::pair<QString, QString>> environments{{tr("All"), {}}, {tr("Production"), u"prod"_s}, {tr("Staging"), u"staging"_s}, {tr("Development"), u"dev"_s}};
    for (const auto &[text, value] : environments)
        m_environment->addItem(text, value);
    m_environment->setCurrentIndex(std::max(0, m_environment->findData(m_rule.environment)));
    const QList<std::pair<QString, QString>> roles{{tr("All"), {}}, {tr("Operator"), u"operator"_s}, {tr("Administrator"), u"admin"_s}};
    for (const auto &[text, value] : roles)
        m_role->addItem(text, value);
    m_role->setCurrentIndex(std::max(0, m_role->findData(m_rule.role)));
    m_project->addItem(tr("All"), QString());
    const auto projects = m_services.inventory.projects(m_rule.organization);
    for (const inventory::Project &one : projects.value_or(QList<inventory::Project>()))
        m_project->addItem(one.name, one.id.toString());
    m_project->setCurrentIndex(m_rule.project.isNull() ? 0 : std::max(0, m_project->findData(m_rule.project.toString())));
}

void RuleDialog::save()
{
    CommandRule rule = m_rule;
    rule.name = m_name->text();
    rule.effect = team::Effect(m_effect->currentData().toInt());
    rule.kind = CommandRule::Kind(m_kind->currentData().toInt());
    rule.pattern = m_pattern->text();
    rule.environment = m_environment->currentData().toString();
    rule.role = m_role->currentData().toString();
    rule.project = ProjectId::parse(m_project->currentData().toString());
    auto permit = m_services.gatekeeper.request(team::Action::PolicyEdit, {u"command_rule"_s, rule.id.isNull() ? QString() : rule.id.toString(), rule.name});
    if (!permit)
        return m_banner->showError(permit.error());
    m_save->setEnabled(false);
    deliver(m_services.policy.save(*std::move(permit), rule), this, [this](const Result<CommandRule> &saved) {
        m_save->setEnabled(true);
        if (!saved)
            return m_banner->showError(saved.error());
        accept();
    });
}

} // namespace aiops::exec
