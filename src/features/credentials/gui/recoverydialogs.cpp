#include "features/credentials/gui/recoverydialogs.h"

#include "core/errortext.h"
#include "features/credentials/gui/createvaultdialog.h"
#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/kitpdf.h"
#include "features/credentials/gui/windowvault.h"
#include "vault/passphrase.h"
#include "vault/vault.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;
using team::Action;

namespace {

Label *paragraph(const QString &text)
{
    auto *label = new Label(text);
    label->setWordWrap(true);
    return label;
}

} // namespace

MakeKitDialog::MakeKitDialog(WindowVault &window, team::Gatekeeper &gatekeeper, QWidget *parent)
    : Dialog(tr("Make a recovery kit"), parent), m_window(window), m_gatekeeper(gatekeeper), m_banner(new Banner), m_path(new QLineEdit),
      m_passphrase(new SecretEdit), m_pathField(new Field(tr("File (PDF)"), m_path)), m_passphraseField(new Field(tr("Passphrase of the vault, to confirm"), m_passphrase))
{
    setObjectName(u"makeKitDialog"_s);
    setFixedWidth(Theme::current().scaled(480));
    fitHeight(this);
    m_path->setObjectName(u"kitPathEdit"_s);
    m_path->setText(QDir::homePath() + tr("/recovery-kit.pdf"));
    m_passphrase->setObjectName(u"vaultPassphraseEdit"_s);
    auto *choose = makeButton(tr("Choose…"), ButtonKind::Plain, u"folder"_s);
    choose->setObjectName(u"chooseKitButton"_s);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &MakeKitDialog::chooseFile);
    body()->addWidget(paragraph(tr("A key on paper that opens the vault when the passphrase is forgotten. Print the page, delete the file, and keep the paper where "
                                   "you keep a passport. An older kit no longer works.")));
    body()->addWidget(m_banner);
    body()->addWidget(m_pathField);
    body()->addWidget(choose, 0, Qt::AlignLeft);
    body()->addWidget(m_passphraseField);
    m_passphraseField->setVisible(gatekeeper.needsConfirmation(Action::VaultRecovery) || window.vault().state().value != vault::LockState::Unlocked);
    addCancel();
    m_make = addButton(tr("Make the kit"), ButtonKind::Primary, [this] { make(); });
    m_make->setObjectName(u"makeKitNowButton"_s);
    connect(m_path, &QLineEdit::textEdited, this, [this] { m_pathField->setError({}); });
    connect(m_passphrase, &QLineEdit::textEdited, this, [this] { m_passphraseField->setError({}); });
}

void MakeKitDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the recovery kit"), QFileInfo(m_path->text()).path(), tr("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setDefaultSuffix(u"pdf"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_path->setText(path);
        m_pathField->setError({});
    });
    dialog->open();
}

void MakeKitDialog::make()
{
    m_banner->clear();
    const QFileInfo file(m_path->text().trimmed());
    if (file.exists() || !file.dir().exists() || file.fileName().isEmpty())
        return m_pathField->setError(file.exists() ? tr("There is a file with this name already. Choose another one.") : tr("Choose where the file goes."));
    if (!m_passphraseField->isVisible())
        return write();
    if (m_passphrase->text().isEmpty())
        return m_passphraseField->setError(tr("Enter the passphrase of the vault."));
    m_make->setEnabled(false);
    deliver(m_window.prove(Action::VaultRecovery, std::make_shared<const Secret>(m_passphrase->take())), this, [this](const Status &proved) {
        m_make->setEnabled(true);
        if (proved)
            return write();
        m_passphraseField->setError(wholeText(proved.error()));
        m_passphrase->setFocus();
    });
}

void MakeKitDialog::write()
{
    auto permit = m_gatekeeper.request(Action::VaultRecovery, {u"vault"_s, {}, {}});
    if (!permit)
        return failed(permit.error());
    m_make->setEnabled(false);
    deliver(vault::VaultRecovery(m_window.vault()).create(*std::move(permit)), this, [this](const Result<vault::RecoveryKit> &kit) {
        if (!kit)
            return failed(kit.error());
        if (const Status written = writeKitPdf(*kit, m_path->text().trimmed()); !written)
            return failed(written.error());
        accept();
    });
}

void MakeKitDialog::failed(const Error &error)
{
    m_make->setEnabled(true);
    m_banner->showError(error);
}

