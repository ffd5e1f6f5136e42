#pragma once

#include "core/error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <memory>

namespace aiops {

namespace team {
class Gatekeeper;
}

/// One event of the audit chain. `detail` never holds a secret.
struct AuditEntry
{
    QDateTime at;         ///< UTC; set when the permit is made
    QString actor;        ///< user name; "local" for a solo user
    QString action;       ///< "instance.add", "ssh.connect", …
    QString objectKind;   ///< "instance", "credential", …
    QString objectId;
    QString objectName;
    QString outcome;      ///< "done", "failed", "denied", "cancelled"
    QJsonObject detail;
};

/// Receives the entry of a permit that ended. Any thread; must not block.
class AuditSink
{
public:
    virtual ~AuditSink() = default;
    virtual void append(AuditEntry entry) = 0;
};

/// Proof that the gatekeeper allowed one action; writes the outcome to the audit chain when it ends.
/// Only team::Gatekeeper makes one. Dropping it without an outcome is recorded as "cancelled".
class Permit final
{
public:
    Permit(Permit &&) noexcept = default;
    Permit &operator=(Permit &&other) noexcept;
    Permit(const Permit &) = delete;
    Permit &operator=(const Permit &) = delete;
    ~Permit();

    const AuditEntry &entry() const { return m_entry; }
    void note(const QString &key, const QJsonValue &value) { m_entry.detail.insert(key, value); }
    void setObject(const QString &id, const QString &name);
    void succeeded();
    void failed(const Error &error);
    /// For a change of the database: the entry, with outcome "done", to be written in the same transaction.
    /// The permit counts as ended.
    AuditEntry takeEntry();

private:
    friend class team::Gatekeeper;
    Permit(AuditEntry entry, std::shared_ptr<AuditSink> sink);
    void end(const QString &outcome);

    AuditEntry m_entry;
    std::shared_ptr<AuditSink> m_sink;
};

} // namespace aiops
