#include "features/exec/gui/composepane.h"

#include "features/exec/gui/inputpane.h"
#include "features/exec/gui/targetmodel.h"
#include "features/exec/targets.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"
#include "widgets/field.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using namespace widgets;

ComposePane::ComposePane(const ExecServices &services, QWidget *parent)
    : QWidget(parent), m_services(services), m_model(new TargetModel(services.inventory, this)), m_command(new QPlainTextEdit), m_table(new QTableView),
      m_stack(new QStackedWidget),
      m_empty(new EmptyState(u"server"_s, tr("No hosts yet"), tr("Add an instance in My Space; then commands can be run on it from here."))),
      m_add(m_empty->addButton(tr("Open My Space"), [] {})), m_project(new QComboBox), m_filter(new FilterBar), m_all(makeButton(tr("Tick all shown"))),
      m_count(new Label(QString(), "secondary", "muted")), m_parallel(new QSpinBox), m_limit(new QSpinBox), m_folder(new QLineEdit),
      m_sudo(new QCheckBox(tr("As root, with sudo"))), m_input(new InputPane), m_run(makeButton(tr("Run"), ButtonKind::Primary, u"play"_s))
{
    setObjectName(u"composePane"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(makeCommand());
    column->addWidget(makeOptions());
    column->addWidget(m_input);
    column->addWidget(makeTargets(), 1);
    connect(m_model, &TargetModel::tickedChanged, this, &ComposePane::showTicked);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ComposePane::showTicked);
    connect(m_command, &QPlainTextEdit::textChanged, this, &ComposePane::showTicked);
    connect(&services.inventory, &inventory::Inventory::changed, this, &ComposePane::refresh);
    refresh();
}

QWidget *ComposePane::makeCommand()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    m_command->setObjectName(u"commandEdit"_s);
    m_command->setAccessibleName(tr("Command"));
    m_command->setProperty("input", true);
    m_command->setPlaceholderText(tr("systemctl is-active nginx"));
    m_command->setFont(Theme::current().font(Theme::Type::Mono));
    m_command->setTabChangesFocus(true);
    m_command->setFixedHeight(Theme::current().scaled(86));
    m_command->installEventFilter(this);
    setFocusProxy(m_command);
    row->addWidget(new Field(tr("Command"), m_command), 1);
    m_run->setObjectName(u"runButton"_s);
    m_run->setToolTip(tr("Run it (Ctrl+Enter)"));
    m_run->setMinimumWidth(Theme::current().scaled(150));
    row->addWidget(m_run, 0, Qt::AlignBottom);
    connect(m_run, &QPushButton::clicked, this, &ComposePane::run);
    return box;
}

QWidget *ComposePane::makeOptions()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    const auto number = [row](QSpinBox *spin, const QString &name, const QString &label, int from, int to, int value) {
        spin->setObjectName(name);
        spin->setAccessibleName(label);
        spin->setRange(from, to);
        spin->setValue(value);
        spin->setMinimumHeight(30);
        spin->setFixedWidth(Theme::current().scaled(130));
        row->addWidget(new Field(label, spin), 0, Qt::AlignTop);
    };
    number(m_parallel, u"parallelSpin"_s, tr("At a time"), 1, 1000, 50);
    number(m_limit, u"limitSpin"_s, tr("Time limit on each"), 0, 86'400, 0);
    m_limit->setSuffix(tr(" s"));
    m_limit->setSpecialValueText(tr("None"));
    m_folder->setObjectName(u"folderEdit"_s);
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->setPlaceholderText(tr("where the login begins"));
    m_folder->setMinimumHeight(30);
    m_folder->setMinimumWidth(Theme::current().scaled(200)); // what stands in it while it is empty
    m_folder->setMaximumWidth(Theme::current().scaled(320));
    row->addWidget(new Field(tr("Folder"), m_folder), 0, Qt::AlignTop);
    m_sudo->setObjectName(u"sudoCheck"_s);
    m_sudo->setAccessibleName(m_sudo->text());
    m_sudo->setToolTip(tr("The password is taken from the credential of each host whose purpose is sudo."));
    m_sudo->setMinimumHeight(30);
    auto *sudoField = new Field(QString(), m_sudo);
    row->addWidget(sudoField, 0, Qt::AlignBottom);
    row->addStretch(1);
    return box;
}

