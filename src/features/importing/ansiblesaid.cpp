#include "features/importing/ansiblesaid.h"

#include "core/text.h"

#include <QSet>

#include <algorithm>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostNames = 20;

const QHash<QString, QStringList> kNames{
    {u"host"_s, {u"ansible_host"_s, u"ansible_ssh_host"_s}},
    {u"port"_s, {u"ansible_port"_s, u"ansible_ssh_port"_s}},
    {u"user"_s, {u"ansible_user"_s, u"ansible_ssh_user"_s}},
    {u"key"_s, {u"ansible_ssh_private_key_file"_s, u"ansible_private_key_file"_s}},
    {u"args"_s, {u"ansible_ssh_common_args"_s, u"ansible_ssh_extra_args"_s, u"ansible_ssh_args"_s}},
    {u"environment"_s, {u"aiops_environment"_s}},
    {u"region"_s, {u"aiops_region"_s}},
    {u"tags"_s, {u"aiops_tags"_s}},
    {u"notes"_s, {u"aiops_notes"_s}},
    {u"projects"_s, {u"aiops_projects"_s}},
    {u"jump"_s, {u"aiops_jump"_s}},
};

bool isKnown(const QString &variable)
{
    static const QSet<QString> all = [] {
        QSet<QString> names;
        for (const QStringList &list : kNames)
            names += QSet<QString>(list.begin(), list.end());
        return names;
    }();
    return all.contains(variable);
}

bool isSecret(const QString &variable)
{
    return variable.contains("pass"_L1) || variable.contains("secret"_L1) || variable.contains("token"_L1);
}

/// The first of all names, in their order.
void addName(QStringList &names, const QString &name)
{
    const auto place = std::ranges::lower_bound(names, name);
    if (place - names.begin() >= kMostNames || (place != names.end() && *place == name))
        return;
    names.insert(place, name);
    if (names.size() > kMostNames)
        names.removeLast();
}

} // namespace

QStringList ansibleNames(const QString &kind)
{
    return kNames.value(kind);
}

void AnsibleSaid::take(const AnsibleInventory::Vars &vars, qsizetype rank)
{
    for (const auto &[variable, value] : vars.asKeyValueRange()) {
        if (isKnown(variable))
            take(variable, {rank, value});
        else
            addName(isSecret(variable) ? m_secrets : m_others, shownPlain(variable, 60));
    }
}

void AnsibleSaid::take(const AnsibleSaid &above)
{
    for (const auto &[variable, one] : above.m_values.asKeyValueRange())
        take(variable, one);
    for (const QString &name : above.m_others)
        addName(m_others, name);
    for (const QString &name : above.m_secrets)
        addName(m_secrets, name);
}

void AnsibleSaid::take(const QString &variable, const One &one)
{
    const auto there = m_values.constFind(variable);
    if (there == m_values.constEnd() || there->rank <= one.rank)
        m_values.insert(variable, one);
}

AnsibleInventory::Vars AnsibleSaid::vars() const
{
    AnsibleInventory::Vars all;
    for (const auto &[variable, one] : m_values.asKeyValueRange())
        all.insert(variable, one.value);
    return all;
}

} // namespace aiops::importing
