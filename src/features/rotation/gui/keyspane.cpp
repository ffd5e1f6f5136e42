#include "features/rotation/gui/keyspane.h"

#include "features/rotation/gui/keytablemodel.h"
#include "inventory/inventory.h"
#include "shell/confirmation.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using namespace widgets;

KeysPane::KeysPane(RotationSession &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(new KeyTableModel(this)), m_proxy(new QSortFilterProxyModel(this)), m_filter(new FilterBar),
      m_progress(new Label(QString(), "secondary", "muted")), m_banner(new Banner), m_table(new QTableView),
      m_empty(new EmptyState(u"key"_s, tr("Who gets in where"), tr("Reads authorized_keys on your instances and shows whose key is in it. Nothing is changed."))),
      m_stack(new QStackedWidget), m_remove(makeButton(tr("Remove everywhere"), ButtonKind::Danger)), m_look(makeButton(tr("Look on all instances"), ButtonKind::Plain, u"refresh"_s))
{
    build();
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_look, &QPushButton::clicked, this, &KeysPane::look);
    connect(m_remove, &QPushButton::clicked, this, &KeysPane::askToRemove);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &KeysPane::updateButtons);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &KeysPane::updateButtons);
    connect(&session.keyFinder(), &KeyFinder::progressed, this, [this](int done, int of) { m_progress->setText(tr("%1 of %2 asked").arg(done).arg(of)); });
    m_empty->addButton(tr("Look on all instances"), [this] { look(); })->setObjectName(u"firstLookButton"_s);
    updateButtons();
}

void KeysPane::build()
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setObjectName(u"keyFilterEdit"_s);
    m_filter->setSubject(tr("Instance, comment or fingerprint"));
    m_filter->setFixedWidth(Theme::current().scaled(240));
    m_look->setObjectName(u"lookButton"_s);
    m_remove->setObjectName(u"removeKeyButton"_s);
    m_table->setObjectName(u"keyTable"_s);
    m_table->setAccessibleName(tr("Keys on hosts"));
    m_table->setModel(m_proxy);
    setUpRowTable(*m_table);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    QHeaderView *header = m_table->horizontalHeader();
    const auto widths = std::to_array<std::pair<int, int>>({{0, 150}, {1, 90}, {2, 56}, {4, 150}, {5, 110}});
    for (const auto &[section, width] : widths)
        header->resizeSection(section, Theme::current().scaled(width));
    for (const int section : {3, 6}) // comment, or what went wrong, and fingerprint: they share what is left
        header->setSectionResizeMode(section, QHeaderView::Stretch);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto *row = new QHBoxLayout;
    row->addWidget(m_filter);
    row->addWidget(m_progress);
    row->addStretch(1);
    row->addWidget(m_remove);
    row->addWidget(m_look);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(row);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
}

void KeysPane::look()
{
    const auto instances = m_session.services().inventory.instances({.organization = m_session.services().inventory.currentOrganization()});
    if (!instances)
        return m_banner->showError(instances.error());
    if (instances->isEmpty())
        return m_banner->showMessage(Banner::Tone::Info, tr("There is no instance to ask."), tr("Add one in My Space first."));
    m_banner->clear();
    setBusy(true);
    const auto ask = [this, list = *instances] { deliver(m_session.keyFinder().find(list), this, [this](const Result<QList<HostKeys>> &hosts) { showHosts(hosts); }); };
    if (!m_session.services().requestUnlock)
        return ask();
    deliver(m_session.services().requestUnlock(), this, [this, ask](const Status &open) {
        if (open)
            return ask();
        setBusy(false);
        m_banner->showError(open.error());
    });
}

void KeysPane::showHosts(const Result<QList<HostKeys>> &hosts)
{
    setBusy(false);
    if (!hosts)
        return m_banner->showError(hosts.error());
    m_model->setHosts(*hosts);
    m_stack->setCurrentWidget(m_table);
    const auto unasked = std::ranges::count_if(*hosts, [](const HostKeys &host) { return host.error.has_value(); });
    if (unasked > 0)
        m_banner->showMessage(Banner::Tone::Warning, tr("%1 of %2 instances could not be asked.").arg(unasked).arg(hosts->size()), tr("Their rows say why."));
    updateButtons();
}

void KeysPane::updateButtons()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const bool hasKey = !rows.isEmpty() && !m_model->row(m_proxy->mapToSource(rows.first()).row()).key.blob.isEmpty();
    m_remove->setEnabled(hasKey && !m_isBusy);
    m_remove->setToolTip(hasKey ? QString() : tr("Choose a key in the table first."));
    m_look->setEnabled(!m_isBusy);
    m_look->setVisible(m_stack->currentWidget() == m_table);
    m_remove->setVisible(m_stack->currentWidget() == m_table);
    m_filter->setVisible(m_stack->currentWidget() == m_table);
}

void KeysPane::setBusy(bool busy)
{
    m_isBusy = busy;
    m_progress->setText(busy ? tr("Asking") : QString());
    m_empty->setEnabled(!busy);
    updateButtons();
}

void KeysPane::askToRemove()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    const KeyTableModel::Row row = m_model->row(m_proxy->mapToSource(rows.first()).row());
    const QList<inventory::Instance> holders = m_model->holdersOf(row.key.blob);
    if (holders.isEmpty())
        return m_banner->showMessage(Banner::Tone::Info, tr("This key is only in files of other accounts, which the program does not change."));
    QStringList names;
    for (const inventory::Instance &instance : holders.first(std::min<qsizetype>(holders.size(), 10)))
        names += instance.name;
    const QString more = holders.size() > 10 ? tr(" and %1 more").arg(holders.size() - 10) : QString();
    const QString who = row.key.comment.isEmpty() ? row.key.fingerprint : row.key.comment;
    shell::Confirmation::ask(this, {.title = tr("Remove the key “%1” on %2 instances?").arg(who).arg(holders.size()),
                                    .text = tr("On %1%2. Whoever has the key no longer gets in there. On each, the program first signs in another way; where it cannot, the key stays.").arg(names.join(u", "_s), more),
                                    .confirm = tr("Remove on %1 instances").arg(holders.size()), .isDanger = true,
                                    .typeThis = holders.size() > 5 ? QString::number(holders.size()) : QString()},
                             [this, holders, blob = row.key.blob] { remove(holders, blob); });
}

void KeysPane::remove(const QList<inventory::Instance> &instances, const QByteArray &blob)
{
    setBusy(true);
    deliver(m_session.keyFinder().remove(instances, blob), this, [this](const Result<QList<RemovedKey>> &removed) { showRemoved(removed); });
}

void KeysPane::showRemoved(const Result<QList<RemovedKey>> &removed)
{
    setBusy(false);
    if (!removed)
        return m_banner->showError(removed.error());
    QStringList left;
    for (const RemovedKey &one : *removed)
        if (one.outcome == Removal::Refused || one.outcome == Removal::Failed)
            left += u"%1: %2"_s.arg(one.instance.name, one.message);
    look();
    if (left.isEmpty())
        return m_banner->showMessage(Banner::Tone::Success, tr("The key was removed on %1 instances.").arg(removed->size()));
    m_banner->showError({.code = Errc::Partial, .text = tr("The key was removed on %1 of %2 instances.").arg(removed->size() - left.size()).arg(removed->size()), .detail = left.join(u'\n')});
}

} // namespace aiops::rotation
