#pragma once

#include "features/importing/ansibleinventory.h"

#include <limits>

namespace aiops::importing {

/// The names under which a value of a connection ("host", "port", "user" …) may stand; the first that is given counts.
QStringList ansibleNames(const QString &kind);

/// What is said for a host by groups and by itself. Only of the variables that mean something here the values are kept: with
/// thousands of hosts below thousands of variables there is no room for more, and no time. Value.
class AnsibleSaid final
{
public:
    static constexpr qsizetype byAll = -1;
    static constexpr qsizetype byHost = std::numeric_limits<qsizetype>::max();

    /// Of two that say something for the same variable the one with the higher rank counts.
    void take(const AnsibleInventory::Vars &vars, qsizetype rank);
    void take(const AnsibleSaid &above);

    AnsibleInventory::Vars vars() const;
    const QStringList &others() const { return m_others; }   ///< names of what is not taken over, the first 20
    const QStringList &secrets() const { return m_secrets; } ///< the same of what may hold a secret

private:
    struct One
    {
        qsizetype rank = byAll;
        AnsibleInventory::Value value;
    };
    void take(const QString &variable, const One &one);

    QHash<QString, One> m_values;
    QStringList m_others, m_secrets;
};

} // namespace aiops::importing
