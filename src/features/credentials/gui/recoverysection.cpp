#include "features/credentials/gui/recoverysection.h"

#include "features/credentials/gui/recoverydialogs.h"
#include "features/credentials/gui/windowvault.h"
#include "team/gatekeeper.h"
#include "vault/recovery.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/label.h"

#include <QLocale>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

RecoverySection::RecoverySection(WindowVault &window, team::Gatekeeper &gatekeeper, QWidget *parent)
    : QWidget(parent), m_window(window), m_gatekeeper(gatekeeper), m_state(new Label(QString(), "body", "muted")), m_banner(new Banner),
      m_make(makeButton(tr("Make a kit…"), ButtonKind::Plain, u"key"_s)), m_test(makeButton(tr("Test the kit…"))), m_use(makeButton(tr("Forgotten passphrase…")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(10);
    column->addWidget(new Label(tr("Recovery"), "section"));
    m_state->setObjectName(u"recoveryStateLabel"_s);
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    column->addWidget(m_banner);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_make->setObjectName(u"makeKitButton"_s);
    m_test->setObjectName(u"testKitButton"_s);
    m_use->setObjectName(u"forgottenButton"_s);
    for (QPushButton *button : {m_make, m_test, m_use})
        row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    connect(m_make, &QPushButton::clicked, this, &RecoverySection::makeKit);
    connect(m_test, &QPushButton::clicked, this, [this] { enterKit(false); });
    connect(m_use, &QPushButton::clicked, this, [this] { enterKit(true); });
    connect(&window.vault(), &vault::Vault::stateChanged, this, &RecoverySection::showState);
    showState();
}

void RecoverySection::showState()
{
    const Result<vault::RecoveryState> state = vault::VaultRecovery(m_window.vault()).state();
    m_banner->clear();
    if (!state)
        return m_banner->showError(state.error());
    const bool hasVault = m_window.vault().state().value != vault::LockState::Missing;
    m_make->setEnabled(hasVault);
    m_test->setEnabled(state->exists);
    m_use->setEnabled(state->exists);
    const auto day = [](const QDateTime &at) { return QLocale().toString(at.toLocalTime().date(), QLocale::ShortFormat); };
    if (!hasVault)
        return m_state->setText(tr("There is no vault yet."));
    if (!state->exists)
        return m_state->setText(tr("There is no recovery kit. When the passphrase is forgotten, what is in the vault is lost."));
    const QString tested = state->testedAt.isValid() ? tr("tested on %1").arg(day(state->testedAt)) : tr("not tested yet");
    m_state->setText(tr("A kit was made on %1, %2. The next test is due on %3.").arg(day(state->createdAt), tested, day(state->dueAt)));
    if (state->isDue)
        m_banner->showMessage(Banner::Tone::Warning, tr("It is time to test the recovery kit: paper gets lost."));
}

void RecoverySection::makeKit()
{
    auto *dialog = new MakeKitDialog(m_window, m_gatekeeper, window());
    connect(dialog, &QDialog::accepted, this, [this] {
        showState();
        m_banner->showMessage(Banner::Tone::Success, tr("The kit was written. Print it and delete the file."));
    });
    dialog->open();
}

void RecoverySection::enterKit(bool use)
{
    auto *dialog = new EnterKitDialog(m_window, m_gatekeeper, use, window());
    connect(dialog, &QDialog::finished, this, &RecoverySection::showState);
    dialog->open();
}

} // namespace aiops::credentials
