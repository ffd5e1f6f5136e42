#include "features/thiscomputer/gui/doorlist.h"

#include "features/thiscomputer/gui/iconview.h"
#include "shell/navigator.h"
#include "shell/registry.h"
#include "widgets/button.h"
#include "widgets/label.h"

#include <QMouseEvent>
#include <QVBoxLayout>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;
using widgets::Label;
using widgets::Theme;
using widgets::Token;

namespace {

constexpr int kNamesShown = 3;
constexpr auto kImport = "importing.sshConfig"_L1;

/// A click anywhere in it is one on its button.
class DoorRow final : public QWidget
{
public:
    explicit DoorRow(QPushButton *button) : m_button(button) { button->setParent(this); }

protected:
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
            m_button->click();
    }

private:
    QPushButton *m_button;
};

QLabel *makeName(const QString &name)
{
    auto *label = new Label(name, "mono");
    label->setProperty("panel", u"sunken"_s);
    label->setContentsMargins(7, 2, 7, 2);
    label->setElideMode(Qt::ElideMiddle);
    label->setMaximumWidth(Theme::current().scaled(190));
    return label;
}

QString foundText(const FoundHosts &found)
{
    if (found.hosts == 0)
        return DoorList::tr("No hosts are written down there yet. You can choose another file.");
    const QString hosts = DoorList::tr("%n hosts", nullptr, found.hosts);
    return found.jumpHosts == 0
        ? DoorList::tr("Found %1. You choose which ones to add.").arg(hosts)
        : DoorList::tr("Found %1 and %2. You choose which ones to add.").arg(hosts, DoorList::tr("%n jump hosts", nullptr, found.jumpHosts));
}

} // namespace

struct DoorList::Door
{
    QString action;
    const char *icon;
    QString title;
    QString text;
    QString button;
};

DoorList::DoorList(const shell::Registry &registry, shell::Navigator &navigator, QWidget *parent)
    : QFrame(parent), m_navigator(navigator)
{
    setObjectName(u"doorList"_s);
    setProperty("panel", u"card"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    const Door doors[] = {
        {kImport, "file", tr("Import ~/.ssh/config"), tr("Looking for hosts"), tr("Import")},
        {u"myspace.addInstance"_s, "plus", tr("Add an instance"), tr("One address, a user, and a key or password from the vault."), tr("Add")},
        {u"cloud.discover"_s, "cloud", tr("Discover a cloud account"),
         tr("List the servers of AWS, Google Cloud, Azure or Oracle Cloud. A read-only key is enough."), tr("Discover")},
        {u"team.connect"_s, "database", tr("Connect to the team database"),
         tr("Share projects, instances, jobs and audit with your team through your own PostgreSQL."), tr("Connect")},
    };
    for (const Door &door : doors) {
        if (std::ranges::contains(registry.actions(), door.action, &shell::ActionSpec::id))
            addDoor(door, column);
    }
    if (auto *first = findChild<QPushButton *>())
        setFocusProxy(first);
}

QWidget *DoorList::addDoor(const Door &door, QVBoxLayout *column)
{
    if (m_count++ > 0) {
        auto *line = new QFrame;
        line->setProperty("panel", u"line"_s);
        line->setFixedHeight(1);
        column->addWidget(line);
    }
    QPushButton *button = widgets::makeButton(door.button);
    button->setObjectName(door.action + u"Door"_s);
    button->setAccessibleName(door.title);
    button->setMinimumWidth(Theme::current().scaled(104));
    auto *row = new DoorRow(button);
    auto *text = new Label(door.text, "body", "muted");
    text->setWordWrap(true);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(new Label(door.title, "heading"));
    texts->addWidget(text);
    if (door.action == kImport) {
        m_import = button;
        m_importText = text;
        fillImport(texts);
    }
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(12);
    layout->addWidget(new IconView(QString::fromLatin1(door.icon), true, Token::AccentText), 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    layout->addWidget(button, 0, Qt::AlignTop);
    column->addWidget(row);
    connect(button, &QPushButton::clicked, this, [this, action = door.action] { m_navigator.run(action); });
    return row;
}

void DoorList::fillImport(QVBoxLayout *texts)
{
    m_names = new QWidget;
    m_names->setObjectName(u"foundNames"_s);
    auto *row = new QHBoxLayout(m_names);
    row->setContentsMargins(0, 6, 0, 0);
    row->setSpacing(6);
    m_names->hide();
    texts->addWidget(m_names);
}

void DoorList::setFound(const FoundHosts &found)
{
    if (!m_import)
        return;
    m_importText->setText(foundText(found));
    m_import->setText(found.hosts > 0 ? tr("Review %1").arg(found.hosts) : tr("Import"));
    widgets::setButtonKind(m_import, found.hosts > 0 ? ButtonKind::Primary : ButtonKind::Plain);
    while (QLayoutItem *old = m_names->layout()->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    auto *row = static_cast<QHBoxLayout *>(m_names->layout());
    for (const QString &name : found.names.first(qMin<qsizetype>(kNamesShown, found.names.size())))
        row->addWidget(makeName(name));
    if (const auto more = found.names.size() - kNamesShown; more > 0)
        row->addWidget(new Label(tr("and %1 more").arg(more), "secondary", "muted"));
    row->addStretch(1);
    m_names->setVisible(!found.names.isEmpty());
}

} // namespace aiops::thiscomputer
