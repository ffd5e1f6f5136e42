#include "features/importing/gui/importsession.h"

#include "features/importing/knownkeys.h"
#include "features/importing/pinning.h"
#include "features/importing/worker.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

ImportSession::ImportSession(ImportServices services, QObject *parent) : QObject(parent), m_services(services) {}

ImportSession::~ImportSession()
{
    m_running.cancel();
}

void ImportSession::setBusy(bool busy)
{
    if (std::exchange(m_busy, busy) != busy)
        emit busyChanged();
}

void ImportSession::stop()
{
    ++m_request;
    m_running.cancel();
    setBusy(false);
}

void ImportSession::read(const SourceFile &file)
{
    stop();
    setBusy(true);
    const auto reading = inWorker<ReadSource>([file](const auto &cancelled) { return readSource(file, cancelled); });
    m_running = QFuture<void>(reading);
    deliver(reading, this, [this, request = m_request](const Result<ReadSource> &source) {
        if (request != m_request)
            return;
        if (!source) {
            setBusy(false);
            return emit failed(source.error());
        }
        m_source = *source;
        emit sourceRead();
        makePlanOf(m_forAll);
    });
}

void ImportSession::plan(const ForAll &forAll)
{
    if (forAll == m_forAll)
        return;
    m_forAll = forAll;
    if (m_busy)
        return; // the plan that follows the reading takes it
    stop();
    makePlanOf(forAll);
}

void ImportSession::makePlanOf(const ForAll &forAll)
{
    setBusy(true);
    OrganizationId where = m_services.inventory.currentOrganization();
    if (const auto all = m_services.inventory.organizations(); where.isNull() && all && !all->isEmpty())
        where = all->constFirst().id;
    auto present = readPresent(m_services.inventory, where);
    if (!present) {
        setBusy(false);
        return emit failed(present.error());
    }
    m_present = *std::move(present);
    const auto planning = inWorker<ImportPlan>([document = m_source.document, present = m_present, forAll](const auto &cancelled) {
        return Result<ImportPlan>(makePlan(document, present, forAll, cancelled));
    });
    m_running = QFuture<void>(planning);
    deliver(planning, this, [this, request = m_request](const Result<ImportPlan> &plan) {
        if (request != m_request)
            return;
        setBusy(false);
        if (plan)
            emit planned(*plan);
        else
            emit failed(plan.error());
    });
}

Future<OrganizationId> ImportSession::organization()
{
    inventory::Inventory &inventory = m_services.inventory;
    if (const auto current = inventory.currentOrganization(); !current.isNull())
        co_return current;
    const auto all = inventory.organizations();
    if (!all)
        co_return std::unexpected(all.error());
    OrganizationId id = all->isEmpty() ? OrganizationId() : all->constFirst().id;
    if (id.isNull()) {
        auto permit = m_services.gatekeeper.request(team::Action::OrganizationAdd, {u"organization"_s, {}, tr("My organization")});
        if (!permit)
            co_return std::unexpected(permit.error());
        const auto made = co_await inventory.addOrganization(*std::move(permit), tr("My organization"));
        if (!made)
            co_return std::unexpected(made.error());
        id = made->id;
    }
    if (const auto used = co_await inventory.useOrganization(id); !used)
        co_return std::unexpected(used.error());
    co_return id;
}

Future<Applied> ImportSession::apply(ImportPlan plan, QList<qsizetype> rows, bool withKeys)
{
    const ImportServices services = m_services;
    Present present = m_present;
    const auto where = co_await organization();
    if (!where)
        co_return std::unexpected(where.error());
    present.organization = *where;
    auto applied = co_await applyPlan(services.inventory, services.gatekeeper, present, plan, rows);
    if (applied && withKeys) {
        if (const auto pinned = co_await pinKnownKeys(services, plan, rows, userKnownHostsFile()); !pinned)
            applied->keysError = pinned.error();
    }
    co_return applied;
}

} // namespace aiops::importing
