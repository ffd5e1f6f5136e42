#include "features/myspace/gui/bulkdialog.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/bulkpreview.h"
#include "features/myspace/gui/instanceform.h"
#include "features/myspace/spaceview.h"
#include "inventory/validation.h"
#include "widgets/banner.h"
#include "widgets/label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

BulkDialog::BulkDialog(Actions &actions, const QList<InstanceId> &ids, QWidget *parent)
    : FormDialog(tr("Edit %n instances", nullptr, int(ids.size())), tr("Apply"), parent), m_actions(actions), m_ids(ids),
      m_user(new QLineEdit), m_port(new QLineEdit), m_addTags(new QLineEdit), m_removeTags(new QLineEdit),
      m_environment(new QComboBox), m_group(new QComboBox), m_project(new QComboBox),
      m_summary(new widgets::Label(QString(), "secondary", "muted")), m_table(new QTableView), m_preview(new BulkPreview(this))
{
    setObjectName(u"bulkDialog"_s);
    setMinimumWidth(720);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(4, 1);
    grid->setColumnMinimumWidth(2, 12);
    form()->addLayout(grid);
    addControls(grid);
    addPreview();
    showPlan();
}

void BulkDialog::addControls(QGridLayout *grid)
{
    m_user->setPlaceholderText(tr("Empty: as its group says"));
    m_port->setPlaceholderText(tr("Empty: as its group says"));
    m_addTags->setPlaceholderText(tr("tier=web, critical"));
    m_removeTags->setPlaceholderText(tr("tier=web, critical"));
    m_environment->addItem(tr("As its group says"), int(Environment::None));
    for (const Environment e : {Environment::Production, Environment::Staging, Environment::Development})
        m_environment->addItem(environmentWord(environmentName(e)), int(e));
    m_group->addItem(tr("None"), QString());
    for (const Group &group : m_actions.estate().groups())
        m_group->addItem(m_actions.estate().groupNames(group.id).join(u" / "_s), group.id.toString());
    for (const Project &project : m_actions.estate().projects())
        m_project->addItem(project.name, project.id.toString());
    addRow(grid, u"user"_s, tr("User"), m_user);
    addRow(grid, u"port"_s, tr("Port"), m_port);
    addRow(grid, u"environment"_s, tr("Environment"), m_environment);
    addRow(grid, u"group"_s, tr("Group"), m_group);
    addRow(grid, u"addTags"_s, tr("Add tags"), m_addTags);
    addRow(grid, u"removeTags"_s, tr("Remove tags"), m_removeTags);
    addRow(grid, u"project"_s, tr("Add to project"), m_project);
}

void BulkDialog::addRow(QGridLayout *grid, const QString &name, const QString &title, QWidget *control)
{
    auto *box = new QCheckBox(title);
    box->setObjectName(name + u"Box"_s);
    box->setAccessibleName(tr("Change %1").arg(title));
    control->setObjectName(name + u"Edit"_s);
    control->setAccessibleName(title);
    const int at = int(m_rows.size());
    grid->addWidget(box, at / 2, at % 2 * 3);
    grid->addWidget(control, at / 2, at % 2 * 3 + 1);
    m_rows.append({name, box, control});
    connect(box, &QCheckBox::toggled, this, &BulkDialog::showPlan);
    const auto touched = [this, box] {
        box->setChecked(true);
        showPlan();
    };
    if (auto *line = qobject_cast<QLineEdit *>(control))
        connect(line, &QLineEdit::textEdited, this, touched);
    else if (auto *combo = qobject_cast<QComboBox *>(control))
        connect(combo, &QComboBox::activated, this, touched);
}

void BulkDialog::addPreview()
{
    m_table->setObjectName(u"bulkPreviewTable"_s);
    m_table->setAccessibleName(tr("What will change"));
    m_table->setModel(m_preview);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(widgets::Theme::current().scaled(28));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setMinimumHeight(widgets::Theme::current().scaled(230));
    m_summary->setObjectName(u"bulkSummaryLabel"_s);
    form()->addWidget(m_summary);
    form()->addWidget(m_table, 1);
}

