#include "features/rotation/gui/plantab.h"

#include "features/rotation/gui/rotatedialog.h"
#include "features/rotation/gui/rotationdelegate.h"
#include "features/rotation/gui/rotationmodel.h"
#include "features/rotation/gui/scheduledialog.h"
#include "features/rotation/gui/snoozedialog.h"
#include "features/rotation/gui/targetmodel.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using namespace widgets;

PlanTab::PlanTab(RotationSession &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(new RotationModel(this)), m_proxy(new QSortFilterProxyModel(this)), m_targets(new TargetModel(this)),
      m_filter(new FilterBar), m_banner(new Banner), m_table(new QTableView), m_targetTable(new QTableView), m_targetTitle(new Label(QString(), "heading")),
      m_targetBox(makeTargets()),
      m_empty(new EmptyState(u"refresh"_s, tr("No credentials yet"), tr("Keys and passwords of the vault are listed here with the date when they are to be changed."))),
      m_stack(new QStackedWidget), m_rotate(makeButton(tr("Rotate now"), ButtonKind::Primary, u"refresh"_s)), m_resume(makeButton(tr("Try again"), ButtonKind::Primary)),
      m_stop(makeButton(tr("Stop"))), m_snooze(makeButton(tr("Snooze"))), m_schedule(makeButton(tr("Schedule")))
{
    build();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PlanTab::showCurrent);
    connect(m_table, &QAbstractItemView::activated, this, &PlanTab::rotate);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_rotate, &QPushButton::clicked, this, &PlanTab::rotate);
    connect(m_resume, &QPushButton::clicked, this, &PlanTab::resume);
    connect(m_stop, &QPushButton::clicked, this, &PlanTab::stop);
    connect(m_snooze, &QPushButton::clicked, this, [this] {
        if (const PlanRow *row = current())
            (new SnoozeDialog(m_session, row->credential, window()))->open();
    });
    connect(m_schedule, &QPushButton::clicked, this, [this] {
        if (const PlanRow *row = current())
            (new ScheduleDialog(m_session, row->credential, window()))->open();
    });
    connect(&session, &RotationSession::changed, this, &PlanTab::refresh);
    refresh();
}

void PlanTab::build()
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(RotationModel::SortRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(u"rotationTable"_s);
    m_table->setAccessibleName(tr("Rotation plan"));
    m_table->setModel(m_proxy);
    setUpRowTable(*m_table);
    m_table->setItemDelegateForColumn(stateColumn, new RotationDelegate(RotationModel::GlyphRole, m_table));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(stateColumn, Qt::AscendingOrder);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    header->setMinimumSectionSize(Theme::current().scaled(80));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->addWidget(m_stack);
    split->addWidget(m_targetBox);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(makeButtons());
    layout->addWidget(m_banner);
    layout->addWidget(split, 1);
}

QWidget *PlanTab::makeButtons()
{
    m_filter->setObjectName(u"rotationFilterEdit"_s);
    m_filter->setSubject(tr("Credential, method or state"));
    m_filter->setFixedWidth(Theme::current().scaled(240));
    m_rotate->setObjectName(u"rotateButton"_s);
    m_resume->setObjectName(u"resumeRotationButton"_s);
    m_stop->setObjectName(u"stopRotationButton"_s);
    m_snooze->setObjectName(u"snoozeButton"_s);
    m_schedule->setObjectName(u"scheduleButton"_s);
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_filter);
    row->addStretch(1);
    for (QPushButton *button : {m_schedule, m_snooze, m_stop, m_resume, m_rotate})
        row->addWidget(button);
    return box;
}

QWidget *PlanTab::makeTargets()
{
    m_targetTable->setObjectName(u"rotationTargetTable"_s);
    m_targetTable->setAccessibleName(tr("Targets of the rotation"));
    m_targetTable->setModel(m_targets);
    setUpRowTable(*m_targetTable);
    m_targetTable->setItemDelegateForColumn(1, new RotationDelegate(TargetModel::GlyphRole, m_targetTable));
    m_targetTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_targetTable->horizontalHeader()->setStretchLastSection(true);
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(m_targetTitle);
    layout->addWidget(m_targetTable, 1);
    box->setMinimumHeight(Theme::current().scaled(140));
    return box;
}

