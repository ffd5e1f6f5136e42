#include "features/credentials/gui/importfiledialog.h"

#include "features/credentials/gui/choicedelegate.h"
#include "features/credentials/gui/importmodel.h"
#include "features/credentials/gui/vaultowners.h"
#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"
#include "widgets/secretedit.h"
#include "widgets/segmentedcontrol.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;
using vault::ImportEntry;

namespace {

constexpr std::array kChoices{vault::ImportChoice::KeepMine, vault::ImportChoice::TakeTheirs, vault::ImportChoice::KeepBoth};

QHBoxLayout *rowOf(QWidget *holder)
{
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    return row;
}

} // namespace

ImportFileDialog::ImportFileDialog(VaultSession &session, const QString &path, QWidget *parent)
    : Dialog(tr("Import credentials"), parent), m_session(session), m_model(new ImportModel(this)), m_banner(new Banner), m_path(new QLineEdit),
      m_passphrase(new SecretEdit), m_pathField(new Field(tr("File"), m_path)), m_passphraseField(new Field(tr("Passphrase of the file"), m_passphrase)),
      m_read(makeButton(tr("Read the file"))), m_unknown(new QCheckBox(tr("Nobody signed this file, and I know where it comes from"))),
      m_origin(new Label(QString(), "secondary", "muted")), m_counts(new Label(QString(), "heading")), m_conflict(new SegmentedControl), m_table(new QTableView),
      m_newVaults(new Label(QString(), "secondary", "muted")), m_owner(new QComboBox), m_ownerRow(makeOwnerRow()), m_previewPart(makePreview())
{
    setObjectName(u"importVaultDialog"_s);
    resize(Theme::current().scaled(1040), Theme::current().scaled(300));
    setMinimumWidth(Theme::current().scaled(620));
    body()->setSpacing(10);
    body()->addWidget(makeFileRow());
    m_unknown->setObjectName(u"unknownOriginCheck"_s);
    m_unknown->setAccessibleName(m_unknown->text());
    m_unknown->hide();
    body()->addWidget(m_unknown);
    body()->addWidget(m_banner);
    body()->addWidget(m_previewPart, 1);
    m_previewPart->hide();
    addCancel();
    m_import = addButton(tr("Import"), ButtonKind::Primary, [this] { import(); });
    m_import->setObjectName(u"importNowButton"_s);
    m_import->setEnabled(false);
    setDefaultButton(m_read);
    connect(m_read, &QPushButton::clicked, this, &ImportFileDialog::read);
    connect(m_passphrase, &QLineEdit::textEdited, this, [this] { m_passphraseField->setError({}); });
    connect(m_model, &ImportModel::takenChanged, this, &ImportFileDialog::showCount);
    connect(this, &QDialog::finished, this, [this] {
        if (m_progress)
            m_progress->cancelled = true;
    });
    if (!path.isEmpty())
        setFile(path);
}

QWidget *ImportFileDialog::makeFileRow()
{
    auto *holder = new QWidget;
    QHBoxLayout *row = rowOf(holder);
    m_path->setObjectName(u"importPathEdit"_s);
    m_passphrase->setObjectName(u"filePassphraseEdit"_s);
    m_read->setObjectName(u"readFileButton"_s);
    auto *choose = makeButton(tr("Choose…"), ButtonKind::Plain, u"folder"_s);
    choose->setObjectName(u"chooseImportButton"_s);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ImportFileDialog::chooseFile);
    row->addWidget(m_pathField, 3);
    row->addWidget(choose, 0, Qt::AlignBottom);
    row->addWidget(m_passphraseField, 2);
    row->addWidget(m_read, 0, Qt::AlignBottom);
    return holder;
}

QWidget *ImportFileDialog::makeOwnerRow()
{
    auto *holder = new QWidget;
    QHBoxLayout *row = rowOf(holder);
    m_newVaults->setObjectName(u"newVaultsLabel"_s);
    m_newVaults->setElideMode(Qt::ElideRight);
    m_owner->setObjectName(u"newVaultsOwnerCombo"_s);
    m_owner->setAccessibleName(tr("New vaults belong to"));
    row->addWidget(m_newVaults, 1);
    row->addWidget(new Label(tr("They belong to:"), "secondary", "muted"));
    row->addWidget(m_owner);
    return holder;
}

