#include "features/exec/gui/runpage.h"

#include "core/idlist.h"
#include "core/text.h"
#include "features/exec/gui/composepane.h"
#include "features/exec/gui/executionpane.h"
#include "features/exec/gui/historydelegate.h"
#include "features/exec/gui/historymodel.h"
#include "shell/confirmation.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/label.h"

#include <QListView>
#include <QStackedWidget>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using namespace widgets;

RunPage::RunPage(const ExecServices &services, shell::Navigator &navigator, QWidget *parent)
    : Page(parent), m_services(services), m_navigator(navigator), m_history(new HistoryModel(this)), m_list(new QListView), m_title(new Label(QString(), "title")),
      m_new(makeButton(tr("New command"), ButtonKind::Plain, u"plus"_s)), m_banner(new Banner), m_stack(new QStackedWidget),
      m_compose(new ComposePane(services)), m_execution(new ExecutionPane)
{
    setObjectName(u"runPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 12, 20, 12);
    column->setSpacing(10);
    column->addWidget(makeHeader());
    column->addWidget(m_banner);
    m_stack->addWidget(m_compose);
    m_stack->addWidget(m_execution);
    column->addWidget(m_stack, 1);
    connect(m_compose, &ComposePane::runWanted, this, &RunPage::start);
    connect(m_compose->addInstanceButton(), &QPushButton::clicked, this, [this] { m_navigator.open(u"myspace"_s); });
    connect(m_execution, &ExecutionPane::againWanted, this, &RunPage::again);
    connect(m_execution, &ExecutionPane::selectWanted, this, [this](const QList<InstanceId> &ids) { m_navigator.open(u"myspace"_s, joinedIds(ids)); });
    connect(m_execution, &ExecutionPane::terminalsWanted, this, [this](const QList<InstanceId> &ids) {
        for (const InstanceId id : ids.first(std::min<qsizetype>(20, ids.size())))
            m_navigator.open(u"terminals"_s, id.toString());
    });
    connect(&services.executions, &Executions::changed, this, &RunPage::readHistory);
    compose({});
    readHistory();
}

QWidget *RunPage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    m_new->setObjectName(u"newCommandButton"_s);
    row->addWidget(m_title);
    row->addStretch(1);
    row->addWidget(m_new);
    connect(m_new, &QPushButton::clicked, this, [this] { compose({}); });
    return header;
}

