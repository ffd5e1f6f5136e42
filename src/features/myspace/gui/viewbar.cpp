#include "features/myspace/gui/viewbar.h"

#include "features/myspace/gui/activefilters.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/choicepopup.h"
#include "features/myspace/gui/menubutton.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/restyle.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/theme.h"

#include <QActionGroup>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {

constexpr int kMargin = 20;
constexpr int kSpacing = 6;

QString groupWord(GroupBy group)
{
    static const std::array words{
        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "None"),        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Project"),
        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Provider"),    QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Region"),
        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Status"),      QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Environment"),
        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Group")};
    return ViewBar::tr(words[size_t(group)]);
}

QString sortWord(SortBy sort)
{
    static const std::array words{
        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Name"),        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Role"),
        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Worst first"), QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "CPU"),
        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Memory"),      QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Disk"),
        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Last seen"),   QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Provider"),
        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Environment"), QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Address"),
        QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Metrics"),     QT_TRANSLATE_NOOP("aiops::myspace::ViewBar", "Projects")};
    return ViewBar::tr(words[size_t(sort)]);
}

QMenu *menuBelow(QWidget *anchor)
{
    auto *menu = new QMenu(anchor);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    return menu;
}

void popUp(QMenu *menu, QWidget *anchor)
{
    menu->popup(anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
}

} // namespace

ViewBar::ViewBar(CardModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_text(new widgets::FilterBar(this)),
      m_problem(new widgets::Label(QString(), "secondary", "danger", this)),
      m_more(new MenuButton(tr("More"), this)), m_group(new MenuButton(tr("Group"), this)), m_sort(new MenuButton(tr("Sort"), this)),
      m_mode(new widgets::SegmentedControl(this)), m_active(new ActiveFilters(this))
{
    setObjectName(u"viewBar"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, 0, kMargin, 0);
    column->setSpacing(kSpacing);
    column->addLayout(makeRow());
    m_problem->setObjectName(u"filterProblemLabel"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    column->addWidget(m_active);
    connect(m_active, &ActiveFilters::changed, this, &ViewBar::change);
    connect(m_active, &ActiveFilters::saveWanted, this, &ViewBar::saveWanted);
    connect(m_active, &ActiveFilters::cleared, this, [this] {
        SpaceView view = m_view;
        view.text.clear();
        view.choices = {};
        change(view);
        emit left();
    });
    show();
}

QHBoxLayout *ViewBar::makeRow()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpacing);
    m_text->setObjectName(u"filterEdit"_s);
    m_text->setSubject(tr("Name, IP or tag"));
    m_text->setToolTip(tr("name: ip: tag: provider: region: status: env: project: group: user: with AND, OR, NOT and parentheses"));
    m_text->setMaxLength(int(FilterQuery::longest));
    row->addWidget(m_text);
    addFacets(row);
    row->addStretch(1);
    addArranging(row);
    connect(m_text, &QLineEdit::textChanged, this, &ViewBar::readText);
    connect(m_text, &QLineEdit::returnPressed, this, &ViewBar::left);
    return row;
}

void ViewBar::addFacets(QHBoxLayout *row)
{
    m_facets = {{u"provider"_s, tr("Provider"), &Choices::providers, nullptr},
                {u"region"_s, tr("Region"), &Choices::regions, nullptr},
                {u"status"_s, tr("Status"), &Choices::statuses, nullptr},
                {u"environment"_s, tr("Environment"), &Choices::environments, nullptr},
                {u"tag"_s, tr("Tag"), &Choices::tags, nullptr},
                {u"seen"_s, tr("Last seen"), &Choices::seen, nullptr}};
    for (Facet &facet : m_facets) {
        facet.button = new MenuButton(facet.title, this);
        facet.button->setObjectName(facet.name + u"FilterButton"_s);
        row->addWidget(facet.button);
        connect(facet.button, &QPushButton::clicked, this, [this, facet] { openFacet(facet, facet.button); });
    }
    m_more->setObjectName(u"moreFiltersButton"_s);
    m_more->setAccessibleName(tr("More filters"));
    row->addWidget(m_more);
    connect(m_more, &QPushButton::clicked, this, &ViewBar::openMore);
}

void ViewBar::addArranging(QHBoxLayout *row)
{
    m_group->setObjectName(u"groupButton"_s);
    m_sort->setObjectName(u"sortButton"_s);
    m_mode->setObjectName(u"modeSegments"_s);
    m_mode->setAccessibleName(tr("Cards or table"));
    m_mode->addSegment(u"cards"_s, tr("Cards"), u"grid"_s);
    m_mode->addSegment(u"table"_s, tr("Table"), u"table"_s);
    row->addWidget(m_group);
    row->addWidget(m_sort);
    row->addWidget(m_mode);
    connect(m_group, &QPushButton::clicked, this, &ViewBar::openGroup);
    connect(m_sort, &QPushButton::clicked, this, &ViewBar::openSort);
    connect(m_mode, &widgets::SegmentedControl::chosen, this, [this](const QString &mode) {
        SpaceView view = m_view;
        view.mode = mode;
        change(view);
    });
}

void ViewBar::change(const SpaceView &view)
{
    setView(view);
    emit changed(m_view);
}

void ViewBar::setView(const SpaceView &view)
{
    m_view = view;
    show();
}

void ViewBar::showMode(const QString &mode)
{
    m_mode->setCurrent(mode);
}

void ViewBar::focusText()
{
    m_text->focus();
}