/// The current organization, unless the person says otherwise: a vault of nobody is found by nobody.
void ImportFileDialog::showOwners(const vault::ImportPreview &preview)
{
    m_ownerRow->setVisible(!preview.newVaults.isEmpty());
    m_newVaults->setText(tr("New vaults: %1.").arg(preview.newVaults.join(u", "_s)));
    m_owner->clear();
    const OrganizationId current = m_session.inventory().currentOrganization();
    for (const VaultOwner &owner : vaultOwners(m_session.inventory())) {
        m_owner->addItem(owner.text, QVariant::fromValue(vault::VaultHolder{owner.draft.organization, owner.draft.project}));
        if (owner.draft.organization == current && owner.draft.project.isNull())
            m_owner->setCurrentIndex(m_owner->count() - 1);
    }
}

QWidget *ImportFileDialog::makePreview()
{
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *head = new QWidget;
    QHBoxLayout *row = rowOf(head);
    m_counts->setObjectName(u"importCountsLabel"_s);
    m_conflict->setObjectName(u"conflictSegments"_s);
    m_conflict->setAccessibleName(tr("Where the name is taken"));
    for (const vault::ImportChoice choice : kChoices)
        m_conflict->addSegment(QString::number(int(choice)), ImportModel::choiceText(choice));
    m_conflict->setCurrent(QString::number(int(vault::ImportChoice::KeepMine)));
    connect(m_conflict, &SegmentedControl::chosen, this, [this](const QString &id) { m_model->chooseForAll(vault::ImportChoice(id.toInt())); });
    row->addWidget(m_counts, 1);
    row->addWidget(new Label(tr("All whose name is taken:"), "secondary", "muted"));
    row->addWidget(m_conflict);
    m_origin->setObjectName(u"originLabel"_s);
    m_origin->setWordWrap(true);
    m_table->setObjectName(u"importTable"_s);
    m_table->setAccessibleName(tr("What is in the file"));
    m_table->setModel(m_model);
    setUpRowTable(*m_table);
    m_table->setItemDelegateForColumn(ImportModel::Action, new ChoiceDelegate(m_table));
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    // A click on a choice opens it: the usual triggers want the row to be current before.
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == ImportModel::Action && index.flags().testFlag(Qt::ItemIsEditable))
            m_table->edit(index);
    });
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    for (const int section : {ImportModel::Name, ImportModel::VaultColumn, ImportModel::Uses}) // may be long, and what happens needs its room
        m_table->horizontalHeader()->setSectionResizeMode(section, QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(ImportModel::Action, QHeaderView::Stretch); // a problem is a sentence
    column->addWidget(head);
    column->addWidget(m_table, 1);
    column->addWidget(m_ownerRow);
    column->addWidget(m_origin);
    return holder;
}

void ImportFileDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Import credentials"), QDir::homePath(), tr("Exports (*.aiopsvault *.json *.csv *.kdbx);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportFileDialog::setFile);
    dialog->open();
}

void ImportFileDialog::setFile(const QString &path)
{
    const auto found = vault::detectFormat(path);
    m_format = found ? std::optional(*found) : std::nullopt;
    m_path->setText(path);
    m_pathField->setError({});
    m_unknown->hide();
    m_unknown->setChecked(false);
    const bool asks = !m_format || *m_format == vault::ForeignFormat::Kdbx;
    m_passphraseField->setVisible(asks);
    if (asks)
        m_passphrase->setFocus();
    else
        read();
}

Future<vault::ImportPreview> ImportFileDialog::stage(const QString &path)
{
    const auto passphrase = std::make_shared<const Secret>(Secret(m_passphrase->text().toUtf8()));
    if (m_format)
        return vault::ForeignImport(m_session.window().vault()).stage({.path = path, .passphrase = passphrase}, m_progress);
    return vault::VaultImport(m_session.window().vault())
        .stage({.path = path, .passphrase = passphrase, .allowUnknownOrigin = m_unknown->isChecked()}, m_progress);
}

void ImportFileDialog::read()
{
    m_banner->clear();
    const QString path = m_path->text().trimmed();
    if (path.isEmpty())
        return m_pathField->setError(tr("Choose a file."));
    const auto found = vault::detectFormat(path); // it may have been typed
    m_format = found ? std::optional(*found) : std::nullopt;
    if (!found && !path.endsWith(u".aiopsvault"_s) && !vault::VaultImport::check(path))
        return m_banner->showError(found.error());
    if (const Status usable = m_format ? Status() : vault::VaultImport::check(path); !usable)
        return m_banner->showError(usable.error());
    const bool asks = !m_format || *m_format == vault::ForeignFormat::Kdbx;
    m_passphraseField->setVisible(asks);
    if (asks && m_passphrase->text().isEmpty())
        return m_passphraseField->setError(tr("Enter the passphrase of the file."));
    setBusy(true);
    m_progress = std::make_shared<vault::Progress>();
    deliver(stage(path), this, [this](const Result<vault::ImportPreview> &preview) {
        setBusy(false);
        if (preview)
            showPreview(*preview);
        else
            showReadError(preview.error());
    });
}

