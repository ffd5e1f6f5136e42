#include "features/audit/gui/exportaction.h"

#include "core/clock.h"
#include "core/text.h"
#include "team/confirmer.h"
#include "widgets/banner.h"
#include "widgets/button.h"

#include <QFileDialog>
#include <QLocale>

namespace aiops::audit {

using namespace Qt::StringLiterals;
using namespace widgets;
using team::Action;

namespace {

QString number(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

} // namespace

ExportAction::ExportAction(const AuditServices &services, Banner &banner, QWidget *page)
    : QObject(page), m_services(services), m_banner(banner), m_page(page), m_button(makeButton(tr("Export…"), ButtonKind::Plain, u"export"_s))
{
    m_button->setObjectName(u"exportButton"_s);
    m_button->setToolTip(tr("Write the events that are shown to a file, with the signed head of the chain"));
    connect(m_button, &QPushButton::clicked, this, &ExportAction::begin);
    m_look.setInterval(200);
    connect(&m_look, &QTimer::timeout, this, &ExportAction::showProgress);
}

ExportAction::~ExportAction()
{
    if (m_running)
        *m_running->stop = true;
}

void ExportAction::begin()
{
    if (!m_services.confirmer || !m_services.gatekeeper.needsConfirmation(Action::AuditExport))
        return chooseFile();
    deliver(m_services.confirmer->confirm(Action::AuditExport, tr("Export the audit")), this, [this](const Status &confirmed) {
        if (confirmed)
            chooseFile();
        else
            m_banner.showError(confirmed.error());
    });
}

void ExportAction::chooseFile()
{
    const QString csv = tr("CSV for spreadsheets, head beside it (*.csv)");
    auto *dialog = new QFileDialog(m_page, tr("Export the audit"), QDir::homePath());
    dialog->setObjectName(u"exportFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("JSON with signed head (*.json)"), csv});
    dialog->setDefaultSuffix(u"json"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, csv](const QString &chosen) {
        dialog->setDefaultSuffix(chosen == csv ? u"csv"_s : u"json"_s);
    });
    dialog->selectFile(u"audit-%1.json"_s.arg(m_services.clock.now().toString(u"yyyy-MM-dd"_s)));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { start(path, path.endsWith(u".csv"_s, Qt::CaseInsensitive)); });
    dialog->open();
}

void ExportAction::start(const QString &path, bool csv)
{
    auto permit = m_services.gatekeeper.request(Action::AuditExport, {u"audit"_s, {}, {}});
    if (!permit)
        return m_banner.showError(permit.error());
    m_running = std::make_shared<Running>();
    // The file dialog asked already whether to replace what is there.
    const ExportRequest request{.format = csv ? ExportRequest::Csv : ExportRequest::Json, .path = path, .force = true, .filter = m_filter,
                                .stop = m_running->stop};
    m_button->setEnabled(false);
    m_look.start();
    deliver(exportAudit(*std::move(permit), m_services.log, request, m_services.clock.now(),
                        [running = m_running](qint64 rows) { running->rows = rows; }),
            this, [this](const Result<ExportReport> &report) { finished(report); });
}

void ExportAction::showProgress()
{
    m_banner.showMessage(Banner::Tone::Info, tr("Exporting: %1 events so far.").arg(number(m_running->rows)));
    m_banner.addAction(tr("Stop"), [stop = m_running->stop] { *stop = true; })->setObjectName(u"stopExportButton"_s);
}

void ExportAction::finished(const Result<ExportReport> &report)
{
    m_look.stop();
    m_button->setEnabled(true);
    m_running.reset();
    if (!report)
        return m_banner.showError(report.error());
    const QString head = report->headPath == report->path ? QString() : tr("The signed head is %1.").arg(shownPlain(report->headPath, 300)) + u' ';
    m_banner.showMessage(Banner::Tone::Success, tr("%1 events were written to %2.").arg(number(report->rows), shownPlain(report->path, 300)),
                         head + tr("Keep it elsewhere: it shows later whether anything was cut off."));
}

} // namespace aiops::audit
