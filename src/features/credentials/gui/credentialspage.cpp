#include "features/credentials/gui/credentialspage.h"

#include "features/credentials/gui/credentialinspector.h"
#include "features/credentials/gui/credentialmodel.h"
#include "features/credentials/gui/lockpanel.h"
#include "features/credentials/gui/vaultsession.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace vault;
using namespace widgets;

CredentialsPage::CredentialsPage(VaultSession &session, MakeWidget hostKeys, QWidget *parent)
    : Page(parent), m_session(session), m_makeHostKeys(std::move(hostKeys)), m_model(new CredentialModel(session, this)),
      m_filter(new QSortFilterProxyModel(this)), m_table(new QTableView), m_text(new FilterBar), m_empty(new EmptyState),
      m_lockPanel(new LockPanel(session)), m_tabs(new QTabBar), m_tabStack(new QStackedWidget), m_stack(new QStackedWidget),
      m_lock(makeButton(tr("Lock now"), ButtonKind::Plain, u"lock"_s)),
      m_unlock(makeButton(tr("Unlock"), ButtonKind::Plain, u"unlock"_s))
{
    setObjectName(u"credentialsPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 14, 20, 12);
    column->setSpacing(8);
    column->addWidget(makeHeader());
    m_tabs->setObjectName(u"vaultTabs"_s);
    m_tabs->setAccessibleName(tr("Vault"));
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Credentials"));
    if (m_makeHostKeys)
        m_tabs->addTab(tr("Host keys"));
    column->addWidget(m_tabs, 0, Qt::AlignLeft);
    m_tabStack->addWidget(makeList());
    column->addWidget(m_tabStack, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &CredentialsPage::showTab);
    connect(&session, &VaultSession::changed, this, &CredentialsPage::showState);
    showState();
}

QWidget *CredentialsPage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    auto *add = makeButton(tr("New credential"), ButtonKind::Primary, u"plus"_s);
    add->setObjectName(u"newCredentialButton"_s);
    m_lock->setObjectName(u"lockButton"_s);
    m_unlock->setObjectName(u"unlockVaultButton"_s);
    row->addWidget(new Label(tr("Vault"), "title"));
    row->addStretch(1);
    row->addWidget(m_lock);
    row->addWidget(m_unlock);
    row->addWidget(add);
    connect(add, &QPushButton::clicked, this, [this] { m_session.newCredential(window()); });
    connect(m_lock, &QPushButton::clicked, this, [this] { m_session.lock(); });
    connect(m_unlock, &QPushButton::clicked, this, [this] { m_session.requestUnlock(window()); });
    return header;
}

QWidget *CredentialsPage::makeList()
{
    auto *locked = new QWidget;
    auto *centre = new QVBoxLayout(locked);
    m_lockPanel->setProperty("panel", u"card"_s);
    centre->addStretch(1);
    centre->addWidget(m_lockPanel, 0, Qt::AlignHCenter);
    centre->addStretch(2);
    auto *list = new QWidget;
    addTable(list);
    m_stack->addWidget(list);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(locked);
    return m_stack;
}

void CredentialsPage::addTable(QWidget *holder)
{
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    m_text->setObjectName(u"filterEdit"_s);
    m_text->setSubject(tr("Name, user or fingerprint"));
    m_text->setMaximumWidth(300);
    column->addWidget(m_text);
    m_filter->setSourceModel(m_model);
    m_filter->setFilterRole(CredentialModel::HaystackRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(u"credentialTable"_s);
    m_table->setAccessibleName(tr("Credentials"));
    m_table->setModel(m_filter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::current().rowHeight());
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setDefaultSectionSize(120);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    column->addWidget(m_table, 1);
    column->addWidget(new Label(tr("Secrets are never shown in this list and never leave the vault unencrypted."), "secondary", "muted"));
    connect(m_text, &QLineEdit::textChanged, m_filter, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        static_cast<CredentialInspector *>(inspector())->show(CredentialId::parse(row.data(CredentialModel::IdRole).toString()));
        emit inspectorWanted(row.isValid());
    });
}

QWidget *CredentialsPage::inspector()
{
    if (!m_inspector)
        m_inspector = new CredentialInspector(m_session);
    return m_inspector;
}

QWidget *CredentialsPage::mainView()
{
    if (m_tabStack->currentIndex() > 0)
        return m_hostKeys;
    return m_stack->currentIndex() == 0 ? static_cast<QWidget *>(m_table)
        : m_stack->currentIndex() == 1  ? static_cast<QWidget *>(m_empty)
                                        : m_lockPanel;
}

void CredentialsPage::openObject(const QString &objectId)
{
    if (objectId.isEmpty())
        return;
    m_tabs->setCurrentIndex(objectId == u"hostkeys" ? qMin(1, m_tabs->count() - 1) : 0);
    for (int i = 0; i < m_filter->rowCount(); ++i) {
        if (m_filter->index(i, 0).data(CredentialModel::IdRole).toString() == objectId)
            m_table->setCurrentIndex(m_filter->index(i, 0));
    }
}

void CredentialsPage::focusFilter()
{
    m_text->focus();
}

void CredentialsPage::showTab(int tab)
{
    if (tab == 1 && !m_hostKeys) {
        m_hostKeys = m_makeHostKeys(m_tabStack);
        m_tabStack->addWidget(m_hostKeys);
    }
    m_tabStack->setCurrentIndex(tab);
}

void CredentialsPage::showState()
{
    const LockState::Value state = m_session.vault().state().value;
    m_lock->setVisible(state == LockState::Unlocked);
    m_unlock->setVisible(state == LockState::Locked);
    m_empty->clearButtons();
    if (state == LockState::Missing)
        m_empty->setContent(u"key"_s, tr("The vault comes with your first secret"),
                            tr("You will choose a passphrase then. Keys and passwords are encrypted on this computer."));
    else
        m_empty->setContent(u"key"_s, tr("No credentials yet"), tr("Keep a password or an SSH key here and attach it to instances."));
    m_empty->addButton(tr("New credential"), [this] { m_session.newCredential(window()); });
    const bool none = m_model->rowCount() == 0 && m_session.credentials().isEmpty();
    m_stack->setCurrentIndex(state == LockState::Locked ? 2 : none ? 1 : 0);
}

} // namespace aiops::credentials