EnterKitDialog::EnterKitDialog(WindowVault &window, team::Gatekeeper &gatekeeper, bool use, QWidget *parent)
    : Dialog(use ? tr("Set a new passphrase with the kit") : tr("Test the recovery kit"), parent), m_window(window), m_gatekeeper(gatekeeper), m_use(use),
      m_banner(new Banner), m_code(new SecretEdit), m_first(new SecretEdit), m_second(new SecretEdit), m_codeField(new Field(tr("Recovery key of the printed kit"), m_code)),
      m_firstField(new Field(tr("New passphrase"), m_first)), m_secondField(new Field(tr("New passphrase again"), m_second))
{
    setObjectName(u"enterKitDialog"_s);
    setFixedWidth(Theme::current().scaled(480));
    fitHeight(this);
    m_code->setObjectName(u"kitEdit"_s);
    m_code->setEchoMode(QLineEdit::Normal); // 65 letters are copied from paper: nobody can type them blindly
    m_first->setObjectName(u"passphraseEdit"_s);
    m_second->setObjectName(u"repeatEdit"_s);
    body()->addWidget(paragraph(use ? tr("The old passphrase no longer opens the vault afterwards. Keys and credentials stay as they are.")
                                    : tr("Opens the vault and one credential with the kit, and changes nothing.")));
    body()->addWidget(m_banner);
    for (Field *field : {m_codeField, m_firstField, m_secondField})
        body()->addWidget(field);
    m_codeField->setHint(tr("13 groups of five letters. Spaces and hyphens do not matter."));
    m_firstField->setVisible(use);
    m_secondField->setVisible(use);
    addCancel(use ? QString() : tr("Close"));
    m_run = addButton(use ? tr("Set the passphrase") : tr("Test"), ButtonKind::Primary, [this] { run(); });
    m_run->setObjectName(u"useKitButton"_s);
    connect(m_code, &QLineEdit::textEdited, this, [this] { m_codeField->setError({}); });
    connect(m_first, &QLineEdit::textEdited, this, [this] {
        m_firstField->setError({});
        m_firstField->setHint(strengthText(Secret(m_first->text().toUtf8())));
    });
    connect(m_second, &QLineEdit::textEdited, this, [this] { m_secondField->setError({}); });
}

void EnterKitDialog::run()
{
    m_banner->clear();
    auto code = std::make_shared<const Secret>(Secret(m_code->text().toUtf8()));
    if (code->isEmpty())
        return m_codeField->setError(tr("Enter the recovery key."));
    m_use ? setPassphrase(std::move(code)) : test(std::move(code));
}

void EnterKitDialog::test(std::shared_ptr<const Secret> code)
{
    auto permit = m_gatekeeper.request(Action::VaultConfirm, {u"vault"_s, {}, {}});
    if (!permit)
        return m_banner->showError(permit.error());
    m_run->setEnabled(false);
    deliver(vault::VaultRecovery(m_window.vault()).test(*std::move(permit), std::move(code)), this,
            [this](const Status &status) { answered(status, tr("The kit opens the vault. Nothing was changed.")); });
}

void EnterKitDialog::setPassphrase(std::shared_ptr<const Secret> code)
{
    auto fresh = std::make_shared<const Secret>(Secret(m_first->text().toUtf8()));
    if (const Status usable = vault::checkNewPassphrase(*fresh); !usable)
        return m_firstField->setError(wholeText(usable.error()));
    if (!m_first->holdsSameAs(*m_second))
        return m_secondField->setError(tr("The two passphrases are not the same."));
    auto permit = m_gatekeeper.request(Action::VaultPassphrase, {u"vault"_s, {}, {}});
    if (!permit)
        return m_banner->showError(permit.error());
    m_run->setEnabled(false);
    deliver(vault::VaultRecovery(m_window.vault()).use(*std::move(permit), std::move(code), std::move(fresh)), this,
            [this](const Status &status) { answered(status, {}); });
}

void EnterKitDialog::answered(const Status &status, const QString &done)
{
    m_run->setEnabled(true);
    if (!status && status.error().code == Errc::Invalid)
        return m_codeField->setError(status.error().text);
    if (!status)
        return m_banner->showError(status.error());
    m_code->wipe();
    m_first->wipe();
    m_second->wipe();
    if (done.isEmpty())
        return accept();
    m_banner->showMessage(Banner::Tone::Success, done);
}

} // namespace aiops::credentials