void ViewBar::show()
{
    if (m_text->text() != m_view.text) {
        const QSignalBlocker quiet(m_text);
        m_text->setText(m_view.text);
    }
    const auto query = FilterQuery::parse(m_view.text);
    const QString problem = query ? QString() : query.error().sentence();
    if (problem != m_problem->text()) {
        m_problem->setText(problem);
        m_problem->setVisible(!query);
        m_text->setAccessibleDescription(problem);
    }
    widgets::restyle(m_text, "invalid", !query);
    for (const Facet &facet : std::as_const(m_facets)) {
        const qsizetype chosen = (m_view.choices.*facet.values).size();
        facet.button->setValue(chosen == 0 ? QString() : QString::number(chosen));
    }
    m_group->setValue(groupWord(m_view.group));
    m_sort->setValue(sortWord(m_view.sort));
    m_active->show(m_view);
    fit();
}

void ViewBar::readText(const QString &text)
{
    SpaceView view = m_view;
    view.text = text;
    change(view);
}

QList<Choice> ViewBar::choicesOf(const Facet &facet) const
{
    QMap<QString, int> counts;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (const CardRow &row : m_model.rows()) {
        if (facet.name == u"tag") {
            for (const QString &tag : row.tags)
                ++counts[tag];
            continue;
        }
        ++counts[facet.name == u"provider"      ? row.provider
                 : facet.name == u"region"      ? row.region
                 : facet.name == u"status"      ? row.status
                 : facet.name == u"environment" ? row.environment
                                                : seenBucket(row.seenAt, now)];
    }
    for (const QString &chosen : m_view.choices.*facet.values)
        counts.insert(chosen, counts.value(chosen));
    QList<Choice> choices;
    for (const auto &[value, count] : counts.asKeyValueRange()) {
        const QString text = facet.name == u"provider"      ? providerWord(value)
                             : facet.name == u"status"      ? statusWord(value)
                             : facet.name == u"environment" ? environmentWord(value)
                             : facet.name == u"seen"        ? seenWord(value)
                             : value.isEmpty()              ? tr("None")
                                                            : value;
        choices.append({value, text, count});
    }
    if (facet.name == u"status")
        std::ranges::stable_sort(choices, {}, [](const Choice &c) { return severityOf(c.value); });
    if (facet.name == u"seen")
        std::ranges::stable_sort(choices, {}, [](const Choice &c) { return QStringList{u"hour"_s, u"day"_s, u"week"_s, u"older"_s}.indexOf(c.value) + (c.value == u"never" ? 9 : 0); });
    return choices;
}

void ViewBar::openFacet(const Facet &facet, QWidget *anchor)
{
    auto *popup = new ChoicePopup(facet.title, choicesOf(facet), m_view.choices.*facet.values, this);
    connect(popup, &ChoicePopup::changed, this, [this, values = facet.values](const QStringList &chosen) {
        SpaceView view = m_view;
        view.choices.*values = chosen;
        change(view);
    });
    popup->openBelow(anchor);
}

void ViewBar::openMore()
{
    QMenu *menu = menuBelow(m_more);
    for (const Facet &facet : std::as_const(m_facets)) {
        if (facet.button->isVisibleTo(this))
            continue;
        menu->addAction(facet.title, this, [this, facet] { openFacet(facet, m_more); });
    }
    popUp(menu, m_more);
}

void ViewBar::openGroup()
{
    QMenu *menu = menuBelow(m_group);
    auto *one = new QActionGroup(menu);
    for (const GroupBy group : {GroupBy::None, GroupBy::Project, GroupBy::Provider, GroupBy::Region, GroupBy::Status,
                                GroupBy::Environment, GroupBy::Group}) {
        QAction *action = menu->addAction(groupWord(group), this, [this, group] {
            SpaceView view = m_view;
            view.group = group;
            change(view);
        });
        action->setCheckable(true);
        action->setActionGroup(one);
        action->setChecked(group == m_view.group);
    }
    popUp(menu, m_group);
}

void ViewBar::openSort()
{
    QMenu *menu = menuBelow(m_sort);
    auto *one = new QActionGroup(menu);
    for (const SortBy sort : {SortBy::Name, SortBy::Role, SortBy::Worst, SortBy::Cpu, SortBy::Memory, SortBy::Disk, SortBy::LastSeen}) {
        QAction *action = menu->addAction(sortWord(sort), this, [this, sort] {
            SpaceView view = m_view;
            view.sort = sort;
            view.descending = false;
            change(view);
        });
        action->setCheckable(true);
        action->setActionGroup(one);
        action->setChecked(sort == m_view.sort);
    }
    menu->addSeparator();
    QAction *reverse = menu->addAction(tr("Reverse order"), this, [this] {
        SpaceView view = m_view;
        view.descending = !view.descending;
        change(view);
    });
    reverse->setCheckable(true);
    reverse->setChecked(m_view.descending);
    popUp(menu, m_sort);
}

void ViewBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// First the words of cards and table go, then menus from the last on go into "More filters".
void ViewBar::fit()
{
    const int room = width() - 2 * kMargin;
    if (room <= 0)
        return;
    const bool narrow = room < Theme::current().scaled(960);
    m_text->setFixedWidth(Theme::current().scaled(narrow ? 170 : 220));
    m_mode->setIconsOnly(narrow);
    int used = m_text->width() + m_group->sizeHint().width() + m_sort->sizeHint().width() + m_mode->sizeHint().width() + 4 * kSpacing;
    const int more = m_more->sizeHint().width() + kSpacing;
    int all = used;
    for (const Facet &facet : std::as_const(m_facets))
        all += facet.button->sizeHint().width() + kSpacing;
    const bool fits = all <= room;
    used += fits ? 0 : more;
    for (const Facet &facet : std::as_const(m_facets)) {
        used += facet.button->sizeHint().width() + kSpacing;
        facet.button->setVisible(fits || used <= room);
    }
    m_more->setVisible(!fits);
}

} // namespace aiops::myspace
