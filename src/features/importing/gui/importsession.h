#pragma once

#include "core/future.h"
#include "features/importing/applying.h"
#include "features/importing/importservices.h"
#include "features/importing/sourcefile.h"

namespace aiops::importing {

/// What the review dialog works with: reads a file in the pool, compares it with My Space, and writes what was chosen. A
/// newer request drops the older one. Main thread.
class ImportSession final : public QObject
{
    Q_OBJECT

public:
    explicit ImportSession(ImportServices services, QObject *parent = nullptr);
    ~ImportSession() override;

    void read(const SourceFile &file); ///< then plan
    void plan(const ForAll &forAll);   ///< with what was read
    void stop();
    bool isBusy() const { return m_busy; }
    const ReadSource &source() const { return m_source; }
    const Present &present() const { return m_present; }

    /// Makes an organization when there is none. `withKeys`: known_hosts too; its failure does not undo the import and is
    /// told in Applied::keysError.
    Future<Applied> apply(ImportPlan plan, QList<qsizetype> rows, bool withKeys);

signals:
    void busyChanged();
    void sourceRead();
    void planned(const aiops::importing::ImportPlan &plan);
    void failed(const aiops::Error &error);

private:
    void setBusy(bool busy);
    void makePlanOf(const ForAll &forAll);
    Future<OrganizationId> organization();

    ImportServices m_services;
    ReadSource m_source;
    Present m_present;
    ForAll m_forAll;
    QFuture<void> m_running; ///< cancelled by a newer request
    int m_request = 0;
    bool m_busy = false;
};

} // namespace aiops::importing
