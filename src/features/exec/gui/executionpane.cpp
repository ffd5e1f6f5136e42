#include "features/exec/gui/executionpane.h"

#include "core/text.h"
#include "features/exec/gui/countstrip.h"
#include "features/exec/gui/groupspane.h"
#include "features/exec/gui/hostmodel.h"
#include "features/exec/gui/outputview.h"
#include "features/exec/gui/statedelegate.h"
#include "features/exec/statewords.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"
#include "widgets/segmentedcontrol.h"

#include <QHeaderView>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using namespace widgets;

ExecutionPane::ExecutionPane(QWidget *parent)
    : QWidget(parent), m_model(new HostModel(this)), m_table(new QTableView), m_output(new OutputView), m_groups(new GroupsPane), m_lower(new QStackedWidget),
      m_views(new SegmentedControl), m_find(new FilterBar), m_banner(new Banner), m_command(new Label(QString(), "mono")), m_status(new Label(QString(), "secondary")),
      m_counts(new Label(QString(), "secondary", "muted")), m_outputTitle(new Label(QString(), "heading")), m_strip(new CountStrip),
      m_again(makeButton(tr("Retry failed"), ButtonKind::Plain, u"refresh"_s)), m_stopHost(makeButton(tr("Stop this host"))),
      m_stop(makeButton(tr("Stop"), ButtonKind::Danger, u"stop"_s))
{
    setObjectName(u"executionPane"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(makeHeader());
    column->addWidget(m_banner);
    column->addWidget(makeBody(), 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(120);
    connect(&m_soon, &QTimer::timeout, this, &ExecutionPane::update);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, m_model, &HostModel::tick);
    connect(m_groups, &GroupsPane::selectWanted, this, &ExecutionPane::selectWanted);
    connect(m_groups, &GroupsPane::terminalsWanted, this, &ExecutionPane::terminalsWanted);
    connect(m_groups, &GroupsPane::againWanted, this, &ExecutionPane::againWanted);
    connect(m_again, &QPushButton::clicked, this, [this] { emit againWanted(failed()); });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_run->stop();
    });
    connect(m_stopHost, &QPushButton::clicked, this, [this] {
        if (m_run && current() >= 0)
            m_run->stopHost(current());
    });
}

QWidget *ExecutionPane::makeHeader()
{
    auto *header = new QWidget;
    auto *column = new QVBoxLayout(header);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *first = new QHBoxLayout;
    first->setSpacing(10);
    m_command->setObjectName(u"commandLabel"_s);
    m_command->setElideMode(Qt::ElideRight);
    m_command->setCopyable(true);
    first->addWidget(m_command, 1);
    const std::array buttons{std::pair(m_again, u"retryButton"_s), std::pair(m_stop, u"stopButton"_s)};
    for (const auto &[button, name] : buttons) {
        button->setObjectName(name);
        button->setAccessibleName(button->text());
        first->addWidget(button);
    }
    auto *second = new QHBoxLayout;
    second->setSpacing(12);
    m_status->setObjectName(u"runStatusLabel"_s);
    m_counts->setObjectName(u"countsLabel"_s);
    second->addWidget(m_strip, 1);
    second->addWidget(m_counts);
    column->addLayout(first);
    column->addWidget(m_status);
    column->addLayout(second);
    return header;
}

void ExecutionPane::setUpTable()
{
    m_table->setModel(m_model);
    m_table->setObjectName(u"hostTable"_s);
    m_table->setAccessibleName(tr("Hosts of the execution"));
    m_table->setItemDelegateForColumn(HostModel::State, makeStateDelegate(HostModel::GlyphRole, m_table));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    setUpRowTable(*m_table);
    const auto widths = std::to_array<std::pair<int, int>>({{HostModel::Name, 240}, {HostModel::State, 150}, {HostModel::Exit, 60}, {HostModel::Time, 80}});
    for (const auto &[section, width] : widths)
        m_table->horizontalHeader()->resizeSection(section, Theme::current().scaled(width));
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ExecutionPane::showOutput);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ExecutionPane::openMenu);
}

QWidget *ExecutionPane::makeOutputBar()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(10);
    m_views->setObjectName(u"resultSegments"_s);
    m_views->setAccessibleName(tr("Results"));
    m_views->addSegment(u"host"_s, tr("Output"));
    m_views->addSegment(u"groups"_s, tr("Groups"));
    m_outputTitle->setObjectName(u"outputTitleLabel"_s);
    m_outputTitle->setElideMode(Qt::ElideMiddle);
    m_find->setObjectName(u"findEdit"_s);
    m_find->setSubject(tr("Find in the output"));
    m_find->setFixedWidth(Theme::current().scaled(220));
    m_stopHost->setObjectName(u"stopHostButton"_s);
    setSmall(m_stopHost);
    row->addWidget(m_views);
    row->addWidget(m_outputTitle, 1);
    row->addWidget(m_stopHost);
    row->addWidget(m_find);
    connect(m_views, &SegmentedControl::chosen, this, [this](const QString &id) { showGroups(id == u"groups"); });
    connect(m_find, &QLineEdit::returnPressed, this, [this] { m_output->find(m_find->text()); });
    return bar;
}

