#include "features/exec/gui/policypage.h"

#include "features/exec/gui/ruledialog.h"
#include "features/exec/gui/rulemodel.h"
#include "features/exec/gui/statedelegate.h"
#include "shell/confirmation.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"
#include "widgets/statusglyph.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using namespace widgets;

PolicyPage::PolicyPage(const ExecServices &services, QWidget *parent)
    : QWidget(parent), m_services(services), m_model(new RuleModel(
                                                 [&inventory = services.inventory](ProjectId id) {
                                                     const auto project = inventory.project(id);
                                                     return project ? project->name : tr("a project that is gone");
                                                 },
                                                 this)),
      m_table(new QTableView), m_banner(new Banner), m_add(makeButton(tr("Add rule"), ButtonKind::Plain, u"plus"_s)), m_edit(makeButton(tr("Edit…"), ButtonKind::Plain, u"edit"_s)),
      m_remove(makeButton(tr("Remove…"), ButtonKind::Plain, u"trash"_s)), m_trial(new QLineEdit), m_environment(new QComboBox), m_verdict(new StatusGlyph)
{
    setObjectName(u"policyPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto *what = new Label(tr("They hold for commands on many hosts, for aiops ssh HOST -- CMD, and for whatever else runs commands. Your own rules come first: an allow rule "
                              "takes the place of a built-in one. They keep people from slips; they are no wall against somebody who wants to get around them."),
                           "body", "muted");
    what->setWordWrap(true);
    column->addWidget(what);
    column->addWidget(m_banner);
    column->addWidget(makeButtons());
    setUpTable();
    column->addWidget(m_table, 1);
    column->addWidget(makeTrial());
    connect(&services.policy, &team::CommandPolicy::changed, this, &PolicyPage::refresh);
    connect(&services.inventory, &inventory::Inventory::changed, this, &PolicyPage::refresh);
    refresh();
}

QWidget *PolicyPage::makeButtons()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const std::array buttons{std::pair(m_add, u"addRuleButton"_s), std::pair(m_edit, u"editRuleButton"_s), std::pair(m_remove, u"removeRuleButton"_s)};
    for (const auto &[button, name] : buttons) {
        button->setObjectName(name);
        button->setAccessibleName(button->text());
        row->addWidget(button);
    }
    row->addStretch(1);
    connect(m_add, &QPushButton::clicked, this, [this] { edit(true); });
    connect(m_edit, &QPushButton::clicked, this, [this] { edit(false); });
    connect(m_remove, &QPushButton::clicked, this, &PolicyPage::remove);
    return bar;
}

void PolicyPage::setUpTable()
{
    m_table->setModel(m_model);
    m_table->setObjectName(u"ruleTable"_s);
    m_table->setAccessibleName(tr("Command rules"));
    m_table->setItemDelegateForColumn(RuleModel::Effect, makeStateDelegate(RuleModel::GlyphRole, m_table));
    setUpRowTable(*m_table);
    m_table->setMinimumHeight(Theme::current().scaled(280));
    const auto widths = std::to_array<std::pair<int, int>>({{RuleModel::Name, 190}, {RuleModel::Effect, 110}, {RuleModel::Pattern, 270}});
    for (const auto &[section, width] : widths)
        m_table->horizontalHeader()->resizeSection(section, Theme::current().scaled(width));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PolicyPage::updateButtons);
    connect(m_table, &QAbstractItemView::activated, this, [this] { edit(false); });
}

QWidget *PolicyPage::makeTrial()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    m_trial->setObjectName(u"trialEdit"_s);
    m_trial->setAccessibleName(tr("Try a command"));
    m_trial->setPlaceholderText(tr("rm -rf /srv/app"));
    m_trial->setMinimumHeight(30);
    m_environment->setObjectName(u"trialEnvironmentCombo"_s);
    m_environment->setAccessibleName(tr("On a host of"));
    m_environment->setMinimumHeight(30);
    for (const auto &[text, value] : QList<std::pair<QString, QString>>{{tr("production"), u"prod"_s}, {tr("staging"), u"staging"_s}, {tr("development"), u"dev"_s}, {tr("no environment"), {}}})
        m_environment->addItem(text, value);
    row->addWidget(new Field(tr("Try a command; nothing is run"), m_trial), 1);
    row->addWidget(new Field(tr("On a host of"), m_environment));
    auto *both = new QWidget;
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(bar);
    m_verdict->setObjectName(u"verdict"_s);
    m_verdict->setMinimumHeight(Theme::current().scaled(22));
    column->addWidget(m_verdict);
    connect(m_trial, &QLineEdit::textChanged, this, &PolicyPage::judge);
    connect(m_environment, &QComboBox::currentIndexChanged, this, &PolicyPage::judge);
    return both;
}

void PolicyPage::refresh()
{
    const auto rules = m_services.policy.rules(m_services.inventory.currentOrganization());
    if (!rules)
        return m_banner->showError(rules.error());
    m_model->setRules(*rules);
    m_add->setEnabled(!m_services.inventory.currentOrganization().isNull());
    updateButtons();
    judge();
}

void PolicyPage::updateButtons()
{
    const bool isOwn = m_model->rule(m_table->currentIndex().row()) != nullptr;
    m_edit->setEnabled(isOwn);
    m_remove->setEnabled(isOwn);
}

void PolicyPage::edit(bool isNew)
{
    const team::CommandRule *chosen = m_model->rule(m_table->currentIndex().row());
    if (!isNew && !chosen)
        return;
    const team::CommandRule fresh{.id = {}, .organization = m_services.inventory.currentOrganization(), .name = {}, .effect = team::Effect::Deny,
                                  .kind = team::CommandRule::Kind::Words, .pattern = {}};
    (new RuleDialog(isNew ? fresh : *chosen, m_services, window()))->open();
}

void PolicyPage::remove()
{
    const team::CommandRule *chosen = m_model->rule(m_table->currentIndex().row());
    if (!chosen)
        return;
    const QString title = tr("Remove the rule “%1”?").arg(chosen->name);
    shell::Confirmation::ask(window(), {.title = title, .text = tr("Commands that it refused or asked about will be judged by the other rules."), .confirm = tr("Remove rule")},
                             [self = QPointer(this), rule = *chosen] {
                                 if (!self)
                                     return;
                                 auto permit = self->m_services.gatekeeper.request(team::Action::PolicyEdit, {u"command_rule"_s, rule.id.toString(), rule.name});
                                 if (!permit)
                                     return self->m_banner->showError(permit.error());
                                 permit->note(u"removed"_s, true);
                                 deliver(self->m_services.policy.remove(*std::move(permit), rule.id), self.data(), [self](const Result<void> &done) {
                                     if (!done)
                                         self->m_banner->showError(done.error());
                                 });
                             });
}

void PolicyPage::judge()
{
    const QString command = m_trial->text().trimmed();
    m_verdict->setVisible(!command.isEmpty());
    if (command.isEmpty())
        return;
    const auto ruling = m_services.policy.check(m_services.inventory.currentOrganization(), command, {{m_environment->currentData().toString(), {}}});
    if (!ruling)
        return m_banner->showError(ruling.error());
    const team::Effect effect = ruling->worst.effect;
    m_verdict->setStatus(effect == team::Effect::Deny ? u"failed"_s : effect == team::Effect::Confirm ? u"warning"_s : u"passed"_s, team::rulingText(ruling->worst));
}

} // namespace aiops::exec
