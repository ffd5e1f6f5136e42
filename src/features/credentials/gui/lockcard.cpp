#include "features/credentials/gui/lockcard.h"

#include "features/credentials/gui/unlockfields.h"
#include "features/credentials/gui/windowvault.h"
#include "widgets/button.h"
#include "widgets/label.h"

#include <QFrame>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {
constexpr int kWidth = 400;
}

LockCard::LockCard(WindowVault &vault, QWidget *parent)
    : QWidget(parent), m_vault(vault), m_fields(new UnlockFields(u"lockPassphraseEdit"_s)),
      m_unlock(makeButton(tr("Unlock"), ButtonKind::Primary)),
      m_keychain(makeButton(tr("Unlock with the keychain"), ButtonKind::Plain, u"computer"_s))
{
    setObjectName(u"lockCard"_s);
    auto *outer = new QVBoxLayout(this);
    auto *card = new QFrame;
    card->setProperty("panel", u"card"_s);
    card->setFixedWidth(Theme::current().scaled(kWidth));
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(28, 28, 28, 24);
    column->setSpacing(12);
    auto *icon = new QLabel;
    icon->setPixmap(Theme::current().icon(u"lock"_s, Token::Muted).pixmap(QSize(32, 32), devicePixelRatio()));
    auto *text = new Label(tr("Passwords, keys and tokens can be used again after the passphrase. Sessions that are open stay open."), "secondary", "muted");
    text->setAlignment(Qt::AlignHCenter);
    text->setWordWrap(true);
    text->setMinimumHeight(text->heightForWidth(Theme::current().scaled(kWidth) - 56)); // the card asks for its height before its width is known
    m_unlock->setObjectName(u"lockUnlockButton"_s);
    m_unlock->setAccessibleName(tr("Unlock the vault"));
    auto *list = makeButton(tr("Show the list without values"), ButtonKind::Link);
    list->setObjectName(u"showListButton"_s);
    column->addWidget(icon, 0, Qt::AlignHCenter);
    column->addWidget(new Label(tr("Vault locked"), "heading"), 0, Qt::AlignHCenter);
    column->addWidget(text);
    column->addWidget(m_fields);
    column->addWidget(m_unlock);
    column->addWidget(m_keychain);
    column->addWidget(list, 0, Qt::AlignHCenter);
    outer->addStretch(2);
    outer->addWidget(card, 0, Qt::AlignHCenter);
    outer->addStretch(3);
    connect(m_unlock, &QPushButton::clicked, this, &LockCard::unlock);
    connect(m_fields, &UnlockFields::entered, this, &LockCard::unlock);
    connect(list, &QPushButton::clicked, this, &LockCard::listWanted);
    m_keychain->setObjectName(u"lockKeychainButton"_s);
    connect(m_keychain, &QPushButton::clicked, this, &LockCard::unlockWithKeychain);
    connect(&vault, &WindowVault::keychainChanged, this, &LockCard::showKeychain);
    showKeychain();
}

void LockCard::showKeychain()
{
    m_keychain->setVisible(m_vault.canUseKeychain());
}

void LockCard::unlockWithKeychain()
{
    m_keychain->setEnabled(false);
    deliver(m_vault.unlockWithKeychain(m_fields->code()), this, [this](const Status &status) {
        m_keychain->setEnabled(true);
        answered(status);
    });
}

void LockCard::showEvent(QShowEvent *)
{
    m_fields->reset();
    showKeychain();
    m_fields->setFocus();
}

void LockCard::unlock()
{
    if (!m_unlock->isEnabled())
        return;
    if (!m_fields->check())
        return;
    m_unlock->setEnabled(false);
    m_unlock->setText(tr("Unlocking"));
    deliver(m_vault.unlock(m_fields->passphrase(), m_fields->code()), this, [this](const Status &status) { answered(status); });
}

void LockCard::answered(const Status &status)
{
    m_unlock->setEnabled(true);
    m_unlock->setText(tr("Unlock"));
    if (status)
        m_fields->reset();
    else
        m_fields->showError(status.error());
}

} // namespace aiops::credentials
