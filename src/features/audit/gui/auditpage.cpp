#include "features/audit/gui/auditpage.h"

#include "core/clock.h"
#include "features/audit/gui/auditfilters.h"
#include "features/audit/gui/auditinspector.h"
#include "features/audit/gui/auditmodel.h"
#include "features/audit/gui/chainstate.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/statusdelegate.h"

#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>

namespace aiops::audit {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

QString shownNumber(qint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

Token toneOf(const QString &glyph)
{
    return glyph == u"passed" ? Token::Text : glyph == u"failed" || glyph == u"unreachable" ? Token::Danger : Token::Muted;
}

} // namespace

AuditPage::AuditPage(const AuditServices &services, shell::Navigator &navigator, QWidget *parent)
    : Page(parent), m_services(services), m_navigator(navigator),
      m_model(new AuditModel([&log = services.log](const team::AuditFilter &filter) { return log.page(filter); }, this)),
      m_table(new QTableView), m_empty(new EmptyState), m_stack(new QStackedWidget), m_filters(new AuditFilters), m_banner(new Banner),
      m_chain(new ChainState(services.log, *m_banner, this)), m_export(new ExportAction(services, *m_banner, this)),
      m_footer(new Label(QString(), "secondary", "muted"))
{
    setObjectName(u"auditPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 12, 20, 12);
    column->setSpacing(10);
    column->addWidget(makeHeader());
    column->addWidget(m_banner);
    column->addWidget(m_filters);
    setUpTable();
    m_empty->setObjectName(u"auditEmpty"_s);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    column->addWidget(m_footer);
    connect(m_filters, &AuditFilters::changed, this, &AuditPage::applyFilters);
    m_model->setProjects(m_services.projects.namesOf);
    followModel();
    applyFilters();
    refresh();
}

QWidget *AuditPage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *zone = new SegmentedControl;
    zone->setObjectName(u"zoneSegments"_s);
    zone->setAccessibleName(tr("Time zone"));
    zone->addSegment(u"local"_s, tr("Local time"));
    zone->addSegment(u"utc"_s, tr("UTC"));
    connect(zone, &SegmentedControl::chosen, this, [this](const QString &chosen) {
        m_model->setUtc(chosen == u"utc");
        m_chain->setUtc(chosen == u"utc");
    });
    row->addWidget(new Label(tr("Audit"), "title"));
    row->addWidget(m_chain->chip());
    row->addStretch(1);
    row->addWidget(zone);
    row->addWidget(m_export->button());
    row->addWidget(m_chain->button());
    return header;
}

void AuditPage::setUpTable()
{
    m_table->setObjectName(u"auditTable"_s);
    m_table->setAccessibleName(tr("Audit events"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(AuditModel::Outcome, new StatusDelegate(AuditModel::OutcomeRole, toneOf, m_table));
    setUpRowTable(*m_table);
    QHeaderView *header = m_table->horizontalHeader();
    const auto widths = std::to_array<std::pair<int, int>>({{AuditModel::Time, 164}, {AuditModel::Actor, 80},
                                                           {AuditModel::Action, 150}, {AuditModel::Name, 134}, {AuditModel::Project, 104}, {AuditModel::Source, 100},
                                                           {AuditModel::Outcome, 100}}); // what it happened to gets the rest
    for (const auto &[section, width] : widths)
        header->resizeSection(section, Theme::current().scaled(width));
    header->setSectionResizeMode(AuditModel::Object, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        details()->show(current.isValid() ? m_model->row(current.row()) : nullptr);
        emit inspectorWanted(current.isValid());
    });
    connect(m_table, &QAbstractItemView::activated, this, [this] { emit inspectorWanted(true); });
}

void AuditPage::followModel()
{
    connect(m_model, &AuditModel::failed, m_banner, &Banner::showError);
    connect(m_model, &AuditModel::readingChanged, this, &AuditPage::showState);
    connect(m_model, &AuditModel::aboutToPrepend, this, [this] {
        m_wasAtTop = m_table->verticalScrollBar()->value() == m_table->verticalScrollBar()->minimum();
        m_first = m_model->index(m_table->rowAt(0), 0);
    });
    connect(m_model, &AuditModel::prepended, this, &AuditPage::keepPlace);
    // Many events may come at once; one look at the file is enough for all of them.
    m_soon.setSingleShot(true);
    m_soon.setInterval(200);
    connect(&m_soon, &QTimer::timeout, m_model, &AuditModel::readNew);
    connect(&m_services.log, &team::AuditLog::appended, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
}

/// A reader who has scrolled down stays where he is; at the top the newest event comes into view.
void AuditPage::keepPlace()
{
    m_table->doItemsLayout(); // the range of the scroll bar is still that of the old rows
    if (m_wasAtTop)
        m_table->verticalScrollBar()->setValue(m_table->verticalScrollBar()->minimum());
    else if (m_first.isValid())
        m_table->scrollTo(m_first, QAbstractItemView::PositionAtTop);
}

AuditInspector *AuditPage::details()
{
    if (!m_inspector) {
        m_inspector = new AuditInspector(m_navigator, this);
        m_inspector->hide();
    }
    return m_inspector;
}

QWidget *AuditPage::makeInspector(QWidget *)
{
    return details();
}

QWidget *AuditPage::mainView()
{
    return m_table;
}

void AuditPage::focusFilter()
{
    m_filters->focusText();
}

void AuditPage::openObject(const QString &objectId)
{
    m_filters->setObject(objectId);
    applyFilters();
}

void AuditPage::refresh()
{
    m_model->readNew();
    if (m_services.projects.all)
        m_filters->setProjects(m_services.projects.all(), m_services.projects.objects);
    deliver(m_services.log.actors(), this, [this](const Result<QStringList> &actors) {
        if (actors)
            m_filters->setActors(*actors);
    });
}

void AuditPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!std::exchange(m_shown, true))
        m_chain->verify();
}

void AuditPage::applyFilters()
{
    const Wanted wanted = m_filters->wanted(m_services.clock.now());
    m_model->setWanted(wanted);
    m_export->setFilter(filterOf(wanted));
    details()->show(nullptr);
}

void AuditPage::showState()
{
    const int rows = m_model->rowCount();
    const bool reading = m_model->isReading();
    if (rows == 0 && !reading) {
        const bool filtered = m_filters->isAnySet();
        m_empty->setContent(u"log"_s, filtered ? tr("No event matches") : tr("Nothing was done yet"),
                            filtered ? tr("Change the filters, or show everything again.") : tr("Changes, connections and uses of credentials will be listed here."));
        m_empty->clearButtons();
        if (filtered)
            m_empty->addButton(tr("Clear filters"), [this] { m_filters->clear(); })->setObjectName(u"clearFiltersButton"_s);
    }
    if (rows > 0 || !reading) // while it is read, what is shown stays
        m_stack->setCurrentWidget(rows > 0 ? static_cast<QWidget *>(m_table) : m_empty);
    const bool more = m_model->canFetchMore({}) || reading;
    const QString count = reading && rows == 0 ? tr("Reading…")
                          : rows == 0          ? QString()
                          : rows == 1 && !more ? tr("1 event.")
                          : more               ? tr("The newest %1 events, more while you scroll.").arg(shownNumber(rows))
                                               : tr("%1 events.").arg(shownNumber(rows));
    m_footer->setText((count + u' ' + tr("Events can be read and copied, never changed.")).trimmed());
}

} // namespace aiops::audit