QWidget *ExecutionPane::makeBody()
{
    setUpTable();
    m_output->setObjectName(u"outputView"_s);
    m_output->setAccessibleName(tr("Output of the host"));
    m_lower->addWidget(m_output);
    m_lower->addWidget(m_groups);
    auto *lower = new QWidget;
    auto *column = new QVBoxLayout(lower);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeOutputBar());
    column->addWidget(m_lower, 1);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_table);
    splitter->addWidget(lower);
    splitter->setSizes({Theme::current().scaled(300), Theme::current().scaled(340)});
    splitter->setChildrenCollapsible(false);
    return splitter;
}

void ExecutionPane::show(std::unique_ptr<RunView> run)
{
    m_model->setRun(run.get());
    m_groups->setRun(run.get());
    m_run = std::move(run);
    connect(m_run.get(), &RunView::rowChanged, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(m_run.get(), &RunView::outputArrived, this, [this](int position) {
        if (position == current() && !m_soon.isActive())
            m_soon.start();
    });
    connect(m_run.get(), &RunView::finished, this, &ExecutionPane::update);
    m_command->setText(shownPlain(m_run->command().replace(u'\n', u' '), 500));
    m_table->setCurrentIndex(m_model->index(0, 0));
    update();
}

void ExecutionPane::update()
{
    if (!m_run)
        return;
    showState();
    showOutput();
    if (m_lower->currentWidget() == m_groups)
        m_groups->refresh();
}

QString ExecutionPane::stateText(const QString &outcome, const Counts &counts)
{
    return outcome == "denied"_L1        ? tr("Refused")
           : outcome == "running"_L1     ? tr("Running, %1 of %2 done").arg(counts.ended()).arg(counts.total())
           : outcome == "done"_L1        ? tr("Done")
           : outcome == "stopped"_L1     ? tr("Stopped")
           : outcome == "interrupted"_L1 ? tr("Interrupted, as the program ended first")
                                         : tr("Ended, not everywhere well");
}

void ExecutionPane::showState()
{
    const Counts counts = m_run->counts();
    const QString outcome = m_run->outcome();
    const bool isFinished = m_run->isFinished();
    const QString at = m_run->startedAt().toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
    m_status->setText(tr("%1. Started %2").arg(stateText(outcome, counts), at));
    m_status->setTone(outcome == "running"_L1                                ? "info"
                      : outcome == "done"_L1                                 ? "success"
                      : outcome == "stopped"_L1 || outcome == "interrupted"_L1 ? "warn"
                                                                             : "danger");
    m_strip->setCounts(counts);
    m_counts->setText(countsText(counts));
    m_stop->setVisible(!isFinished);
    m_again->setVisible(isFinished && !failed().isEmpty());
    isFinished ? m_tick.stop() : m_tick.start();
    if (m_run->refusal().isEmpty())
        m_banner->clear();
    else
        m_banner->showMessage(Banner::Tone::Danger, m_run->refusal(), tr("Nothing was run on any host. Rules are in Settings, Command rules."));
}

void ExecutionPane::showOutput()
{
    const int position = current();
    if (!m_run || position < 0 || position >= m_run->size()) {
        m_outputTitle->clear();
        m_stopHost->hide();
        return m_output->show({});
    }
    const HostRow row = m_run->row(position);
    const QList<Piece> output = m_run->output(position);
    QStringList notes;
    if (!row.error.isEmpty())
        notes += shownPlain(row.error, 1000);
    if (!row.hint.isEmpty())
        notes += shownPlain(row.hint, 500);
    if (!row.cut.isEmpty())
        notes += row.cut;
    if (notes.isEmpty() && output.isEmpty() && isEnd(row.state))
        notes += tr("No output.");
    m_outputTitle->setText(shownPlain(row.name, 200));
    m_stopHost->setVisible(!isEnd(row.state));
    m_output->show(output, notes.join(u'\n'));
}

void ExecutionPane::showGroups(bool groups)
{
    m_views->setCurrent(groups ? u"groups"_s : u"host"_s);
    m_lower->setCurrentWidget(groups ? static_cast<QWidget *>(m_groups) : m_output);
    m_find->setVisible(!groups);
    m_outputTitle->setVisible(true);
    if (groups) {
        m_groups->refresh();
        m_outputTitle->clear();
        m_stopHost->hide();
    } else {
        showOutput();
    }
}

void ExecutionPane::openMenu(const QPoint &at)
{
    const QModelIndex index = m_table->indexAt(at);
    if (!m_run || !index.isValid())
        return;
    const int position = index.row();
    const HostRow row = m_run->row(position);
    auto *menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!isEnd(row.state))
        menu->addAction(tr("Stop this host"), this, [this, position] { m_run->stopHost(position); });
    menu->addAction(tr("Open terminal"), this, [this, row] { emit terminalsWanted({row.instance}); });
    menu->addAction(tr("Show in My Space"), this, [this, row] { emit selectWanted({row.instance}); });
    if (m_run->isFinished())
        menu->addAction(tr("Run again here"), this, [this, row] { emit againWanted({row.instance}); });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

QList<InstanceId> ExecutionPane::failed() const
{
    QList<InstanceId> ids;
    for (int i = 0; m_run && i < m_run->size(); ++i) {
        if (const HostRow row = m_run->row(i); isRetried(row.state))
            ids += row.instance;
    }
    return ids;
}

int ExecutionPane::current() const
{
    return m_table->currentIndex().row();
}

QWidget *ExecutionPane::table() const
{
    return m_table;
}

void ExecutionPane::focusFind()
{
    m_find->focus();
}

} // namespace aiops::exec
