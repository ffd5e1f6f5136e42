#include "features/audit/gui/auditpage.h"

#include "core/text.h"
#include "features/audit/gui/auditinspector.h"
#include "features/audit/gui/auditmodel.h"
#include "features/audit/gui/auditwords.h"
#include "features/audit/gui/outcomedelegate.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/chip.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"
#include "widgets/segmentedcontrol.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::audit {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

QString shownNumber(qint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

} // namespace

AuditPage::AuditPage(team::AuditLog &log, shell::Navigator &navigator, QWidget *parent)
    : Page(parent), m_log(log), m_navigator(navigator),
      m_model(new AuditModel([&log](const team::AuditFilter &filter) { return log.list(filter); }, this)),
      m_table(new QTableView), m_text(new FilterBar), m_actions(new QComboBox), m_outcomes(new SegmentedControl),
      m_banner(new Banner), m_chain(new Chip), m_verify(makeButton(tr("Verify chain"), ButtonKind::Plain, u"shield"_s)),
      m_footer(new Label(QString(), "secondary", "muted")), m_soon(new QTimer(this))
{
    setObjectName(u"auditPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 12, 20, 12);
    column->setSpacing(10);
    column->addWidget(makeHeader());
    column->addWidget(m_banner);
    column->addWidget(makeFilters());
    setUpTable();
    column->addWidget(m_table, 1);
    column->addWidget(m_footer);
    m_soon->setSingleShot(true);
    m_soon->setInterval(200);
    connect(m_soon, &QTimer::timeout, this, &AuditPage::readNew);
    // Many events may come at once; one look at the file is enough for all of them.
    connect(&log, &team::AuditLog::appended, this, [this] {
        if (!m_soon->isActive())
            m_soon->start();
    });
    connect(m_model, &AuditModel::failed, m_banner, &Banner::showError);
    applyFilters();
}

QWidget *AuditPage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_chain->setObjectName(u"chainChip"_s);
    m_chain->setCheckable(false);
    m_chain->setFocusPolicy(Qt::NoFocus);
    m_chain->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_chain->hide();
    m_verify->setObjectName(u"verifyButton"_s);
    row->addWidget(new Label(tr("Audit"), "title"));
    row->addWidget(m_chain);
    row->addStretch(1);
    row->addWidget(m_verify);
    connect(m_verify, &QPushButton::clicked, this, &AuditPage::verify);
    return header;
}

QWidget *AuditPage::makeFilters()
{
    auto *filters = new QWidget;
    auto *row = new QHBoxLayout(filters);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_text->setObjectName(u"filterEdit"_s);
    m_text->setSubject(tr("Actor, action or object"));
    m_text->setFixedWidth(Theme::current().scaled(240));
    m_actions->setObjectName(u"actionCombo"_s);
    m_actions->addItem(tr("All actions"), QString());
    for (const ActionGroup &group : actionGroups())
        m_actions->addItem(group.words, group.prefix);
    m_outcomes->setObjectName(u"outcomeSegments"_s);
    m_outcomes->setAccessibleName(tr("Outcome"));
    m_outcomes->addSegment(u"all"_s, tr("All"));
    for (const QString &outcome : {u"done"_s, u"failed"_s, u"denied"_s, u"cancelled"_s})
        m_outcomes->addSegment(outcome, outcomeWord(outcome));
    auto *label = new Label(tr("Action"), "secondary", "muted");
    label->setBuddy(m_actions);
    row->addWidget(m_text);
    row->addWidget(m_outcomes);
    row->addStretch(1);
    row->addWidget(label);
    row->addWidget(m_actions);
    connect(m_text, &QLineEdit::textChanged, this, &AuditPage::applyFilters);
    connect(m_actions, &QComboBox::currentIndexChanged, this, &AuditPage::applyFilters);
    connect(m_outcomes, &SegmentedControl::chosen, this, &AuditPage::applyFilters);
    return filters;
}

