#include "features/credentials/gui/credentialspage.h"

#include "features/credentials/gui/credentialinspector.h"
#include "features/credentials/gui/credentiallist.h"
#include "features/credentials/gui/lockcard.h"
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

namespace {
constexpr std::array kTroubles{u"expired", u"due", u"rotating"};
constexpr std::array kTroubleStatus{u"critical", u"warning", u"starting"};
}

CredentialsPage::CredentialsPage(VaultSession &session, QList<VaultTab> tabs, QWidget *parent)
    : Page(parent), m_session(session), m_extraTabs(std::move(tabs)), m_state(new Chip),
      m_lock(makeButton(tr("Lock now"), ButtonKind::Plain, u"lock"_s)),
      m_unlock(makeButton(tr("Unlock"), ButtonKind::Plain, u"unlock"_s)), m_banner(new Banner), m_tabs(new QTabBar),
      m_stack(new QStackedWidget), m_list(new CredentialList(session)), m_lockCard(new LockCard(session.window()))
{
    setObjectName(u"credentialsPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    addTabs();
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(8, 0, 8, 0);
    tabRow->addWidget(m_tabs);
    column->addLayout(tabRow);
    auto *line = new QFrame;
    line->setProperty("panel", u"line"_s);
    line->setFixedHeight(1);
    column->addWidget(line);
    auto *messages = new QVBoxLayout;
    messages->setContentsMargins(20, 10, 20, 0);
    messages->addWidget(m_banner);
    column->addLayout(messages);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_lockCard);
    column->addWidget(m_stack, 1);
    connect(m_list, &CredentialList::selected, this, [this](CredentialId id) {
        details()->show(id);
        m_banner->clear();
        emit inspectorWanted(!id.isNull());
    });
    connect(m_list, &CredentialList::detailsWanted, this, [this] { emit inspectorWanted(true); });
    connect(m_list, &CredentialList::refreshed, this, &CredentialsPage::showChips);
    connect(m_list, &CredentialList::filtersCleared, this, [this] {
        for (Chip *chip : std::as_const(m_chips))
            chip->setChecked(false);
    });
    connect(m_lockCard, &LockCard::listWanted, this, [this] {
        m_listWhileLocked = true;
        showState();
    });
    connect(&session, &VaultSession::changed, this, &CredentialsPage::showState);
    showChips();
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
    addChips(row);
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

void CredentialsPage::addChips(QHBoxLayout *row)
{
    for (size_t i = 0; i < kTroubles.size(); ++i) {
        auto *chip = new Chip;
        chip->setObjectName(QString::fromUtf16(kTroubles[i]) + u"Chip"_s);
        row->addWidget(chip);
        m_chips.append(chip);
        connect(chip, &QAbstractButton::toggled, this, &CredentialsPage::followChips);
    }
}

void CredentialsPage::showChips()
{
    const std::array words{tr("%1 expired"), tr("%1 need rotation"), tr("%1 rotating")};
    for (size_t i = 0; i < kTroubles.size(); ++i) {
        const int count = m_list->countTrouble(QString::fromUtf16(kTroubles[i]));
        Chip *chip = m_chips[qsizetype(i)];
        chip->setContent(words[i].arg(count), QString::fromUtf16(kTroubleStatus[i]));
        chip->setVisible(count > 0 || chip->isChecked());
    }
}

void CredentialsPage::followChips()
{
    QStringList chosen;
    for (size_t i = 0; i < kTroubles.size(); ++i)
        if (m_chips[qsizetype(i)]->isChecked())
            chosen.append(QString::fromUtf16(kTroubles[i]));
    m_list->showTroubles(chosen);
}

void CredentialsPage::addTabs()
{
    m_tabs->setObjectName(u"vaultTabs"_s);
    m_tabs->setAccessibleName(tr("Vault"));
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Credentials"));
    for (const VaultTab &tab : std::as_const(m_extraTabs))
        m_tabs->addTab(tab.title);
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

QWidget *CredentialsPage::makeInspector(QWidget *)
{
    return details();
}

QWidget *CredentialsPage::mainView()
{
    return m_tabs->currentIndex() > 0 ? m_extraPages.value(m_tabs->currentIndex()) : coversWithLock() ? m_lockCard : m_list->mainView();
}

void CredentialsPage::openObject(const QString &objectId)
{
    if (objectId.isEmpty())
        return;
    const auto tab = std::ranges::find(m_extraTabs, objectId, &VaultTab::id);
    m_tabs->setCurrentIndex(tab == m_extraTabs.end() ? 0 : 1 + int(tab - m_extraTabs.begin()));
    if (const CredentialId id = CredentialId::parse(objectId); !id.isNull()) {
        m_listWhileLocked = true;
        showState();
        m_list->select(id);
    }
}

void CredentialsPage::focusFilter()
{
    if (m_tabs->currentIndex() == 0)
        m_list->focusFilter();
}

void CredentialsPage::showTab(int tab)
{
    if (tab > 0 && !m_extraPages.contains(tab)) {
        QWidget *page = m_extraTabs[tab - 1].create(m_stack);
        m_extraPages.insert(tab, page);
        m_stack->addWidget(page);
    }
    m_banner->clear();
    showState();
    if (tab > 0)
        emit inspectorWanted(false);
}

bool CredentialsPage::coversWithLock() const
{
    return m_session.state() == LockState::Locked && !m_listWhileLocked;
}

void CredentialsPage::showState()
{
    const LockState::Value state = m_session.state();
    if (state == LockState::Unlocked)
        m_listWhileLocked = false; // the next lock covers it again
    m_lock->setVisible(state == LockState::Unlocked);
    m_unlock->setVisible(state == LockState::Locked && !coversWithLock());
    m_state->setVisible(state != LockState::Missing);
    if (state == LockState::Unlocked)
        m_state->setContent(tr("Unlocked"), u"passed"_s);
    else
        m_state->setContent(tr("Locked"), u"stopped"_s);
    const int tab = m_tabs->currentIndex();
    QWidget *wanted = tab > 0 ? m_extraPages.value(tab) : coversWithLock() ? static_cast<QWidget *>(m_lockCard) : m_list;
    const bool covers = wanted == m_lockCard && m_stack->currentWidget() != m_lockCard;
    m_stack->setCurrentWidget(wanted);
    if (covers)
        emit inspectorWanted(false);
    remindOfRecovery(m_session, *m_banner);
}

} // namespace aiops::credentials
