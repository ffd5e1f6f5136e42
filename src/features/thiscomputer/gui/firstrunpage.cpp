#include "features/thiscomputer/gui/firstrunpage.h"

#include "features/thiscomputer/gui/computerheader.h"
#include "features/thiscomputer/gui/iconview.h"
#include "features/thiscomputer/gui/processtable.h"
#include "features/thiscomputer/gui/tilerow.h"
#include "features/thiscomputer/gui/watchwhileshown.h"
#include "shell/navigator.h"
#include "shell/registry.h"
#include "widgets/button.h"
#include "widgets/label.h"

#include <QVBoxLayout>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;
using widgets::Label;
using widgets::Theme;

namespace {

constexpr int kRightWidth = 388;
constexpr int kLeastForTwo = 900;
constexpr auto kTour = "help.tour"_L1;

QVBoxLayout *makeColumn(QWidget *parent, int spacing)
{
    auto *column = new QVBoxLayout(parent);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

} // namespace

FirstRunPage::FirstRunPage(const Services &services, QWidget *parent)
    : QScrollArea(parent), m_services(services), m_doors(new DoorList(services.registry, services.navigator))
{
    setObjectName(u"firstRunPage"_s);
    setAccessibleName(tr("First steps"));
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(28, 22, 28, 22);
    column->setSpacing(0);
    column->addWidget(makeTitle());
    column->addSpacing(18);
    column->addWidget(makeHeader());
    column->addSpacing(8);
    column->addWidget(new TileRow(services.sampler));
    column->addSpacing(22);
    m_below = new QBoxLayout(QBoxLayout::LeftToRight);
    m_below->setSpacing(18);
    m_below->addWidget(makeDoors(), 1, Qt::AlignTop);
    m_below->addWidget(m_right = makeRight(), 0, Qt::AlignTop);
    column->addLayout(m_below);
    column->addStretch(1);
    setWidget(page);
    new WatchWhileShown(this, services.sampler, Sampler::Detail::Processes);
    connect(&services.navigator, &shell::Navigator::statusChanged, this, &FirstRunPage::showVault);
    showVault();
    setFocusProxy(m_doors);
}

QWidget *FirstRunPage::makeTitle()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    auto *title = new Label(tr("Your command center is running"), "display");
    title->setObjectName(u"titleLabel"_s);
    texts->addWidget(title);
    texts->addWidget(new Label(tr("It is already watching this computer. Add servers when you are ready."), "body", "muted"));
    row->addLayout(texts, 1);
    if (std::ranges::contains(m_services.registry.actions(), kTour, &shell::ActionSpec::id)) {
        QPushButton *tour = widgets::makeButton(tr("Take the 2 minute tour"));
        tour->setObjectName(u"tourButton"_s);
        row->addWidget(tour, 0, Qt::AlignTop);
        connect(tour, &QPushButton::clicked, this, [this] { m_services.navigator.run(kTour); });
    }
    return box;
}

QWidget *FirstRunPage::makeHeader()
{
    auto *header = new ComputerHeader(m_services.sampler, "section", false);
    QPushButton *open = widgets::makeButton(tr("Open"));
    open->setObjectName(u"openComputerButton"_s);
    open->setAccessibleName(tr("Open this computer"));
    widgets::setSmall(open);
    header->addButton(open);
    connect(open, &QPushButton::clicked, this, [this] { m_services.navigator.run(u"thiscomputer.open"_s); });
    return header;
}

QWidget *FirstRunPage::makeDoors()
{
    auto *box = new QWidget;
    QVBoxLayout *column = makeColumn(box, 10);
    column->addWidget(new Label(tr("Add your servers"), "section"));
    column->addWidget(m_doors);
    return box;
}

QWidget *FirstRunPage::makeRight()
{
    auto *box = new QWidget;
    QVBoxLayout *column = makeColumn(box, 10);
    column->addWidget(new Label(tr("Busiest processes"), "section"));
    column->addWidget(new ProcessTable(m_services.sampler));
    column->addSpacing(4);
    column->addWidget(m_vault = makeVaultCard());
    return box;
}

QWidget *FirstRunPage::makeVaultCard()
{
    auto *card = new QFrame;
    card->setObjectName(u"vaultCard"_s);
    card->setProperty("panel", u"card"_s);
    auto *text = new Label(tr("You will choose a passphrase then. Keys are encrypted on this computer with AES-256-GCM."), "secondary", "muted");
    text->setWordWrap(true);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(new Label(tr("The vault comes with your first secret"), "heading"));
    texts->addWidget(text);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(14, 12, 14, 12);
    row->setSpacing(12);
    row->addWidget(new IconView(u"lock"_s), 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    return card;
}

void FirstRunPage::showVault()
{
    m_vault->setVisible(!m_services.hasVault || !m_services.hasVault());
}

void FirstRunPage::arrange()
{
    const bool isWide = viewport()->width() >= Theme::current().scaled(kLeastForTwo);
    m_below->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_right->setMinimumWidth(isWide ? Theme::current().scaled(kRightWidth) : 0);
    m_right->setMaximumWidth(isWide ? Theme::current().scaled(kRightWidth) : QWIDGETSIZE_MAX);
}

void FirstRunPage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void FirstRunPage::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    if (!m_services.findHosts)
        return;
    deliver(m_services.findHosts(), this, [this](const Result<FoundHosts> &found) { m_doors->setFound(found.value_or(FoundHosts())); });
}

} // namespace aiops::thiscomputer
