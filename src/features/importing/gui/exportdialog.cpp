#include "features/importing/gui/exportdialog.h"

#include "core/text.h"
#include "features/importing/worker.h"
#include "inventory/inventory.h"
#include "shell/navigator.h"
#include "team/gatekeeper.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/label.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QSaveFile>
#include <QVBoxLayout>

namespace aiops::importing {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr qsizetype kShown = 100'000;

} // namespace

ExportDialog::ExportDialog(ImportServices services, shell::Navigator &navigator, const QList<InstanceId> &ids, QWidget *parent)
    : Dialog(tr("Export instances"), parent), m_services(services), m_navigator(navigator), m_banner(new Banner), m_format(new QComboBox),
      m_count(new Label(QString(), "secondary", "muted")), m_preview(new QPlainTextEdit)
{
    setObjectName(u"exportDialog"_s);
    setMinimumSize(Theme::current().scaled(680), Theme::current().scaled(480));
    body()->setSpacing(10);
    m_format->setObjectName(u"formatCombo"_s);
    for (const auto &[key, format] : exportFormats())
        m_format->addItem(formatTitle(format), key);
    m_preview->setObjectName(u"previewText"_s);
    m_preview->setAccessibleName(tr("What the file will hold"));
    m_preview->setReadOnly(true);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setFont(Theme::current().font(Theme::Type::MonoSmall));
    m_preview->setTabChangesFocus(true);
    m_count->setObjectName(u"countLabel"_s);
    body()->addWidget(m_banner);
    body()->addWidget(new widgets::Field(tr("Format"), m_format));
    body()->addWidget(m_preview, 1);
    body()->addWidget(m_count);
    m_copy = addLeftButton(tr("Copy"), [this] { copy(); });
    m_copy->setObjectName(u"copyButton"_s);
    addCancel();
    m_save = addButton(tr("Save…"), ButtonKind::Primary, [this] { chooseFile(); });
    m_save->setObjectName(u"saveButton"_s);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::showText);
    load(ids);
}

void ExportDialog::load(const QList<InstanceId> &ids)
{
    const auto present = readPresent(m_services.inventory, m_services.inventory.currentOrganization());
    if (!present)
        return m_banner->showError(present.error());
    m_present = selectionOf(*present, ids);
    const qsizetype more = m_present.hosts.size() - ids.size();
    m_count->setText(ids.isEmpty() || more <= 0 ? tr("%n instances. Passwords and keys stay in the vault.", nullptr, int(m_present.hosts.size()))
                                                : tr("%1 instances, %2 of them jump hosts that the others need. Passwords and keys stay in the vault.")
                                                      .arg(m_present.hosts.size()).arg(more));
    showText();
}

ExportFormat ExportDialog::format() const
{
    return exportFormats().at(m_format->currentIndex()).second;
}

void ExportDialog::showText()
{
    m_save->setEnabled(false);
    m_copy->setEnabled(false);
    const auto writing = inWorker<QByteArray>([present = m_present, format = format()](const auto &) { return Result<QByteArray>(exported(format, present)); });
    deliver(writing, this, [this, wanted = format()](const Result<QByteArray> &text) {
        if (!text || wanted != format())
            return;
        m_text = *text;
        m_preview->setPlainText(QString::fromUtf8(m_text.left(kShown)) + (m_text.size() > kShown ? u"…"_s : QString()));
        m_save->setEnabled(true);
        m_copy->setEnabled(true);
    });
}

Result<Permit> ExportDialog::permit() const
{
    return m_services.gatekeeper.request(team::Action::InstanceExport, {u"instance"_s, {}, tr("%n instances", nullptr, int(m_present.hosts.size()))});
}

void ExportDialog::copy()
{
    auto allowed = permit();
    if (!allowed)
        return m_banner->showError(allowed.error());
    QGuiApplication::clipboard()->setText(QString::fromUtf8(m_text));
    allowed->succeeded();
    m_navigator.toast(tr("%n instances copied", nullptr, int(m_present.hosts.size())));
}

void ExportDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the export"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(formatFileName(format()));
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::save);
    dialog->open();
}

void ExportDialog::save(const QString &path)
{
    auto allowed = permit();
    if (!allowed)
        return m_banner->showError(allowed.error());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_text) != m_text.size() || !file.commit()) {
        const Error error{Errc::Failed, tr("%1 could not be written: %2.").arg(shownPlain(path, 200), file.errorString())};
        allowed->failed(error);
        return m_banner->showError(error);
    }
    allowed->succeeded();
    m_navigator.toast(tr("%n instances exported", nullptr, int(m_present.hosts.size())));
    accept();
}

} // namespace aiops::importing
