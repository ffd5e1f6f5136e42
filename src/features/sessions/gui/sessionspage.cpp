#include "features/sessions/gui/sessionspage.h"

#include "features/sessions/gui/sessionsmodel.h"
#include "features/sessions/sessiontext.h"
#include "shell/confirmation.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTableView>

namespace aiops::sessions {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr std::chrono::seconds kEvery{2}; ///< bytes and users change without a signal

} // namespace

SessionsPage::SessionsPage(ssh::Pool &pool, team::Gatekeeper &gatekeeper, shell::Navigator &navigator, QWidget *parent)
    : Page(parent), m_pool(pool), m_gatekeeper(gatekeeper), m_navigator(navigator), m_model(new SessionsModel(this)), m_table(new QTableView),
      m_stack(new QStackedWidget), m_banner(new widgets::Banner), m_details(new Label(QString(), "secondary")),
      m_close(widgets::makeButton(tr("Close connection…"))), m_copy(widgets::makeButton(tr("Copy details"), ButtonKind::Plain, u"copy"_s)),
      m_timer(new QTimer(this))
{
    setObjectName(u"sessionsPage"_s);
    build();
    m_timer->setInterval(kEvery);
    connect(m_timer, &QTimer::timeout, this, &SessionsPage::refresh);
    connect(&pool, &ssh::Pool::changed, this, &SessionsPage::refresh);
    connect(m_close, &QPushButton::clicked, this, &SessionsPage::askToClose);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (const ssh::SessionInfo *session = selected())
            QGuiApplication::clipboard()->setText(described(*session));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SessionsPage::showDetails);
    refresh();
}

void SessionsPage::build()
{
    auto *back = widgets::makeButton(tr("Terminals"), ButtonKind::Link);
    back->setObjectName(u"backToTerminalsButton"_s);
    connect(back, &QPushButton::clicked, this, [this] { m_navigator.open(u"terminals"_s); });
    m_close->setObjectName(u"closeSessionButton"_s);
    m_copy->setObjectName(u"copySessionButton"_s);
    m_table->setObjectName(u"sessionTable"_s);
    m_table->setAccessibleName(tr("Open connections"));
    m_table->setModel(m_model);
    widgets::setUpRowTable(*m_table);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_details->setObjectName(u"sessionDetails"_s);
    m_details->setWordWrap(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_stack->addWidget(m_table);
    m_stack->addWidget(new widgets::EmptyState(u"terminal"_s, tr("No open connections"),
                                               tr("Terminals, commands, charts and tunnels of one host share one connection. It is listed here "
                                                  "as long as it is open.")));
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(back);
    head->addWidget(new Label(u"/"_s, "body", "muted"));
    head->addWidget(new Label(tr("Open connections"), "heading"));
    head->addStretch(1);
    head->addWidget(m_copy);
    head->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 12, 20, 12);
    column->setSpacing(10);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    column->addWidget(m_details);
}

QWidget *SessionsPage::mainView()
{
    return m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : this;
}

void SessionsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    refresh();
    m_timer->start();
}

void SessionsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_timer->stop();
}

void SessionsPage::refresh()
{
    m_model->setSessions(m_pool.sessions());
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    if (!selected() && m_model->rowCount() > 0)
        m_table->selectRow(0);
    showDetails();
    warn();
}

void SessionsPage::warn()
{
    const QString unlimited = m_pool.unlimited();
    if (std::exchange(m_warnedOf, unlimited) == unlimited || unlimited.isEmpty())
        return;
    m_banner->showMessage(widgets::Banner::Tone::Warning, unlimitedText(unlimited), unlimitedHint());
}

const ssh::SessionInfo *SessionsPage::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_model->session(rows.first().row());
}

void SessionsPage::showDetails()
{
    const ssh::SessionInfo *session = selected();
    m_close->setEnabled(session);
    m_copy->setEnabled(session);
    m_details->setText(session ? described(*session) : QString());
    m_details->setVisible(session);
}

void SessionsPage::askToClose()
{
    const ssh::SessionInfo *session = selected();
    if (!session)
        return;
    if (session->shells + session->commands + session->dials == 0)
        return close(*session);
    shell::Confirmation::ask(this, {.title = tr("Close the connection to %1?").arg(shownHost(*session)),
                                    .text = tr("What runs on it ends: %1.").arg(shownUsers(*session)),
                                    .confirm = tr("Close connection")},
                             [this, copy = *session] { close(copy); });
}

void SessionsPage::close(const ssh::SessionInfo &session)
{
    const ssh::Endpoint &host = session.endpoint;
    auto permit = m_gatekeeper.request(team::Action::SshClose,
                                       {u"instance"_s, host.instance.isNull() ? QString() : host.instance.toString(), shownHost(session)});
    if (!permit)
        return m_banner->showError(permit.error());
    m_pool.close(session.number);
    permit->succeeded();
    refresh();
}

} // namespace aiops::sessions
