#include "features/credentials/gui/credentiallist.h"

#include "features/credentials/gui/credentialfilter.h"
#include "features/credentials/gui/credentialmodel.h"
#include "features/credentials/gui/openimport.h"
#include "features/credentials/gui/vaultsession.h"
#include "vault/foreign/keyfolder.h"
#include "vault/inpool.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"
#include "widgets/segmentedcontrol.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHeaderView>
#include <QSet>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace vault;
using namespace widgets;

namespace {

struct KindSegment
{
    const char *id;
    const char *text;
    QList<Kind> kinds; ///< empty: all
};

const std::array<KindSegment, 6> &segments()
{
    static const std::array<KindSegment, 6> list{{
        {"all", QT_TRANSLATE_NOOP("aiops::credentials::CredentialList", "All"), {}},
        {"ssh", QT_TRANSLATE_NOOP("aiops::credentials::CredentialList", "SSH"), {Kind::SshKey}},
        {"cloud", QT_TRANSLATE_NOOP("aiops::credentials::CredentialList", "Cloud"), {Kind::AwsKey, Kind::GcpAccount, Kind::AzurePrincipal, Kind::OciKey}},
        {"tokens", QT_TRANSLATE_NOOP("aiops::credentials::CredentialList", "Tokens"), {Kind::ApiToken, Kind::Totp}},
        {"passwords", QT_TRANSLATE_NOOP("aiops::credentials::CredentialList", "Passwords"), {Kind::Password, Kind::Sudo, Kind::Database}},
        {"tls", QT_TRANSLATE_NOOP("aiops::credentials::CredentialList", "TLS"), {Kind::Certificate}},
    }};
    return list;
}

const KindSegment &segmentOf(const QString &id)
{
    return *std::ranges::find_if(segments(), [&id](const KindSegment &one) { return id == QLatin1StringView(one.id); });
}

} // namespace

CredentialList::CredentialList(VaultSession &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(new CredentialModel(this)), m_filter(new CredentialFilter(this)),
      m_text(new FilterBar), m_kinds(new SegmentedControl), m_vaults(new QComboBox), m_table(new QTableView), m_empty(new EmptyState),
      m_stack(new QStackedWidget), m_footer(new Label(QString(), "secondary", "muted")),
      m_shown(new Label(QString(), "secondary", "muted"))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 0, 20, 12);
    column->setSpacing(10);
    column->addWidget(makeFilters());
    setUpTable();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_footer, 1);
    foot->addWidget(m_shown);
    m_footer->setElideMode(Qt::ElideRight);
    column->addLayout(foot);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        showEmpty();
    });
    connect(m_kinds, &SegmentedControl::chosen, this, [this](const QString &id) {
        m_filter->setKinds(segmentOf(id).kinds);
        showEmpty();
    });
    connect(m_vaults, &QComboBox::activated, this, [this] {
        m_filter->setVault(VaultId::parse(m_vaults->currentData().toString()));
        showEmpty();
    });
    connect(&session, &VaultSession::changed, this, &CredentialList::refresh);
    connect(&session, &VaultSession::minutePassed, this, [this] { m_model->setNow(m_session.now()); });
    refresh();
    lookForKeys();
}

QWidget *CredentialList::makeFilters()
{
    auto *filters = new QWidget;
    auto *row = new QHBoxLayout(filters);
    row->setContentsMargins(0, 0, 0, 0);
    m_text->setObjectName(u"filterEdit"_s);
    m_text->setSubject(tr("Name, user or fingerprint"));
    m_text->setFixedWidth(Theme::current().scaled(240));
    m_kinds->setObjectName(u"kindSegments"_s);
    m_kinds->setAccessibleName(tr("Kind"));
    m_vaults->setObjectName(u"vaultCombo"_s);
    m_vaults->setAccessibleName(tr("Vault"));
    for (const KindSegment &segment : segments())
        m_kinds->addSegment(QString::fromLatin1(segment.id), tr(segment.text));
    row->addWidget(m_text);
    row->addWidget(m_kinds);
    row->addWidget(m_vaults);
    row->addStretch(1);
    return filters;
}

void CredentialList::setUpTable()
{
    m_filter->setSourceModel(m_model);
    m_table->setObjectName(u"credentialTable"_s);
    m_table->setAccessibleName(tr("Credentials"));
    m_table->setModel(m_filter);
    setUpRowTable(*m_table);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    QHeaderView *header = m_table->horizontalHeader();
    header->setDefaultSectionSize(Theme::current().scaled(116));
    header->setStretchLastSection(false);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const int column : {int(CredentialModel::Expires), int(CredentialModel::Rotation)})
        header->resizeSection(column, Theme::current().scaled(148));
    for (const int column : {int(CredentialModel::UsedBy), int(CredentialModel::LastUsed)})
        header->resizeSection(column, Theme::current().scaled(96));
    header->setMinimumSectionSize(Theme::current().scaled(80));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CredentialList::showCurrent);
    connect(m_table, &QAbstractItemView::activated, this, &CredentialList::detailsWanted);
}

