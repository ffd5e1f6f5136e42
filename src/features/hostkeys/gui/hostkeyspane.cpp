#include "features/hostkeys/gui/hostkeyspane.h"

#include "core/text.h"
#include "features/hostkeys/gui/hostkeytablemodel.h"
#include "features/hostkeys/hostaddress.h"
#include "features/hostkeys/keyfiles.h"
#include "shell/confirmation.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/filterbar.h"
#include "widgets/rowtable.h"
#include "widgets/theme.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSaveFile>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;

HostKeysPane::HostKeysPane(ssh::KnownHosts &knownHosts, team::Gatekeeper &gatekeeper, team::Confirmer &confirmer, QWidget *parent)
    : QWidget(parent), m_knownHosts(knownHosts), m_gatekeeper(gatekeeper), m_confirmer(confirmer), m_model(new HostKeyTableModel(this)),
      m_proxy(new QSortFilterProxyModel(this)), m_filter(new widgets::FilterBar), m_banner(new widgets::Banner),
      m_table(new QTableView), m_import(widgets::makeButton(tr("Import…"))), m_export(widgets::makeButton(tr("Export…"))), m_forget(widgets::makeButton(tr("Forget key")))
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
    connect(m_import, &QPushButton::clicked, this, &HostKeysPane::importFile);
    connect(m_export, &QPushButton::clicked, this, &HostKeysPane::exportFile);
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
    m_import->setObjectName(u"importHostKeysButton"_s);
    m_export->setObjectName(u"exportHostKeysButton"_s);
    m_table->setObjectName(u"hostKeyTable"_s);
    m_table->setAccessibleName(tr("Host keys"));
    widgets::setUpRowTable(*m_table);
    m_table->setSortingEnabled(true);
    auto *row = new QHBoxLayout;
    row->addWidget(m_filter);
    row->addStretch();
    row->addWidget(m_import);
    row->addWidget(m_export);
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
                             [this, copy = *entry] {
                                 confirmed(team::Action::HostKeyForget, tr("The key of %1 will be forgotten, and the next one counts as new.").arg(shownPlain(copy.host, 260)),
                                           [this, copy] { forget(copy); });
                             });
}

void HostKeysPane::confirmed(team::Action action, const QString &why, std::function<void()> go)
{
    m_banner->clear();
    deliver(m_confirmer.confirm(action, why), this, [this, go = std::move(go)](const Status &status) {
        if (status)
            go();
        else
            m_banner->showError(status.error());
    });
}

void HostKeysPane::forget(const ssh::KnownHosts::Entry &entry)
{
    auto permit = m_gatekeeper.request(team::Action::HostKeyForget, {u"host_key"_s, {}, entry.host});
    if (!permit)
        return m_banner->showError(permit.error());
    const HostAddress address = hostAddressOf(entry.host);
    if (const Status done = m_knownHosts.forget(address.host, address.port, entry.key.key); !done) {
        permit->failed(done.error());
        return m_banner->showError(done.error());
    }
    permit->succeeded();
    refresh();
}

void HostKeysPane::importFile()
{
    auto *dialog = new QFileDialog(this, tr("Import host keys"), QDir::home().filePath(u".ssh"_s));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &HostKeysPane::take);
    dialog->open();
}

void HostKeysPane::take(const QString &path)
{
    const auto read = keysOfKnownHosts(path);
    const auto replaces = read ? takesOver(m_knownHosts, read->keys) : std::unexpected(read.error());
    if (!replaces)
        return m_banner->showError(replaces.error());
    const team::Action action = *replaces ? team::Action::HostKeyReplace : team::Action::HostKeyTrust;
    confirmed(action, tr("The file has other keys for hosts that are known. Both will be accepted."), [this, read = *read, action] { trust(read, action); });
}

void HostKeysPane::trust(const ReadKeys &read, team::Action action)
{
    auto permit = m_gatekeeper.request(action, {u"host_key"_s, {}, tr("from a file")});
    if (!permit)
        return m_banner->showError(permit.error());
    permit->note(u"keys"_s, double(read.keys.size()));
    const auto added = m_knownHosts.trust(read.keys);
    if (!added) {
        permit->failed(added.error());
        return m_banner->showError(added.error());
    }
    permit->succeeded();
    refresh();
    m_banner->showMessage(widgets::Banner::Tone::Success,
                          tr("Host keys added: %1. Known already: %2. Left out (hashed names, patterns, marks): %3.")
                              .arg(*added).arg(read.keys.size() - *added).arg(read.left));
}

void HostKeysPane::exportFile()
{
    auto *dialog = new QFileDialog(this, tr("Export host keys"), QDir::home().filePath(u"known_hosts.txt"_s));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const auto entries = m_knownHosts.entries();
        const QByteArray text = entries ? asKnownHosts(*entries) : QByteArray();
        QSaveFile file(path);
        if (!entries)
            m_banner->showError(entries.error());
        else if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
            m_banner->showError({Errc::Failed, tr("The file could not be written: %1.").arg(file.errorString())});
        else
            m_banner->showMessage(widgets::Banner::Tone::Success, tr("Written: %1").arg(shownPlain(path, 200)));
    });
    dialog->open();
}

QWidget *createHostKeysPane(ssh::KnownHosts &knownHosts, team::Gatekeeper &gatekeeper, team::Confirmer &confirmer, QWidget *parent)
{
    return new HostKeysPane(knownHosts, gatekeeper, confirmer, parent);
}

} // namespace aiops::hostkeys
