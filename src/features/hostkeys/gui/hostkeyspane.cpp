#include "features/hostkeys/gui/hostkeyspane.h"

#include "core/text.h"
#include "features/hostkeys/gui/hostkeytablemodel.h"
#include "features/hostkeys/hostaddress.h"
#include "shell/confirmation.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/filterbar.h"
#include "widgets/rowtable.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;

HostKeysPane::HostKeysPane(ssh::KnownHosts &knownHosts, team::Gatekeeper &gatekeeper, QWidget *parent)
    : QWidget(parent), m_knownHosts(knownHosts), m_gatekeeper(gatekeeper), m_model(new HostKeyTableModel(this)),
      m_proxy(new QSortFilterProxyModel(this)), m_filter(new widgets::FilterBar), m_banner(new widgets::Banner),
      m_table(new QTableView), m_forget(widgets::makeButton(tr("Forget key")))
{
    build();
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_proxy);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_forget, &QPushButton::clicked, this, &HostKeysPane::askToForget);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HostKeysPane::updateButtons);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &HostKeysPane::updateButtons);
    updateButtons();
}

void HostKeysPane::build()
{
    m_filter->setObjectName(u"hostKeyFilterEdit"_s);
    m_filter->setSubject(tr("Host, type or fingerprint"));
    m_filter->setFixedWidth(widgets::Theme::current().scaled(240));
    m_forget->setObjectName(u"forgetButton"_s);
    m_table->setObjectName(u"hostKeyTable"_s);
    m_table->setAccessibleName(tr("Host keys"));
    widgets::setUpRowTable(*m_table);
    m_table->setSortingEnabled(true);
    auto *row = new QHBoxLayout;
    row->addWidget(m_filter);
    row->addStretch();
    row->addWidget(m_forget);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 12, 20, 12);
    layout->addLayout(row);
    layout->addWidget(m_banner);
    layout->addWidget(m_table, 1);
}

void HostKeysPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void HostKeysPane::refresh()
{
    const auto entries = m_knownHosts.entries();
    m_banner->clear();
    if (!entries)
        m_banner->showError(entries.error());
    else if (const QStringList warnings = m_knownHosts.warnings(); !warnings.isEmpty())
        m_banner->showMessage(widgets::Banner::Tone::Warning, warnings.first());
    m_model->setEntries(entries ? *entries : QList<ssh::KnownHosts::Entry>{});
    updateButtons();
}

const ssh::KnownHosts::Entry *HostKeysPane::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model->entry(m_proxy->mapToSource(rows.first()).row());
}

void HostKeysPane::updateButtons()
{
    const ssh::KnownHosts::Entry *entry = selected();
    const bool isOwn = entry && entry->key.origin == "own"_L1;
    m_forget->setEnabled(isOwn);
    m_forget->setToolTip(entry && !isOwn ? tr("This key is in a known_hosts file, which this program does not change.") : QString());
}

void HostKeysPane::askToForget()
{
    const ssh::KnownHosts::Entry *entry = selected();
    if (!entry)
        return;
    shell::Confirmation::ask(this, {.title = tr("Forget the key of %1?").arg(shownPlain(entry->host, 260)),
                                    .text = tr("The next connection shows the server's key and asks again."),
                                    .confirm = tr("Forget key")},
                             [this, copy = *entry] { forget(copy); });
}

void HostKeysPane::forget(const ssh::KnownHosts::Entry &entry)
{
    auto permit = m_gatekeeper.request(team::Action::HostKeyForget, {u"host_key"_s, {}, entry.host});
    if (!permit)
        return m_banner->showError(permit.error());
    const HostAddress address = hostAddressOf(entry.host);
    if (const Status done = m_knownHosts.forget(address.host, address.port); !done) {
        permit->failed(done.error());
        return m_banner->showError(done.error());
    }
    permit->succeeded();
    refresh();
}

QWidget *createHostKeysPane(ssh::KnownHosts &knownHosts, team::Gatekeeper &gatekeeper, QWidget *parent)
{
    return new HostKeysPane(knownHosts, gatekeeper, parent);
}

} // namespace aiops::hostkeys
