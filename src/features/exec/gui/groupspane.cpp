#include "features/exec/gui/groupspane.h"

#include "core/text.h"
#include "features/exec/gui/outputview.h"
#include "features/exec/gui/statedelegate.h"
#include "features/exec/statewords.h"
#include "widgets/button.h"
#include "widgets/label.h"

#include <QListWidget>
#include <QSplitter>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr int kGlyphRole = Qt::UserRole + 1;
constexpr qsizetype kNamesShown = 60;

} // namespace

GroupsPane::GroupsPane(QWidget *parent)
    : QWidget(parent), m_list(new QListWidget), m_hosts(new Label(QString(), "secondary", "muted")), m_output(new OutputView),
      m_select(add(u"groupSelectButton"_s, tr("Show in My Space"), u"grid"_s)), m_terminals(add(u"groupTerminalsButton"_s, tr("Open terminals"), u"terminal"_s)),
      m_again(add(u"groupAgainButton"_s, tr("Run again on these"), u"refresh"_s))
{
    m_list->setObjectName(u"groupList"_s);
    m_list->setAccessibleName(tr("Groups of equal results"));
    m_list->setItemDelegate(makeStateDelegate(kGlyphRole, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_output->setObjectName(u"groupOutput"_s);
    m_output->setAccessibleName(tr("Output of the group"));
    m_hosts->setWordWrap(true);
    m_hosts->setObjectName(u"groupHostsLabel"_s);
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(12, 8, 0, 0);
    column->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QPushButton *button : {m_select, m_terminals, m_again})
        row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(m_hosts);
    column->addWidget(m_output, 1);
    auto *splitter = new QSplitter;
    splitter->addWidget(m_list);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({Theme::current().scaled(280), Theme::current().scaled(700)});
    splitter->setChildrenCollapsible(false);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);
    connect(m_list, &QListWidget::currentRowChanged, this, &GroupsPane::showGroup);
    connect(m_select, &QPushButton::clicked, this, [this] { emit selectWanted(chosen()); });
    connect(m_terminals, &QPushButton::clicked, this, [this] { emit terminalsWanted(chosen()); });
    connect(m_again, &QPushButton::clicked, this, [this] { emit againWanted(chosen()); });
}

QPushButton *GroupsPane::add(const QString &name, const QString &text, const QString &icon)
{
    QPushButton *button = makeButton(text, ButtonKind::Plain, icon);
    button->setObjectName(name);
    setSmall(button);
    return button;
}

void GroupsPane::setRun(RunView *run)
{
    m_run = run;
    m_list->clear();
    m_groups.clear();
    refresh();
}

void GroupsPane::refresh()
{
    const QString current = m_groups.value(m_list->currentRow()).digest;
    m_groups.clear();
    QHash<QString, qsizetype> places;
    for (int i = 0; m_run && i < m_run->size(); ++i) {
        const QString digest = m_run->row(i).digest;
        if (digest.isEmpty())
            continue;
        if (!places.contains(digest)) {
            places.insert(digest, m_groups.size());
            m_groups += Group{digest, {}};
        }
        m_groups[places.value(digest)].positions += i;
    }
    std::ranges::stable_sort(m_groups, std::greater(), [](const Group &group) { return group.positions.size(); });
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const Group &group : std::as_const(m_groups)) {
            const HostRow row = m_run->row(group.positions.first());
            QString text = group.positions.size() == 1 ? tr("1 host, %1").arg(stateWord(row.state)) : tr("%1 hosts, %2").arg(group.positions.size()).arg(stateWord(row.state));
            if (row.exit && *row.exit != 0)
                text += u", "_s + tr("exit %1").arg(*row.exit);
            auto *item = new QListWidgetItem(text, m_list);
            item->setData(kGlyphRole, stateGlyph(row.state));
            item->setSizeHint({0, Theme::current().rowHeight()});
        }
        const auto same = std::ranges::find(m_groups, current, &Group::digest);
        m_list->setCurrentRow(m_groups.isEmpty() ? -1 : same == m_groups.end() ? 0 : int(same - m_groups.begin()));
    }
    showGroup();
}

QList<InstanceId> GroupsPane::chosen() const
{
    QList<InstanceId> ids;
    for (const int position : m_groups.value(m_list->currentRow()).positions)
        ids += m_run->row(position).instance;
    return ids;
}

void GroupsPane::showGroup()
{
    const Group group = m_groups.value(m_list->currentRow());
    const bool any = m_run && !group.positions.isEmpty();
    for (QPushButton *button : {m_select, m_terminals, m_again})
        button->setEnabled(any);
    m_again->setEnabled(any && m_run->isFinished());
    if (!any) {
        m_hosts->clear();
        return m_output->show({}, m_run && !m_run->isFinished() ? tr("Nothing has ended yet.") : QString());
    }
    QStringList names;
    for (const int position : group.positions.first(std::min(kNamesShown, group.positions.size())))
        names += shownPlain(m_run->row(position).name, 100);
    const qsizetype more = group.positions.size() - names.size();
    m_hosts->setText(more > 0 ? tr("%1 and %2 more").arg(names.join(u", "_s)).arg(more) : names.join(u", "_s));
    const int first = group.positions.first();
    const QString error = shownPlain(m_run->row(first).error, 1000);
    const QList<Piece> output = m_run->output(first);
    m_output->show(output, !error.isEmpty() ? error : output.isEmpty() ? tr("No output.") : QString());
}

} // namespace aiops::exec