void PlanTab::refresh()
{
    const auto plan = m_session.plan();
    if (!plan)
        return m_banner->showError(plan.error());
    m_model->setRows(*plan);
    m_stack->setCurrentWidget(plan->isEmpty() ? static_cast<QWidget *>(m_empty) : m_table);
    if (!m_table->currentIndex().isValid() && m_proxy->rowCount() > 0)
        m_table->selectRow(0);
    showCurrent();
}

const PlanRow *PlanTab::current() const
{
    const QModelIndex index = m_proxy->mapToSource(m_table->currentIndex());
    return index.isValid() ? &m_model->row(index.row()) : nullptr;
}

void PlanTab::select(CredentialId id)
{
    for (int i = 0; i < m_proxy->rowCount(); ++i)
        if (m_model->row(m_proxy->mapToSource(m_proxy->index(i, 0)).row()).credential.id == id)
            m_table->selectRow(i);
}

void PlanTab::showCurrent()
{
    const PlanRow *row = current();
    showButtons(row);
    showTargets(row);
}

void PlanTab::showButtons(const PlanRow *row)
{
    const bool waits = row && row->last && !row->isLive && (row->last->isRunning() || !row->last->old.isNull());
    const bool canRotate = row && !row->method.isEmpty() && !row->credential.revokedAt.isValid();
    m_resume->setVisible(waits);
    m_resume->setText(row && row->last && row->last->isRunning() ? tr("Go on") : tr("Try again on %1").arg(row && row->last ? row->last->count(vault::RotationStep::Failed) : 0));
    m_resume->setAccessibleName(m_resume->text());
    m_stop->setVisible(row && row->isLive);
    m_rotate->setVisible(!waits && !(row && row->isLive));
    m_rotate->setEnabled(canRotate);
    m_rotate->setToolTip(row && row->method.isEmpty() ? tr("This kind is changed by hand: edit the credential with its new value.") : QString());
    m_snooze->setEnabled(row && row->credential.dueAt().isValid());
    m_schedule->setEnabled(row != nullptr);
}

void PlanTab::showTargets(const PlanRow *row)
{
    QList<TargetRow> rows;
    const bool hasRun = row && row->last && !row->last->targets.isEmpty();
    if (hasRun) {
        for (const vault::RotationTarget &target : row->last->targets)
            rows.append({target.instance, m_session.instanceName(target.instance), target.step, target.message});
        m_targetTitle->setText(row->last->isRunning() ? tr("Rotation of %1, under way").arg(row->credential.name) : tr("Last rotation of %1").arg(row->credential.name));
    } else if (row && !row->method.isEmpty()) {
        for (const inventory::Instance &instance : m_session.rotator().targetsOf(row->credential.id).value_or(QList<inventory::Instance>()))
            rows.append({instance.id, instance.name, std::nullopt, {}});
        m_targetTitle->setText(tr("Where %1 signs in").arg(row->credential.name));
    }
    m_targets->setRows(rows);
    m_targetBox->setVisible(!rows.isEmpty());
}

void PlanTab::rotate()
{
    const PlanRow *row = current();
    if (!row || !m_rotate->isEnabled() || !m_rotate->isVisibleTo(this))
        return;
    const auto preview = m_session.rotator().preview(row->credential.id, {});
    if (!preview)
        return m_banner->showError(preview.error());
    auto *dialog = new RotateDialog(*preview, [this, credential = row->credential](const RotateOptions &options) {
        m_banner->clear();
        deliver(m_session.rotate(credential, options), this, [this](const Result<vault::Rotation> &done) {
            if (!done)
                m_banner->showError(done.error());
        });
    }, window());
    dialog->open();
}

void PlanTab::resume()
{
    const PlanRow *row = current();
    if (!row)
        return;
    m_banner->clear();
    deliver(m_session.resume(row->credential), this, [this](const Result<vault::Rotation> &done) {
        if (!done)
            m_banner->showError(done.error());
    });
}

void PlanTab::stop()
{
    const PlanRow *row = current();
    if (!row)
        return;
    m_session.rotator().cancel(row->credential.id);
    m_banner->showMessage(Banner::Tone::Info, tr("The rotation stops after the instances that are under way."), tr("The others keep the old value."));
}

} // namespace aiops::rotation
