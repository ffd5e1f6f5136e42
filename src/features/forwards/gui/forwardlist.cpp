#include "features/forwards/gui/forwardlist.h"

#include "core/text.h"
#include "features/forwards/forwards.h"
#include "features/forwards/forwardspec.h"
#include "features/forwards/gui/forwarddialog.h"
#include "features/forwards/gui/forwardrow.h"
#include "features/forwards/gui/forwardsmodel.h"
#include "features/forwards/words.h"
#include "inventory/inventory.h"
#include "shell/confirmation.h"
#include "shell/navigator.h"
#include "team/gatekeeper.h"
#include "widgets/button.h"
#include "widgets/label.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace aiops::forwards {

namespace {

constexpr int kMostShown = 6;

bool isRunning(const Condition &condition)
{
    return condition.state != State::Stopped && condition.state != State::Failed;
}

QString titleOf(const Forward &forward)
{
    return forward.name.isEmpty() ? specOf(forward) : forward.name;
}

/// Ports that speak TLS by custom get https.
QUrl urlOf(const Forward &forward)
{
    if (forward.kind != Kind::Local || forward.listen.isSocket())
        return {};
    const bool isTls = forward.target.port == 443 || forward.target.port == 8443;
    return QUrl((isTls ? u"https://"_s : u"http://"_s) + addressOf(forward) + u'/');
}

} // namespace

QString addressOf(const Forward &forward)
{
    const bool isAny = forward.listen.host == u"*" || forward.listen.host == u"0.0.0.0" || forward.listen.host == u"::";
    return isAny ? End{u"127.0.0.1"_s, forward.listen.port}.toText() : forward.listen.toText();
}

void startForward(const FeatureParts &parts, shell::Navigator &navigator, const Forward &forward)
{
    deliver(parts.forwards.start(forward.id, parts.person), &navigator, [parts, &navigator, forward](const Status &started) {
        if (started || started.error().code == Errc::Cancelled)
            return;
        if (started.error().code != Errc::VaultLocked || !parts.requestUnlock)
            return navigator.problem(titleOf(forward), started.error());
        deliver(parts.requestUnlock(), &navigator, [parts, &navigator, forward](const Status &unlocked) {
            if (unlocked)
                startForward(parts, navigator, forward);
        });
    });
}

ForwardList::ForwardList(const FeatureParts &parts, shell::Navigator &navigator, QWidget *parent)
    : QWidget(parent), m_parts(parts), m_navigator(navigator), m_browser(&QDesktopServices::openUrl), m_model(new ForwardsModel(this)),
      m_list(new QListView), m_empty(new QWidget)
{
    setObjectName(u"forwardsPane"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    build();
    connect(&parts.forwards, &Forwards::changed, this, &ForwardList::refresh);
    connect(&parts.inventory, &inventory::Inventory::changed, this, &ForwardList::refresh);
    connect(&parts.forwards, &Forwards::conditionChanged, this, [this](const ForwardId &id) { m_model->setCondition(id, m_parts.forwards.condition(id)); });
    connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &ForwardList::fitHeight);
    refresh();
}

void ForwardList::build()
{
    auto *heading = new QHBoxLayout;
    heading->addWidget(new widgets::Label(tr("FORWARDS"), "overline", "muted"), 1);
    QPushButton *addButton = widgets::makeIconButton(u"plus"_s, tr("Forward a port"));
    addButton->setObjectName(u"addForwardButton"_s);
    widgets::setSmall(addButton);
    connect(addButton, &QPushButton::clicked, this, &ForwardList::add);
    heading->addWidget(addButton);
    m_list->setObjectName(u"forwardList"_s);
    m_list->setAccessibleName(tr("Forwarded ports"));
    m_list->setModel(m_model);
    auto *delegate = new ForwardDelegate(m_list);
    m_list->setItemDelegate(delegate);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    auto *text = new widgets::Label(tr("Reach a database or a web page of a host at a port of this computer."), "secondary", "muted");
    text->setWordWrap(true);
    QPushButton *first = widgets::makeButton(tr("Forward a port"), widgets::ButtonKind::Link);
    first->setObjectName(u"firstForwardButton"_s);
    connect(first, &QPushButton::clicked, this, &ForwardList::add);
    auto *empty = new QVBoxLayout(m_empty);
    empty->setContentsMargins(0, 0, 0, 0);
    empty->setSpacing(4);
    empty->addWidget(text);
    empty->addWidget(first, 0, Qt::AlignLeft);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(heading);
    column->addWidget(m_list);
    column->addWidget(m_empty);
    connect(delegate, &ForwardDelegate::toggled, this, [this](const QModelIndex &index) {
        m_list->setCurrentIndex(index);
        toggle();
    });
    connect(m_list, &QWidget::customContextMenuRequested, this, &ForwardList::openMenu);
}