void CredentialList::refresh()
{
    QList<CredentialRow> rows;
    rows.reserve(m_session.credentials().size());
    for (const CredentialInfo &info : m_session.credentials()) {
        const VaultSession::Projects projects = m_session.projectsOf(info.id);
        const QString project = projects.names.size() > 1 ? tr("%1 projects").arg(projects.names.size()) : projects.names.value(0);
        rows.append({.info = info, .uses = m_session.instancesUsing(info.id), .project = project, .projectColor = projects.color,
                     .rotation = m_session.rotationOf(info)});
    }
    m_model->setRows(rows, m_session.now());
    showCounts();
    showVaults();
    showEmpty();
    emit refreshed();
}

void CredentialList::showCounts()
{
    const QList<CredentialInfo> &all = m_session.credentials();
    for (const KindSegment &one : segments()) {
        const auto count = one.kinds.isEmpty() ? all.size()
                                               : std::ranges::count_if(all, [&one](const CredentialInfo &info) { return one.kinds.contains(info.kind); });
        auto *segment = m_kinds->findChild<QAbstractButton *>(QString::fromLatin1(one.id));
        segment->setText(u"%1  %2"_s.arg(tr(one.text)).arg(count));
        segment->setAccessibleName(u"%1, %2"_s.arg(tr(one.text)).arg(count));
        segment->updateGeometry();
    }
    const QString count = all.size() == 1 ? tr("1 credential.") : tr("%1 credentials.").arg(all.size());
    m_footer->setText(count + u' ' + tr("Secrets are never shown in this list and never leave the vault unencrypted."));
}

void CredentialList::showVaults()
{
    const QString chosen = m_vaults->currentData().toString();
    m_vaults->clear();
    m_vaults->addItem(tr("All vaults"), QString());
    for (const vault::VaultInfo &vault : m_session.vaults())
        m_vaults->addItem(vault.name, vault.id.toString());
    const bool several = m_session.vaults().size() > 1;
    m_vaults->setCurrentIndex(several ? qMax(0, m_vaults->findData(chosen)) : 0);
    m_vaults->setVisible(several);
    m_table->setColumnHidden(CredentialModel::Vault, !several);
    m_filter->setVault(VaultId::parse(m_vaults->currentData().toString()));
}

void CredentialList::showEmpty()
{
    const bool filtered = !m_session.credentials().isEmpty();
    m_shown->setText(filtered && m_filter->rowCount() < m_model->rowCount() ? tr("%1 match").arg(m_filter->rowCount()) : QString());
    m_footer->setVisible(filtered);
    m_stack->setCurrentIndex(m_filter->rowCount() > 0 ? 0 : 1);
    if (m_filter->rowCount() > 0)
        return;
    m_empty->clearButtons();
    if (filtered) {
        m_empty->setContent(u"filter"_s, tr("Nothing matches these filters"), tr("Try a part of the name, or another kind."));
        m_empty->addButton(tr("Clear filters"), [this] { clearFilters(); })->setObjectName(u"clearFiltersButton"_s);
        return;
    }
    const bool missing = m_session.state() == LockState::Missing;
    m_empty->setContent(u"key"_s, missing ? tr("The vault comes with your first secret") : tr("No credentials yet"),
                        missing ? tr("You choose a passphrase then. Keys and passwords are kept encrypted on this computer.")
                                : tr("Keep a password, a key or a token here and attach it to instances."));
    m_empty->addButton(tr("New credential"), [this] { m_session.newCredential(window()); })->setObjectName(u"firstCredentialButton"_s);
    if (m_foundKeys > 0)
        m_empty->addButton(m_foundKeys == 1 ? tr("Import the SSH key in ~/.ssh") : tr("Import %1 SSH keys found in ~/.ssh").arg(m_foundKeys),
                           [this] { openImport(m_session, window(), sshFolder()); })
            ->setObjectName(u"importSshButton"_s);
}

void CredentialList::lookForKeys()
{
    if (!m_session.credentials().isEmpty())
        return;
    deliver(vault::inPool<int>([]() -> Result<int> { return vault::keysInFolder(sshFolder()); }), this, [this](const Result<int> &found) {
        m_foundKeys = found.value_or(0);
        showEmpty();
    });
}

void CredentialList::clearFilters()
{
    m_text->clear();
    m_kinds->setCurrent(u"all"_s);
    m_filter->setKinds({});
    m_vaults->setCurrentIndex(0);
    m_filter->setVault({});
    m_filter->setTroubles({});
    emit filtersCleared();
    showEmpty();
    m_table->setFocus();
}

void CredentialList::showCurrent()
{
    emit selected(CredentialId::parse(m_table->currentIndex().data(CredentialModel::IdRole).toString()));
}

void CredentialList::showTroubles(const QStringList &troubles)
{
    m_filter->setTroubles(troubles);
    showEmpty();
}

int CredentialList::countTrouble(const QString &trouble) const
{
    int count = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        count += m_model->index(row, 0).data(CredentialModel::TroubleRole).toString() == trouble;
    return count;
}

void CredentialList::select(CredentialId id)
{
    const QString wanted = id.toString();
    const auto rowOf = [this, &wanted] { return m_filter->match(m_filter->index(0, 0), CredentialModel::IdRole, wanted, 1, Qt::MatchExactly); };
    if (rowOf().isEmpty())
        clearFilters();
    if (const QModelIndexList found = rowOf(); !found.isEmpty())
        m_table->setCurrentIndex(found.first());
}

void CredentialList::focusFilter()
{
    m_text->focus();
}

QWidget *CredentialList::mainView() const
{
    return m_stack->currentWidget();
}

} // namespace aiops::credentials
