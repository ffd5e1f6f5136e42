#include "features/audit/gui/auditfilters.h"

#include "core/text.h"
#include "features/audit/gui/auditwords.h"
#include "widgets/button.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateTimeEdit>

namespace aiops::audit {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr int kCustom = -1; // of the time: between two dates

QHBoxLayout *rowOf(QWidget *holder)
{
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    return row;
}

} // namespace

AuditFilters::AuditFilters(QWidget *parent)
    : QWidget(parent), m_text(new FilterBar), m_times(new QComboBox), m_actors(new QComboBox), m_actions(new QComboBox), m_projects(new QComboBox),
      m_outcomes(new SegmentedControl), m_object(makeButton({}, ButtonKind::Plain, u"close"_s))
{
    m_range = makeTimes();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(makeRow());
    column->addWidget(m_range);
    m_range->hide();
    m_typed.setSingleShot(true);
    m_typed.setInterval(200);
    connect(m_text, &QLineEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(&m_typed, &QTimer::timeout, this, &AuditFilters::changed);
    connect(m_times, &QComboBox::currentIndexChanged, this, &AuditFilters::timeChosen);
    connect(m_actors, &QComboBox::currentIndexChanged, this, &AuditFilters::changed);
    connect(m_actions, &QComboBox::currentIndexChanged, this, &AuditFilters::changed);
    connect(m_projects, &QComboBox::currentIndexChanged, this, &AuditFilters::changed);
    connect(m_outcomes, &SegmentedControl::chosen, this, &AuditFilters::changed);
    connect(m_object, &QPushButton::clicked, this, [this] {
        setObject({});
        emit changed();
    });
}

QWidget *AuditFilters::makeRow()
{
    auto *holder = new QWidget;
    auto *row = rowOf(holder);
    m_text->setObjectName(u"filterEdit"_s);
    m_text->setSubject(tr("Actor, action, object or details"));
    m_text->setMinimumWidth(Theme::current().scaled(150));
    m_text->setMaximumWidth(Theme::current().scaled(280));
    m_times->setObjectName(u"timeCombo"_s);
    m_times->setAccessibleName(tr("Time"));
    const auto hours = std::to_array<std::pair<QString, int>>({{tr("Any time"), 0}, {tr("Last hour"), 1}, {tr("Last 24 hours"), 24},
                                                             {tr("Last 7 days"), 24 * 7}, {tr("Last 30 days"), 24 * 30}, {tr("Between…"), kCustom}});
    for (const auto &[words, count] : hours)
        m_times->addItem(words, count);
    m_actors->setObjectName(u"actorCombo"_s);
    m_actors->setAccessibleName(tr("Actor"));
    m_actors->addItem(tr("All actors"), QString());
    m_actions->setObjectName(u"actionCombo"_s);
    m_actions->setAccessibleName(tr("Action"));
    m_actions->addItem(tr("All actions"), QString());
    for (const ActionGroup &group : actionGroups())
        m_actions->addItem(group.words, group.prefix);
    m_projects->setObjectName(u"projectCombo"_s);
    m_projects->setAccessibleName(tr("Project"));
    m_projects->addItem(tr("All projects"), QString());
    m_projects->hide();
    m_outcomes->setObjectName(u"outcomeSegments"_s);
    m_outcomes->setAccessibleName(tr("Outcome"));
    m_outcomes->addSegment(u"all"_s, tr("All"));
    for (const QString &outcome : {u"done"_s, u"failed"_s, u"denied"_s, u"cancelled"_s})
        m_outcomes->addSegment(outcome, outcomeWord(outcome));
    m_object->setObjectName(u"clearObjectButton"_s);
    m_object->hide();
    row->addWidget(m_text, 100); // gets what is free, up to its maximum
    for (QWidget *widget : {static_cast<QWidget *>(m_times), static_cast<QWidget *>(m_actors), static_cast<QWidget *>(m_actions),
                            static_cast<QWidget *>(m_projects), static_cast<QWidget *>(m_object)})
        row->addWidget(widget);
    row->addStretch(1);
    row->addWidget(m_outcomes);
    return holder;
}

QWidget *AuditFilters::makeTimes()
{
    auto *holder = new QWidget;
    auto *row = rowOf(holder);
    m_from = new QDateTimeEdit(QDateTime::currentDateTime().addDays(-1));
    m_to = new QDateTimeEdit(QDateTime::currentDateTime());
    const auto edits = std::to_array<std::tuple<QDateTimeEdit *, QString, QString>>({{m_from, u"fromEdit"_s, tr("From")}, {m_to, u"toEdit"_s, tr("To")}});
    for (const auto &[edit, name, words] : edits) {
        edit->setObjectName(name);
        edit->setAccessibleName(words);
        edit->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
        edit->setCalendarPopup(true);
        auto *label = new Label(words, "secondary", "muted");
        label->setBuddy(edit);
        row->addWidget(label);
        row->addWidget(edit);
        connect(edit, &QDateTimeEdit::dateTimeChanged, &m_typed, qOverload<>(&QTimer::start));
    }
    row->addWidget(new Label(tr("in local time"), "secondary", "muted"));
    row->addStretch(1);
    return holder;
}

void AuditFilters::timeChosen()
{
    m_range->setVisible(m_times->currentData().toInt() == kCustom);
    emit changed();
}

Wanted AuditFilters::wanted(const QDateTime &now) const
{
    const QString outcome = m_outcomes->current();
    Wanted wanted{.action = m_actions->currentData().toString(), .outcome = outcome == u"all" ? QString() : outcome,
                  .actor = m_actors->currentData().toString(), .objectId = m_objectId, .text = m_text->text()};
    if (const QString project = m_projects->currentData().toString(); !project.isEmpty())
        wanted.objectIds = m_objects(project);
    const int hours = m_times->currentData().toInt();
    if (hours > 0)
        wanted.since = now.addSecs(-3600 * qint64(hours));
    if (hours == kCustom) {
        wanted.since = m_from->dateTime().toUTC();
        wanted.until = m_to->dateTime().addSecs(60).addMSecs(-1).toUTC(); // the minute that is shown belongs to it
    }
    return wanted;
}

void AuditFilters::setActors(const QStringList &actors)
{
    const QSignalBlocker quiet(m_actors);
    const QString chosen = m_actors->currentData().toString();
    m_actors->clear();
    m_actors->addItem(tr("All actors"), QString());
    for (const QString &actor : actors)
        m_actors->addItem(shownPlain(actor, 60), actor);
    m_actors->setCurrentIndex(qMax(0, m_actors->findData(chosen)));
}

void AuditFilters::setProjects(const QList<std::pair<QString, QString>> &projects, std::function<QStringList(const QString &)> objects)
{
    const QSignalBlocker quiet(m_projects);
    const QString chosen = m_projects->currentData().toString();
    m_objects = std::move(objects);
    m_projects->clear();
    m_projects->addItem(tr("All projects"), QString());
    for (const auto &[id, name] : projects)
        m_projects->addItem(shownPlain(name, 60), id);
    m_projects->setCurrentIndex(qMax(0, m_projects->findData(chosen)));
    m_projects->setVisible(!projects.isEmpty());
}

void AuditFilters::setObject(const QString &objectId)
{
    m_objectId = objectId;
    m_object->setText(tr("Only one object"));
    m_object->setAccessibleName(tr("Show all objects again"));
    m_object->setToolTip(plainToolTip(objectId));
    m_object->setVisible(!objectId.isEmpty());
}

bool AuditFilters::isAnySet() const
{
    return wanted({}) != Wanted() || m_times->currentIndex() > 0;
}

void AuditFilters::clear()
{
    {
        const QSignalBlocker text(m_text), times(m_times), actors(m_actors), actions(m_actions), projects(m_projects);
        m_text->clear();
        for (QComboBox *combo : {m_times, m_actors, m_actions, m_projects})
            combo->setCurrentIndex(0);
        m_outcomes->setCurrent(u"all"_s);
        m_range->hide();
        setObject({});
    }
    emit changed();
}

void AuditFilters::focusText()
{
    m_text->focus();
}

} // namespace aiops::audit