void ImportFileDialog::showReadError(const Error &error)
{
    m_unknown->setVisible(m_unknown->isVisible() || (!m_format && error.code == Errc::Denied));
    if (error.code == Errc::WrongPassphrase)
        m_passphraseField->setError(error.text);
    else
        m_banner->showError(error);
}

void ImportFileDialog::showPreview(const vault::ImportPreview &preview)
{
    m_passphrase->wipe();
    m_model->setPreview(preview, m_session.credentials());
    showOwners(preview);
    const bool hasUses = std::ranges::any_of(preview.entries, [](const ImportEntry &entry) { return !entry.uses.isEmpty(); });
    m_table->setColumnHidden(ImportModel::Uses, !hasUses);
    m_table->resizeColumnsToContents();
    const int wanted = m_table->columnWidth(ImportModel::Name), scale = Theme::current().scaled(100);
    m_table->setColumnWidth(ImportModel::Name, qBound(scale * 3 / 2, wanted, scale * 2));
    m_table->setColumnWidth(ImportModel::VaultColumn, qMin(m_table->columnWidth(ImportModel::VaultColumn), scale * 3 / 2));
    m_table->setColumnWidth(ImportModel::Uses, qMin(m_table->columnWidth(ImportModel::Uses), scale * 2));
    const QString when = QLocale().toString(preview.writtenAt.toLocalTime(), QLocale::ShortFormat);
    if (m_format)
        m_origin->setText(*m_format == vault::ForeignFormat::Ssh || *m_format == vault::ForeignFormat::Kdbx
                              ? tr("%1. The files stay where they are.").arg(vault::formatLabel(*m_format))
                              : tr("%1. The file holds the secrets in clear text: delete it when all is well.").arg(vault::formatLabel(*m_format)));
    else
        m_origin->setText(preview.fingerprint.isEmpty() ? tr("Written %1. Nobody signed it.").arg(when)
                      : preview.isOwn               ? tr("Written %1 by this vault.").arg(when)
                                                    : tr("Written %1 by another vault, whose key is %2.").arg(when, preview.fingerprint));
    m_previewPart->show();
    resize(width(), qMax(height(), Theme::current().scaled(540)));
    setDefaultButton(m_import);
    m_import->setFocus();
}

void ImportFileDialog::showCount()
{
    const vault::ImportPreview &preview = m_model->preview();
    const QString counts = tr("%1 new, %2 the same, %3 in conflict").arg(preview.count(ImportEntry::New)).arg(preview.count(ImportEntry::Same)).arg(preview.count(ImportEntry::Conflict));
    const qsizetype problems = preview.count(ImportEntry::Unusable);
    m_counts->setText(problems > 0 ? tr("%1, %2 with problems").arg(counts).arg(problems) : counts);
    m_import->setEnabled(m_model->taken() > 0);
    m_import->setText(m_model->taken() > 0 ? tr("Import %1").arg(m_model->taken()) : tr("Import"));
    m_conflict->setEnabled(preview.count(ImportEntry::Conflict) > 0);
}

void ImportFileDialog::import()
{
    auto permit = m_session.gatekeeper().request(team::Action::VaultImport, {u"vault"_s, {}, {}});
    if (!permit)
        return m_banner->showError(permit.error());
    permit->note(u"file"_s, m_path->text().trimmed());
    setBusy(true);
    vault::ImportPreview preview = m_model->preview();
    preview.owner = m_owner->currentData().value<vault::VaultHolder>();
    deliver(vault::VaultImport(m_session.window().vault()).import(*std::move(permit), preview, m_model->decisions()), this,
            [this](const Result<vault::ImportReport> &report) {
                setBusy(false);
                if (!report)
                    return m_banner->showError(report.error());
                m_session.navigator().toast(tr("%n credentials imported", nullptr, int(report->added + report->replaced)));
                accept();
            });
}

void ImportFileDialog::setBusy(bool busy)
{
    m_read->setEnabled(!busy);
    m_read->setText(busy ? tr("Reading") : tr("Read the file"));
    m_import->setEnabled(!busy && m_model->taken() > 0);
}

} // namespace aiops::credentials