QWidget *RunPage::makeSidePane(QWidget *parent)
{
    auto *side = new QWidget(parent);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(6);
    auto *title = new Label(tr("HISTORY"), "overline", "muted");
    title->setContentsMargins(12, 0, 12, 0);
    column->addWidget(title);
    m_list->setObjectName(u"historyList"_s);
    m_list->setAccessibleName(tr("What was run"));
    m_list->setModel(m_history);
    m_list->setItemDelegate(new HistoryDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_noHistory = new Label(tr("What you run on hosts appears here, with its results."), "secondary", "muted");
    m_noHistory->setObjectName(u"noHistory"_s);
    m_noHistory->setWordWrap(true);
    m_noHistory->setContentsMargins(12, 0, 12, 0);
    column->addWidget(m_noHistory);
    column->addWidget(m_list, 1);
    showWhetherEmpty();
    const auto open = [this](const QModelIndex &at) {
        if (const KeptExecution *entry = m_history->entry(at.row()))
            showExecution(entry->id);
    };
    connect(m_list, &QAbstractItemView::clicked, this, open);
    connect(m_list, &QAbstractItemView::activated, this, open);
    return side;
}

QWidget *RunPage::mainView()
{
    return m_stack->currentWidget() == m_execution ? m_execution->table() : m_compose;
}

void RunPage::focusFilter()
{
    m_stack->currentWidget() == m_execution ? m_execution->focusFind() : m_compose->focusFilter();
}

void RunPage::refresh()
{
    m_compose->refresh();
    readHistory();
}

void RunPage::openObject(const QString &objectId)
{
    if (objectId.startsWith("run/"_L1))
        return showExecution(ExecutionId::parse(objectId.sliced(4)));
    QList<InstanceId> ids;
    for (const QString &word : objectId.split(u',', Qt::SkipEmptyParts)) {
        if (const auto id = InstanceId::parse(word); !id.isNull())
            ids += id;
    }
    if (!ids.isEmpty() || objectId == "new"_L1)
        compose(ids);
}

void RunPage::compose(const QList<InstanceId> &ids)
{
    m_shown = {};
    m_list->setCurrentIndex({});
    m_banner->clear();
    m_title->setText(tr("Run a command"));
    m_new->hide();
    m_stack->setCurrentWidget(m_compose);
    if (!ids.isEmpty())
        m_compose->choose(ids);
    m_compose->focusCommand();
}

void RunPage::readHistory()
{
    const auto all = m_services.executions.history(m_services.inventory.currentOrganization());
    m_history->setEntries(all.value_or(QList<KeptExecution>()));
    showWhetherEmpty();
    if (const int row = m_history->rowOf(m_shown); row >= 0)
        m_list->setCurrentIndex(m_history->index(row));
    m_navigator.refreshStatus();
}

void RunPage::showWhetherEmpty()
{
    if (m_noHistory)
        m_noHistory->setVisible(m_history->rowCount() == 0);
}

void RunPage::showExecution(ExecutionId id)
{
    const auto live = m_services.executions.live();
    const auto found = std::ranges::find_if(live, [id](const std::shared_ptr<Execution> &one) { return one->id() == id; });
    std::unique_ptr<RunView> run;
    if (found != live.end()) {
        run = std::make_unique<LiveRun>(*found);
    } else {
        const auto kept = m_services.executions.find(m_services.inventory.currentOrganization(), id.toString());
        const auto hosts = kept ? m_services.executions.hosts(id, true) : std::unexpected(kept.error());
        if (!hosts)
            return m_banner->showError(hosts.error());
        run = std::make_unique<KeptRun>(*kept, *hosts, m_services.inventory);
    }
    m_shown = id;
    m_banner->clear();
    m_title->setText(tr("Execution"));
    m_new->show();
    m_execution->show(std::move(run));
    m_stack->setCurrentWidget(m_execution);
    if (const int row = m_history->rowOf(id); row >= 0)
        m_list->setCurrentIndex(m_history->index(row));
}

void RunPage::again(const QList<InstanceId> &ids)
{
    if (!m_execution->run() || ids.isEmpty())
        return;
    const auto request = m_execution->run()->again(ids);
    if (!request)
        return m_banner->showError(request.error());
    start(*request);
}

/// Asks what has to be asked first: the rules, production, the vault.
void RunPage::start(const Request &request)
{
    m_banner->clear();
    const auto ruling = m_services.executions.check(request);
    if (!ruling)
        return m_banner->showError(ruling.error());
    if (ruling->worst.effect == team::Effect::Deny)
        return launch(request); // it is refused, shown and recorded; no vault is needed for that
    if (ruling->worst.effect == team::Effect::Confirm || ruling->production > 0)
        return confirm(request, *ruling);
    startNow(request);
}

void RunPage::confirm(const Request &request, const team::Ruling &ruling)
{
    const qsizetype hosts = request.targets.size();
    const QString command = shownCommand(request.command, 300);
    const QString title = hosts == 1 ? tr("Run this on %1?").arg(shownPlain(request.targets.first().name(), 100)) : tr("Run this on %1 hosts?").arg(hosts);
    QStringList lines{command};
    if (ruling.worst.effect == team::Effect::Confirm)
        lines += team::rulingText(ruling.worst);
    if (ruling.production > 0)
        lines += hosts == 1 ? tr("It is production.") : tr("%1 of them are production.").arg(ruling.production);
    const QString typed = ruling.production == 0 ? QString() : hosts == 1 ? shownPlain(request.targets.first().name(), 100) : QString::number(hosts);
    shell::Confirmation::ask(this, {.title = title, .text = lines.join(u"\n\n"_s), .confirm = hosts == 1 ? tr("Run it") : tr("Run on %1 hosts").arg(hosts),
                                    .isDanger = true, .typeThis = typed},
                             [self = QPointer(this), request] {
                                 if (!self)
                                     return;
                                 Request yes = request;
                                 yes.isConfirmed = true;
                                 self->startNow(yes);
                             });
}

void RunPage::startNow(const Request &request)
{
    if (m_services.isLocked && m_services.isLocked() && m_services.requestUnlock) {
        deliver(m_services.requestUnlock(), this, [this, request](const Result<void> &unlocked) {
            if (!unlocked)
                return m_banner->showError(unlocked.error());
            if (!m_services.isLocked())
                startNow(request);
        });
        return;
    }
    launch(request);
}

void RunPage::launch(const Request &request)
{
    const auto execution = m_services.executions.start(request, m_services.interaction);
    if (!execution)
        return m_banner->showError(execution.error());
    readHistory();
    showExecution((*execution)->id());
}

} // namespace aiops::exec