QWidget *ComposePane::makeTargets()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new Label(tr("On these hosts"), "section"));
    row->addWidget(m_count);
    row->addStretch(1);
    m_project->setObjectName(u"projectCombo"_s);
    m_project->setAccessibleName(tr("Project"));
    m_filter->setObjectName(u"targetFilterEdit"_s);
    m_filter->setSubject(tr("Name, address, tag or prod"));
    m_filter->setMinimumWidth(Theme::current().scaled(120));
    m_filter->setMaximumWidth(Theme::current().scaled(260));
    m_all->setObjectName(u"tickAllButton"_s);
    setSmall(m_all);
    for (QWidget *part : std::initializer_list<QWidget *>{m_project, m_filter, m_all})
        row->addWidget(part, part == m_filter ? 100 : 0);
    column->addLayout(row);
    m_table->setModel(m_model);
    m_table->setObjectName(u"targetTable"_s);
    m_table->setAccessibleName(tr("Hosts to run it on"));
    setUpRowTable(*m_table);
    const auto widths = std::to_array<std::pair<int, int>>({{TargetModel::Name, 260}, {TargetModel::Environment, 110}, {TargetModel::Address, 180}});
    for (const auto &[section, width] : widths)
        m_table->horizontalHeader()->resizeSection(section, Theme::current().scaled(width));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_add->setObjectName(u"openSpaceButton"_s);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    connect(m_filter, &QLineEdit::textChanged, m_model, &TargetModel::setText);
    connect(m_project, &QComboBox::currentIndexChanged, this, [this] { m_model->setProject(ProjectId::parse(m_project->currentData().toString())); });
    connect(m_all, &QPushButton::clicked, this, [this] { m_model->tickShown(!m_model->areShownTicked()); });
    const auto toggle = [this](const QModelIndex &at) {
        const QModelIndex first = at.siblingAtColumn(TargetModel::Name);
        m_model->setData(first, first.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    };
    connect(m_table, &QAbstractItemView::activated, this, toggle);
    return box;
}

void ComposePane::fillProjects()
{
    const QSignalBlocker quiet(m_project);
    const QString chosen = m_project->currentData().toString();
    m_project->clear();
    m_project->addItem(tr("All projects"), QString());
    const auto projects = m_services.inventory.projects(m_services.inventory.currentOrganization());
    for (const inventory::Project &one : projects.value_or(QList<inventory::Project>()))
        m_project->addItem(one.name, one.id.toString());
    m_project->setCurrentIndex(std::max(0, m_project->findData(chosen)));
}

void ComposePane::refresh()
{
    fillProjects();
    m_model->refresh();
    m_stack->setCurrentWidget(m_model->hasAny() ? static_cast<QWidget *>(m_table) : m_empty);
}

void ComposePane::choose(const QList<InstanceId> &ids)
{
    m_filter->clear();
    m_project->setCurrentIndex(0);
    m_model->tickOnly(ids);
    for (int i = 0; i < m_model->rowCount(); ++i) {
        if (m_model->index(i, 0).data(Qt::CheckStateRole).toInt() == Qt::Checked) {
            m_table->scrollTo(m_model->index(i, 0));
            break;
        }
    }
}

void ComposePane::setCommand(const QString &command)
{
    m_command->setPlainText(command);
}

void ComposePane::focusCommand()
{
    m_command->setFocus();
}

void ComposePane::focusFilter()
{
    m_filter->focus();
}

void ComposePane::showTicked()
{
    const QList<inventory::Instance> chosen = m_model->ticked();
    const auto production = std::ranges::count(chosen, inventory::Environment::Production, &inventory::Instance::environment);
    const QString all = tr("%1 ticked").arg(chosen.size());
    m_count->setText(production > 0 ? all + u", "_s + tr("%1 of them production").arg(production) : all);
    m_count->setTone(production > 0 ? "warn" : "muted");
    m_all->setText(m_model->areShownTicked() ? tr("Untick all shown") : tr("Tick all shown"));
    m_all->setEnabled(m_model->rowCount() > 0);
    m_run->setText(chosen.size() == 1 ? tr("Run on 1 host") : chosen.isEmpty() ? tr("Run") : tr("Run on %1 hosts").arg(chosen.size()));
    m_run->setEnabled(!chosen.isEmpty() && !m_command->toPlainText().trimmed().isEmpty());
}

void ComposePane::run()
{
    const OrganizationId organization = m_services.inventory.currentOrganization();
    Request request{.organization = organization, .command = m_command->toPlainText().trimmed(),
                    .targets = targetsOf(m_services.inventory, organization, m_model->ticked()).value_or(QList<Target>())};
    request.parallel = m_parallel->value();
    request.hostLimit = std::chrono::seconds(m_limit->value());
    request.directory = m_folder->text().trimmed();
    request.useSudo = m_sudo->isChecked();
    request.origin = u"window"_s;
    if (m_input->isEmpty())
        return emit runWanted(request);
    m_run->setEnabled(false); // a file may be slow
    deliver(m_input->addTo(std::move(request)), this, [this](const Result<Request> &whole) {
        showTicked();
        if (whole)
            emit runWanted(*whole);
    });
}

bool ComposePane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_command && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() & Qt::ControlModifier) {
            if (m_run->isEnabled())
                run();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace aiops::exec
