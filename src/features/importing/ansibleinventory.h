#pragma once

#include "features/importing/hostrecord.h"

#include <functional>

namespace aiops::importing {

/// An Ansible inventory as its file tells it, INI and YAML alike: what is not resolved yet.
struct AnsibleInventory
{
    struct Value
    {
        QString text;
        int line = 0;
    };
    using Vars = QHash<QString, Value>;
    struct Host
    {
        QString name;
        Vars vars;
        int line = 0;
    };
    struct Group
    {
        QString name;
        QStringList children;
        QStringList hosts;
        Vars vars;
        int line = 0;
    };

    QString file;
    QList<Host> hosts;
    QList<Group> groups;
    QList<Problem> problems;

    Host &host(const QString &name, int line);   ///< made when it is not there
    Group &group(const QString &name, int line);
    void problem(int line, const QString &text, bool isNote = false) { addProblem(problems, {file, line, text, isNote}); }
    /// The hosts of a pattern with ranges, put into a group. At most 10,000 hosts in a file, and 500,000 names and values
    /// of them: a short line can name the same ten thousand again.
    void addHosts(const QString &pattern, const QString &group, const Vars &vars, int line);

private:
    QHash<QString, qsizetype> m_hostPlaces;
    QHash<QString, qsizetype> m_groupPlaces;
    qint64 m_values = 0; ///< names of hosts and their variables, as far as they were expanded
};

inline constexpr qint64 kLargestAnsible = 8 * 1024 * 1024;
inline constexpr qsizetype kMostAnsibleHosts = 10'000;
inline constexpr qint64 kMostAnsibleValues = 500'000;

AnsibleInventory readAnsibleIni(const QString &text, const QString &file);
AnsibleInventory readAnsibleYaml(const QString &text, const QString &file);
/// YAML when the name ends so, or when the first line with something in it is one of YAML.
bool looksLikeYaml(const QString &text, const QString &file);

/// Resolves variables and groups: the nearest value wins. Group variables that our groups have become theirs.
Document hostsOfAnsible(const AnsibleInventory &inventory, const std::function<bool()> &cancelled = {});

} // namespace aiops::importing
