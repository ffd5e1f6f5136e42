#pragma once

#include "features/importing/hostrecord.h"
#include "ssh/client/sshconfig.h"

namespace aiops::importing {

/// Turns the hops of ProxyJump into hosts of a document that are reached through each other. A hop that is no host of
/// the document, by its name or by its address, becomes one.
class JumpHosts final
{
public:
    explicit JumpHosts(Document &document);

    /// The jumps of hosts, by their places in the document; an empty list says that there are none.
    void connect(const QHash<qsizetype, QList<ssh::ConfigJump>> &jumps);

private:
    QStringList namesOf(const HostRecord &from, const QList<ssh::ConfigJump> &hops);
    QString nameOf(const ssh::ConfigJump &hop, const HostRecord &from);
    QString made(const ssh::ConfigJump &hop, const HostRecord &from);
    void reach(const QString &name, const QString &before, const HostRecord &from);

    Document &m_document;
    QHash<QString, qsizetype> m_places;
    QHash<QString, qsizetype> m_byAddress; ///< the first with an address, with a user or a port beside it or without
};

/// How a hop is named when it has no name of its own: "admin@gate.example.com-2222".
QString hopName(const ssh::ConfigJump &hop);

} // namespace aiops::importing
