#include "features/credentials/gui/exportdialog.h"

#include "core/errortext.h"
#include "features/credentials/gui/createvaultdialog.h"
#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/windowvault.h"
#include "features/credentials/gui/vaultsession.h"
#include "shell/navigator.h"
#include "vault/passphrase.h"
#include "vault/wordlist.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"
#include "widgets/secrettext.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

QWidget *besideEachOther(QWidget *wide, QWidget *narrow)
{
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(wide, 1, Qt::AlignTop);
    row->addWidget(narrow, 0, Qt::AlignTop);
    return holder;
}

/// A button in line with the edit of a field, whose label stands above it.
QWidget *belowLabel(QPushButton *button)
{
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(new Label(u" "_s, "secondary"));
    column->addWidget(button);
    return holder;
}

} // namespace

ExportDialog::ExportDialog(VaultSession &session, QWidget *parent)
    : Dialog(tr("Export credentials"), parent), m_session(session), m_banner(new Banner), m_path(new QLineEdit), m_first(new SecretEdit), m_second(new SecretEdit),
      m_vaultPassphrase(new SecretEdit), m_made(new SecretText({}, nullptr)), m_pathField(new Field(tr("File"), m_path)), m_firstField(new Field(tr("Passphrase of the file"), m_first)),
      m_secondField(new Field(tr("The same again"), m_second)), m_madeField(new Field(tr("Write it down: it is shown only now"), m_made)),
      m_vaultField(new Field(tr("Passphrase of the vault, to confirm"), m_vaultPassphrase))
{
    setObjectName(u"exportVaultDialog"_s);
    setFixedWidth(Theme::current().scaled(520));
    fitHeight(this);
    m_path->setObjectName(u"exportPathEdit"_s);
    m_first->setObjectName(u"filePassphraseEdit"_s);
    m_second->setObjectName(u"fileRepeatEdit"_s);
    m_made->setObjectName(u"madePassphraseText"_s);
    auto *copyMade = makeButton(tr("Copy"), ButtonKind::Plain, u"copy"_s);
    copyMade->setObjectName(u"copyMadeButton"_s);
    copyMade->setAccessibleName(tr("Copy the passphrase"));
    copyMade->setAutoDefault(false);
    connect(copyMade, &QPushButton::clicked, this, [this] { m_session.copySensitive(*m_made->secret()); });
    m_vaultPassphrase->setObjectName(u"vaultPassphraseEdit"_s);
    m_madePart = besideEachOther(m_madeField, belowLabel(copyMade));
    m_path->setText(QDir::homePath() + tr("/credentials.aiopsvault"));
    auto *choose = makeButton(tr("Choose…"), ButtonKind::Plain, u"folder"_s);
    choose->setObjectName(u"chooseExportButton"_s);
    choose->setAutoDefault(false);
    auto *make = makeButton(tr("Make one"), ButtonKind::Plain, u"key"_s);
    make->setObjectName(u"makePassphraseButton"_s);
    make->setAutoDefault(false);
    auto *text = new Label(tr("All %n credentials go into one encrypted file with a passphrase of its own. It can be imported on another computer.", nullptr,
                              int(session.credentials().size())));
    text->setWordWrap(true);
    for (QWidget *part : std::initializer_list<QWidget *>{text, m_banner, besideEachOther(m_pathField, belowLabel(choose)), besideEachOther(m_firstField, belowLabel(make)),
                                                          m_madePart, m_secondField, m_vaultField})
        body()->addWidget(part);
    m_madePart->hide();
    m_vaultField->setVisible(session.gatekeeper().needsConfirmation(team::Action::VaultExport));
    addCancel();
    m_save = addButton(tr("Export"), ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"exportNowButton"_s);
    connect(choose, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(make, &QPushButton::clicked, this, &ExportDialog::makePassphrase);
    connect(m_first, &QLineEdit::textEdited, this, &ExportDialog::showStrength);
    connect(m_second, &QLineEdit::textEdited, this, [this] { m_secondField->setError({}); });
    connect(m_path, &QLineEdit::textEdited, this, [this] { m_pathField->setError({}); });
    connect(m_vaultPassphrase, &QLineEdit::textEdited, this, [this] { m_vaultField->setError({}); });
    m_look.setInterval(100);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (m_progress->total > 0)
            m_save->setText(tr("Exporting, %1 %").arg(100 * m_progress->done / m_progress->total));
    });
    connect(this, &QDialog::finished, this, [this] {
        if (m_progress)
            m_progress->cancelled = true;
    });
    showStrength();
}

void ExportDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Export credentials"), QFileInfo(m_path->text()).path(), tr("Exports (*.aiopsvault)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // an existing file is never replaced here
    dialog->setDefaultSuffix(u"aiopsvault"_s);
    dialog->selectFile(QFileInfo(m_path->text()).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_path->setText(path);
        m_pathField->setError({});
    });
    dialog->open();
}

void ExportDialog::makePassphrase()
{
    const auto made = std::make_shared<const Secret>(vault::makePassphrase());
    // A copy for each: the fields overwrite their buffer when they go.
    for (QLineEdit *edit : std::initializer_list<QLineEdit *>{m_first, m_second})
        edit->setText(QString::fromUtf8(made->reveal()));
    m_made->setSecret(made);
    m_madePart->show();
    m_secondField->hide();
    m_secondField->setError({});
    showStrength();
}

void ExportDialog::showStrength()
{
    if (sender() == m_first) { // typed: what was made is not it any more
        m_madePart->hide();
        m_made->setSecret(nullptr);
        m_secondField->show();
    }
    m_firstField->setError({});
    m_firstField->setHint(strengthText(Secret(m_first->text().toUtf8())));
}

bool ExportDialog::inputIsRight()
{
    if (m_path->text().trimmed().isEmpty())
        return m_pathField->setError(tr("Choose where the file goes.")), false;
    if (QFileInfo::exists(m_path->text().trimmed()))
        return m_pathField->setError(tr("There is a file with this name already. Choose another one.")), false;
    const Secret passphrase(m_first->text().toUtf8());
    if (const Status usable = vault::checkNewPassphrase(passphrase); !usable)
        return m_firstField->setError(wholeText(usable.error())), false;
    if (!m_first->holdsSameAs(*m_second))
        return m_secondField->setError(tr("The two passphrases are not the same.")), false;
    if (m_vaultField->isVisible() && m_vaultPassphrase->text().isEmpty())
        return m_vaultField->setError(tr("Enter the passphrase of the vault.")), false;
    return true;
}

void ExportDialog::save()
{
    m_banner->clear();
    if (!inputIsRight())
        return;
    m_request = {.path = m_path->text().trimmed(), .credentials = {}, .passphrase = std::make_shared<const Secret>(Secret(m_first->text().toUtf8()))};
    setBusy(true);
    confirmThenWrite();
}

void ExportDialog::confirmThenWrite()
{
    if (!m_vaultField->isVisible())
        return write();
    deliver(m_session.window().prove(team::Action::VaultExport, std::make_shared<const Secret>(m_vaultPassphrase->take())), this, [this](const Status &proved) {
        if (proved)
            return write();
        setBusy(false);
        m_vaultField->setError(wholeText(proved.error()));
        m_vaultPassphrase->setFocus();
    });
}

void ExportDialog::write()
{
    auto permit = m_session.gatekeeper().request(team::Action::VaultExport, {u"vault"_s, {}, {}});
    if (!permit)
        return failed(permit.error());
    m_progress = std::make_shared<vault::Progress>();
    m_look.start();
    deliver(vault::VaultExport(m_session.window().vault()).exportTo(*std::move(permit), m_request, m_progress), this, [this](const Result<vault::ExportReport> &report) {
        m_look.stop();
        if (!report)
            return failed(report.error());
        m_session.navigator().toast(tr("%n credentials exported", nullptr, int(report->credentials)));
        for (const QString &name : report->unreadable)
            m_session.navigator().problem(name, {Errc::Integrity, tr("%1 could not be read and is not in the file.").arg(name)});
        accept();
    });
}

void ExportDialog::setBusy(bool busy)
{
    m_save->setEnabled(!busy);
    m_save->setText(busy ? tr("Exporting") : tr("Export"));
}

void ExportDialog::failed(const Error &error)
{
    setBusy(false);
    m_vaultField->setVisible(m_session.gatekeeper().needsConfirmation(team::Action::VaultExport));
    m_banner->showError(error);
}

} // namespace aiops::credentials
