#include "features/audit/gui/auditpage.h"

#include "core/text.h"
#include "features/audit/gui/auditmodel.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/statusglyph.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTime>
#include <QVBoxLayout>

namespace aiops::audit {

using namespace Qt::StringLiterals;
using namespace widgets;

AuditPage::AuditPage(team::AuditLog &log, QWidget *parent)
    : Page(parent), m_log(log), m_model(new AuditModel(this)), m_filter(new QSortFilterProxyModel(this)),
      m_table(new QTableView), m_text(new FilterBar), m_banner(new Banner), m_chain(new StatusGlyph),
      m_verify(makeButton(tr("Verify"), ButtonKind::Plain, u"shield"_s))
{
    setObjectName(u"auditPage"_s);
    m_text->setObjectName(u"filterEdit"_s);
    m_text->setSubject(tr("Actor, action or object"));
    m_text->setMaximumWidth(300);
    m_banner->setClosable(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 14, 20, 12);
    column->setSpacing(8);
    column->addWidget(makeHeader());
    column->addWidget(m_banner);
    column->addWidget(m_text);
    setUpTable();
    column->addWidget(m_table, 1);
    connect(m_text, &QLineEdit::textChanged, m_filter, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_verify, &QPushButton::clicked, this, &AuditPage::verify);
    connect(&log, &team::AuditLog::appended, this, &AuditPage::refresh);
    refresh();
    verify();
}

QWidget *AuditPage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_chain->setObjectName(u"chainGlyph"_s);
    m_verify->setObjectName(u"verifyButton"_s);
    row->addWidget(new Label(tr("Audit"), "title"));
    row->addWidget(m_chain);
    row->addStretch(1);
    row->addWidget(m_verify);
    return header;
}

void AuditPage::setUpTable()
{
    m_filter->setSourceModel(m_model);
    m_filter->setFilterKeyColumn(-1);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(u"auditTable"_s);
    m_table->setAccessibleName(tr("Audit events"));
    m_table->setModel(m_filter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::current().rowHeight());
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultSectionSize(170);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
}

QWidget *AuditPage::mainView()
{
    return m_table;
}

void AuditPage::focusFilter()
{
    m_text->focus();
}

void AuditPage::refresh()
{
    if (const auto rows = m_log.list({.limit = 1000}))
        m_model->setRows(*rows);
    else
        m_banner->showError(rows.error());
}

void AuditPage::verify()
{
    m_verify->setEnabled(false);
    m_chain->setStatus(u"starting"_s, tr("Verifying"));
    deliver(m_log.verify(), this, [this](const Result<team::VerifyReport> &report) { verified(report); });
}

void AuditPage::verified(const Result<team::VerifyReport> &report)
{
    m_verify->setEnabled(true);
    if (!report) {
        m_chain->setStatus(u"unknown"_s, tr("Not verified"));
        return m_banner->showError(report.error());
    }
    if (report->firstBad == 0) {
        m_banner->clear();
        return m_chain->setStatus(u"passed"_s, tr("Chain verified to %1").arg(QTime::currentTime().toString(u"HH:mm"_s)));
    }
    m_chain->setStatus(u"critical"_s, tr("Chain broken"));
    m_banner->showMessage(Banner::Tone::Danger, tr("The audit chain is broken at event %1.").arg(report->firstBad),
                          shownPlain(report->reason) + u' '
                              + tr("Someone or something changed the file outside this program. Compare it with a backup."));
}

} // namespace aiops::audit