void ForwardList::refresh()
{
    const auto forwards = m_parts.forwards.list();
    if (!forwards)
        return m_navigator.problem(tr("Forwarded ports"), forwards.error());
    const std::optional<Forward> before = selected();
    QList<ForwardRow> rows;
    for (const Forward &forward : *forwards) {
        const auto instance = m_parts.inventory.instance(forward.instance);
        rows.append({forward, instance ? instance->name : QString(), m_parts.forwards.condition(forward.id)});
    }
    m_model->setRows(rows);
    for (int i = 0; before && i < rows.size(); ++i) {
        if (rows[i].forward.id == before->id)
            m_list->setCurrentIndex(m_model->index(i));
    }
    fitHeight();
}

/// As high as its rows, up to a few: the hosts above have the rest.
void ForwardList::fitHeight()
{
    const int rows = m_model->rowCount();
    m_list->setVisible(rows > 0);
    m_empty->setVisible(rows == 0);
    m_list->setFixedHeight(qMin(rows, kMostShown) * ForwardDelegate::rowHeight() + 2);
}

std::optional<Forward> ForwardList::selected() const
{
    const ForwardRow *row = m_model->row(m_list->currentIndex());
    return row ? std::optional(row->forward) : std::nullopt;
}

bool ForwardList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress || !selected())
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->matches(QKeySequence::Copy))
        return copyAddress(), true;
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: return toggle(), true;
    case Qt::Key_F2: return edit(), true;
    case Qt::Key_Delete: return askToRemove(), true;
    default: return QWidget::eventFilter(watched, event);
    }
}

void ForwardList::toggle()
{
    const auto forward = selected();
    if (!forward)
        return;
    if (isRunning(m_parts.forwards.condition(forward->id)))
        m_parts.forwards.stop(forward->id);
    else
        startForward(m_parts, m_navigator, *forward);
}

void ForwardList::openMenu(const QPoint &at)
{
    if (const QModelIndex index = m_list->indexAt(at); index.isValid())
        m_list->setCurrentIndex(index);
    const auto forward = selected();
    if (!forward)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"forwardMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool runs = isRunning(m_parts.forwards.condition(forward->id));
    menu->addAction(runs ? tr("Stop") : tr("Start"), this, &ForwardList::toggle);
    if (forward->kind != Kind::Remote)
        menu->addAction(tr("Copy address"), this, &ForwardList::copyAddress);
    if (!urlOf(*forward).isEmpty())
        menu->addAction(tr("Open in browser"), this, &ForwardList::openInBrowser)->setEnabled(runs);
    menu->addSeparator();
    menu->addAction(tr("Edit…"), this, &ForwardList::edit);
    menu->addAction(tr("Remove…"), this, &ForwardList::askToRemove);
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

void ForwardList::add()
{
    m_navigator.run(u"forward.add"_s);
}

void ForwardList::edit()
{
    const auto forward = selected();
    if (!forward)
        return;
    const bool ran = isRunning(m_parts.forwards.condition(forward->id));
    auto *dialog = new ForwardDialog(*forward, m_parts, window());
    connect(dialog, &ForwardDialog::saved, this, [this, ran](const Forward &saved) {
        if (ran)
            startForward(m_parts, m_navigator, saved);
    });
    dialog->open();
}

void ForwardList::askToRemove()
{
    const auto forward = selected();
    if (!forward)
        return;
    shell::Confirmation::ask(this, {.title = tr("Remove the forward %1?").arg(shownPlain(titleOf(*forward), 100)),
                                    .text = tr("What goes through it is cut off. Colleagues do not have it any more either."),
                                    .confirm = tr("Remove forward")},
                             [this, forward = *forward] { remove(forward); });
}

void ForwardList::remove(const Forward &forward)
{
    const auto instance = m_parts.inventory.instance(forward.instance);
    auto permit = m_parts.gatekeeper.request(team::Action::ForwardEdit, {u"forward"_s, forward.id.toString(), instance ? instance->name : QString()});
    if (!permit)
        return m_navigator.problem(titleOf(forward), permit.error());
    deliver(m_parts.forwards.remove(*std::move(permit), forward.id), this, [this, title = titleOf(forward)](const Status &done) {
        if (!done)
            m_navigator.problem(title, done.error());
    });
}

void ForwardList::copyAddress()
{
    const auto forward = selected();
    if (!forward || forward->kind == Kind::Remote)
        return;
    QGuiApplication::clipboard()->setText(addressOf(*forward));
    m_navigator.toast(tr("Copied: %1").arg(addressOf(*forward)));
}

void ForwardList::openInBrowser()
{
    const auto forward = selected();
    if (forward && !m_browser(urlOf(*forward)))
        m_navigator.toast(tr("No browser could be started. Open %1 yourself.").arg(urlOf(*forward).toString()));
}

} // namespace aiops::forwards
