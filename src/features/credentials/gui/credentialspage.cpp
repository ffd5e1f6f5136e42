#include "features/credentials/gui/credentialspage.h"

#include "features/credentials/gui/credentialinspector.h"
#include "features/credentials/gui/credentiallist.h"
#include "features/credentials/gui/recoveryreminder.h"
#include "features/credentials/gui/vaultfilebuttons.h"
#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/windowvault.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/chip.h"
#include "widgets/label.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace vault;
using namespace widgets;

CredentialsPage::CredentialsPage(VaultSession &session, MakeWidget hostKeys, QWidget *parent)
    : Page(parent), m_session(session), m_makeHostKeys(std::move(hostKeys)), m_state(new Chip),
      m_lock(makeButton(tr("Lock now"), ButtonKind::Plain, u"lock"_s)),
      m_unlock(makeButton(tr("Unlock"), ButtonKind::Plain, u"unlock"_s)), m_banner(new Banner), m_tabs(new QTabBar),
      m_stack(new QStackedWidget), m_list(new CredentialList(session))
{
    setObjectName(u"credentialsPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    addTabs();
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(8, 0, 8, 0);
    tabs->addWidget(m_tabs);
    column->addLayout(tabs);
    auto *line = new QFrame;
    line->setProperty("panel", u"line"_s);
    line->setFixedHeight(1);
    column->addWidget(line);
    auto *messages = new QVBoxLayout;
    messages->setContentsMargins(20, 10, 20, 0);
    messages->addWidget(m_banner);
    column->addLayout(messages);
    m_stack->addWidget(m_list);
    column->addWidget(m_stack, 1);
    connect(m_list, &CredentialList::selected, this, [this](CredentialId id) {
        details()->show(id);
        m_banner->clear();
        emit inspectorWanted(!id.isNull());
    });
    connect(m_list, &CredentialList::detailsWanted, this, [this] { emit inspectorWanted(true); });
    connect(&session, &VaultSession::changed, this, &CredentialsPage::showState);
    showState();
}

QWidget *CredentialsPage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(20, 0, 20, 4);
    row->setSpacing(8);
    auto *add = makeButton(tr("New credential"), ButtonKind::Primary, u"plus"_s);
    add->setObjectName(u"newCredentialButton"_s);
    m_lock->setObjectName(u"lockButton"_s);
    m_unlock->setObjectName(u"unlockVaultButton"_s);
    m_state->setObjectName(u"stateChip"_s);
    m_state->setCheckable(false);
    m_state->setFocusPolicy(Qt::NoFocus);
    m_state->setAttribute(Qt::WA_TransparentForMouseEvents);
    row->addWidget(new Label(tr("Vault"), "title"));
    row->addWidget(m_state);
    row->addStretch(1);
    row->addWidget(m_lock);
    row->addWidget(m_unlock);
    row->addWidget(new VaultFileButtons(m_session, this));
    row->addWidget(add);
    connect(add, &QPushButton::clicked, this, [this] { m_session.newCredential(window()); });
    connect(m_lock, &QPushButton::clicked, this, [this] { m_session.lock(); });
    connect(m_unlock, &QPushButton::clicked, this, [this] { m_session.window().requestUnlock(window()); });
    return header;
}

void CredentialsPage::addTabs()
{
    m_tabs->setObjectName(u"vaultTabs"_s);
    m_tabs->setAccessibleName(tr("Vault"));
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Credentials"));
    if (m_makeHostKeys)
        m_tabs->addTab(tr("Host keys"));
    connect(m_tabs, &QTabBar::currentChanged, this, &CredentialsPage::showTab);
}

CredentialInspector *CredentialsPage::details()
{
    if (!m_inspector) {
        m_inspector = new CredentialInspector(m_session, this);
        m_inspector->hide();
        connect(m_inspector, &CredentialInspector::failed, m_banner, &Banner::showError);
    }
    return m_inspector;
}

QWidget *CredentialsPage::inspector()
{
    return details();
}

QWidget *CredentialsPage::mainView()
{
    return m_tabs->currentIndex() > 0 ? m_hostKeys : m_list->mainView();
}

void CredentialsPage::openObject(const QString &objectId)
{
    if (objectId.isEmpty())
        return;
    const bool wantsHostKeys = objectId == u"hostkeys" && m_makeHostKeys;
    m_tabs->setCurrentIndex(wantsHostKeys ? 1 : 0);
    if (const CredentialId id = CredentialId::parse(objectId); !id.isNull())
        m_list->select(id);
}

void CredentialsPage::focusFilter()
{
    if (m_tabs->currentIndex() == 0)
        m_list->focusFilter();
}

void CredentialsPage::showTab(int tab)
{
    if (tab == 1 && !m_hostKeys) {
        m_hostKeys = m_makeHostKeys(m_stack);
        m_stack->addWidget(m_hostKeys);
    }
    m_stack->setCurrentIndex(tab);
    m_banner->clear();
    if (tab == 1)
        emit inspectorWanted(false);
}

void CredentialsPage::showState()
{
    const LockState::Value state = m_session.state();
    m_lock->setVisible(state == LockState::Unlocked);
    m_unlock->setVisible(state == LockState::Locked);
    m_state->setVisible(state != LockState::Missing);
    if (state == LockState::Unlocked)
        m_state->setContent(tr("Unlocked"), u"passed"_s);
    else
        m_state->setContent(tr("Locked"), u"stopped"_s);
    remindOfRecovery(m_session, *m_banner);
}

} // namespace aiops::credentials