void BulkDialog::focusField(const QString &name)
{
    for (const Row &row : std::as_const(m_rows)) {
        if (row.name == name)
            row.control->setFocus();
    }
}

bool BulkDialog::isSet(const QString &name) const
{
    const auto row = std::ranges::find(m_rows, name, &Row::name);
    return row != m_rows.end() && row->box->isChecked();
}

Result<QStringList> BulkDialog::tagsOf(const QLineEdit *line) const
{
    QStringList tags;
    for (const QString &tag : splitTags(line->text())) {
        const auto valid = validTag(tag);
        if (!valid)
            return std::unexpected(valid.error());
        tags << *valid;
    }
    return tags;
}

Result<BulkEdit> BulkDialog::edit() const
{
    BulkEdit edit;
    const QString port = m_port->text().trimmed();
    const auto user = validUser(m_user->text().trimmed());
    const auto number = port.isEmpty() ? Result<int>(0) : validPort(port.toInt());
    const auto added = isSet(u"addTags"_s) ? tagsOf(m_addTags) : QStringList();
    const auto removed = isSet(u"removeTags"_s) ? tagsOf(m_removeTags) : QStringList();
    if (isSet(u"user"_s) && !user)
        return std::unexpected(user.error());
    if (isSet(u"port"_s) && !number)
        return std::unexpected(number.error());
    if (!added || !removed)
        return std::unexpected(added ? removed.error() : added.error());
    if (isSet(u"user"_s))
        edit.user = *user;
    if (isSet(u"port"_s))
        edit.port = *number;
    if (isSet(u"environment"_s))
        edit.environment = Environment(m_environment->currentData().toInt());
    if (isSet(u"group"_s))
        edit.group = GroupId::parse(m_group->currentData().toString());
    if (isSet(u"project"_s))
        edit.project = ProjectId::parse(m_project->currentData().toString());
    edit.addTags = *added;
    edit.removeTags = *removed;
    return edit;
}

void BulkDialog::showPlan()
{
    const auto wanted = edit();
    banner()->clear();
    const Estate &estate = m_actions.estate();
    QList<Instance> instances;
    for (const InstanceId id : std::as_const(m_ids)) {
        if (const Instance *instance = estate.instance(id))
            instances.append(*instance);
    }
    const BulkWorld world{estate.inheritance(), estate.projects(), [&estate](InstanceId id) { return estate.linksOf(id); }};
    m_plan = wanted ? planOf(*wanted, instances, world) : BulkPlan();
    if (!wanted)
        banner()->showError(wanted.error());
    m_preview->setLines(m_plan.lines);
    const qsizetype same = m_ids.size() - m_plan.changes.size();
    m_summary->setText(m_plan.lines.isEmpty() ? tr("Nothing changes yet. Set a value to see what it does.")
                       : same == 0            ? tr("%1 changes in all %2 instances").arg(m_plan.lines.size()).arg(m_ids.size())
                                              : tr("%1 changes in %2 instances; %3 stay as they are")
                                                    .arg(m_plan.lines.size()).arg(m_plan.changes.size()).arg(same));
    saveButton()->setEnabled(!m_plan.lines.isEmpty());
    saveButton()->setText(m_plan.changes.isEmpty() ? tr("Apply") : tr("Change %n instances", nullptr, int(m_plan.changes.size())));
}

void BulkDialog::save()
{
    setBusy(true);
    const QString text = tr("%n instances changed", nullptr, int(m_plan.changes.size()));
    deliver(m_actions.changes().apply(m_plan.changes, text), this, [this, text](const Result<QList<InstanceId>> &done) {
        setBusy(false);
        if (!done)
            return banner()->showError(done.error());
        m_actions.toastUndo(text);
        accept();
    });
}

} // namespace aiops::myspace