void AuditPage::setUpTable()
{
    m_table->setObjectName(u"auditTable"_s);
    m_table->setAccessibleName(tr("Audit events"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(AuditModel::Outcome, new OutcomeDelegate(m_table));
    setUpRowTable(*m_table);
    QHeaderView *header = m_table->horizontalHeader();
    const auto widths = std::to_array<std::pair<int, int>>({{AuditModel::Time, 190}, {AuditModel::Actor, 100},
                                                           {AuditModel::Action, 170}, {AuditModel::Name, 160},
                                                           {AuditModel::Outcome, 110}});
    for (const auto &[section, width] : widths)
        header->resizeSection(section, Theme::current().scaled(width));
    header->setSectionResizeMode(AuditModel::Object, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        details()->show(current.isValid() ? m_model->row(current.row()) : nullptr);
        emit inspectorWanted(current.isValid());
    });
    connect(m_table, &QAbstractItemView::activated, this, [this] { emit inspectorWanted(true); });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &AuditPage::showFooter);
    connect(m_model, &QAbstractItemModel::modelReset, this, &AuditPage::showFooter);
}

AuditInspector *AuditPage::details()
{
    if (!m_inspector) {
        m_inspector = new AuditInspector(m_navigator, this);
        m_inspector->hide();
    }
    return m_inspector;
}

QWidget *AuditPage::inspector()
{
    return details();
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
    readNew();
}

void AuditPage::applyFilters()
{
    const QString outcome = m_outcomes->current();
    m_model->setWanted({m_actions->currentData().toString(), outcome == u"all" ? QString() : outcome, m_text->text()});
    details()->show(nullptr);
}

void AuditPage::readNew()
{
    // A reader who has scrolled down stays where he is; at the top the newest event comes into view.
    QScrollBar *bar = m_table->verticalScrollBar();
    const bool atTop = bar->value() == bar->minimum();
    const QPersistentModelIndex first(m_model->index(m_table->rowAt(0), 0));
    m_model->readNew();
    m_table->doItemsLayout(); // the range of the scroll bar is still that of the old rows
    if (atTop)
        bar->setValue(bar->minimum());
    else if (first.isValid())
        m_table->scrollTo(first, QAbstractItemView::PositionAtTop);
}

void AuditPage::showFooter()
{
    const int rows = m_model->rowCount();
    const QString count = rows == 0   ? tr("No event matches.")
                          : rows == 1 ? tr("1 event.")
                          : m_model->canFetchMore({}) ? tr("The newest %1 events, more while you scroll.").arg(shownNumber(rows))
                                                      : tr("%1 events.").arg(shownNumber(rows));
    m_footer->setText(count + u' ' + tr("Events can be read and copied, never changed."));
}

void AuditPage::verify()
{
    m_verify->setEnabled(false);
    m_chain->setContent(tr("Verifying"), u"starting"_s);
    m_chain->show();
    deliver(m_log.verify(), this, [this](const Result<team::VerifyReport> &report) { verified(report); });
}

void AuditPage::verified(const Result<team::VerifyReport> &report)
{
    m_verify->setEnabled(true);
    if (!report) {
        m_chain->setContent(tr("Not verified"), u"unknown"_s);
        return m_banner->showError(report.error());
    }
    if (report->firstBad == 0) {
        m_banner->clear();
        m_banner->setClosable(true);
        return m_chain->setContent(tr("Chain verified, %1 rows").arg(shownNumber(report->rows)), u"passed"_s);
    }
    m_chain->setContent(tr("Chain broken"), u"critical"_s);
    m_banner->setClosable(false);
    m_banner->showMessage(Banner::Tone::Danger, tr("The audit chain is broken at row %1.").arg(shownNumber(report->firstBad)),
                          shownPlain(report->reason) + u' '
                              + tr("The file was changed outside this program. Rows before it still hold; compare it with a backup."));
}

} // namespace aiops::audit
