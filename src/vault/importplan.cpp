#include "vault/importstaging.h"

#include <QSet>

namespace aiops::vault {

namespace {

/// `next`: the number to try first, by name, so that a thousand of one name do not try a thousand numbers each.
QString freeName(const QString &name, const QSet<QString> &taken, QHash<QString, int> &next)
{
    for (int &i = next[foldedName(name)];;) {
        i = qMax(2, i + 1);
        const QString candidate = numberedName(name, i);
        if (!taken.contains(foldedName(candidate)))
            return candidate;
    }
}

} // namespace

QString vaultAfter(const ImportEntry &entry, const ImportDecision &decision)
{
    if (entry.state == ImportEntry::Unusable)
        return {};
    return decision.value == ImportDecision::Add ? entry.into : entry.existingVault;
}

QList<ImportChoice> choicesFor(const ImportEntry &entry)
{
    if (entry.state != ImportEntry::Conflict)
        return {};
    if (entry.existing.isNull())
        return {ImportChoice::KeepMine, ImportChoice::KeepBoth};
    return {ImportChoice::KeepMine, ImportChoice::TakeTheirs, ImportChoice::KeepBoth};
}

QList<ImportDecision> decide(const ImportPreview &preview, const QHash<qsizetype, ImportChoice> &choices, ImportChoice otherwise,
                             const QList<CredentialInfo> &present)
{
    QSet<QString> taken;
    for (const CredentialInfo &info : present)
        taken.insert(foldedName(info.name));
    for (const ImportEntry &entry : preview.entries)
        taken.insert(foldedName(entry.info.name));
    QHash<QString, int> next;
    QList<ImportDecision> out;
    for (qsizetype i = 0; i < preview.entries.size(); ++i) {
        const ImportEntry &entry = preview.entries[i];
        ImportDecision decision;
        const bool conflict = entry.state == ImportEntry::Conflict;
        const ImportChoice choice = choices.value(i, otherwise);
        if (entry.state == ImportEntry::New)
            decision.value = ImportDecision::Add;
        else if (conflict && choice == ImportChoice::TakeTheirs && !entry.existing.isNull())
            decision.value = ImportDecision::Replace;
        else if (conflict && choice == ImportChoice::KeepBoth)
            decision = {.value = ImportDecision::Add, .name = freeName(entry.info.name, taken, next)};
        if (!decision.name.isEmpty())
            taken.insert(foldedName(decision.name));
        out.append(decision);
    }
    return out;
}

} // namespace aiops::vault
