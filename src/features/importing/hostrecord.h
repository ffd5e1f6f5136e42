#pragma once

#include "inventory/types.h"

#include <QCoreApplication>
#include <QHash>

#include <optional>

namespace aiops::importing {

/// Something about a line of a file: what is broken, or (a note) what is not taken over.
struct Problem
{
    QString file;
    int line = 0; ///< 0: the file as a whole
    QString text;
    bool isNote = false;
};
QString shownProblem(const Problem &problem); ///< "hosts.csv:7: text", safe to show

/// How a host is reached: without a jump host, or through the instance of this name.
struct JumpTo
{
    bool isDirect = false;
    QString name;
    friend bool operator==(const JumpTo &, const JumpTo &) = default;
};

/// One host as a file tells of it, or as the inventory has it: what both halves of import and export speak. An empty
/// optional says nothing: an import leaves that value as it is. Values count as effective ones, whoever holds them.
struct HostRecord
{
    QString name; ///< may be empty: matched by address and port then
    std::optional<QString> address;
    std::optional<int> port;
    std::optional<QString> user;
    std::optional<inventory::Environment> environment;
    std::optional<QString> region;
    std::optional<QString> notes;
    std::optional<QString> keyFile;   ///< on this computer
    std::optional<QString> credential; ///< its name
    std::optional<JumpTo> jump;
    std::optional<QString> proxy; ///< as core's ProxyAddress is written
    std::optional<QStringList> group; ///< path from the root; empty list: no group
    QStringList tags;                 ///< added to those that are there
    QHash<QString, QString> projects; ///< name -> role
    QStringList remarks;              ///< what is not taken over
    QString problem = {};             ///< why the row cannot be used; the others are good
    QString file;
    int line = 0;
};

/// The own values of a group of the file, which its hosts inherit.
struct GroupRecord
{
    QStringList path;
    QString user;
    int port = 0;
    std::optional<JumpTo> jump;
};

enum class MatchBy { Name, NameOrAddress };

/// What one import read.
struct Document
{
    QList<HostRecord> hosts;
    QList<GroupRecord> groups; ///< parents first
    QList<Problem> problems;
    MatchBy match = MatchBy::Name;
};

inline constexpr qsizetype kMostProblems = 1000;
void addProblem(QList<Problem> &problems, Problem problem); ///< up to the limit, which is said

/// Context of the texts of this feature.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(aiops::importing)
};

} // namespace aiops::importing
