#pragma once

#include "cli/io.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <functional>

namespace aiops::cli {

/// One option or positional of a verb; help, completion and the man page are made from it.
struct Parameter
{
    enum Kind { Flag, Value, List, Positional, Positionals, Rest /* everything after "--" */ };
    QString name;    ///< "--project", or "NAME" for a positional
    Kind kind = Value;
    QString help;
    bool required = false;
    QStringList choices = {};
    QString completes = {}; ///< "instance", "project", "org", "credential", "file": what the shell completes
};

/// What the person typed, parsed and checked against the parameters.
class Arguments final
{
public:
    bool has(const QString &name) const { return m_values.contains(name); }
    QString value(const QString &name, const QString &fallback = {}) const
    {
        const QStringList list = m_values.value(name);
        return list.isEmpty() ? fallback : list.constLast();
    }
    std::optional<QString> optional(const QString &name) const
    {
        return has(name) ? std::optional(value(name)) : std::nullopt;
    }
    QStringList values(const QString &name) const { return m_values.value(name); }
    void set(const QString &name, const QStringList &values) { m_values.insert(name, values); }

    /// Global options.
    bool json = false;
    bool quiet = false;
    bool yes = false;
    bool noInput = false;
    QString organization;

private:
    QHash<QString, QStringList> m_values;
};

struct Services; // composition in src/cli/services.h: every service of the owner

/// What a verb gets. By value into coroutines; `io` outlives the command.
struct Context
{
    Services *services;
    Io *io;
    Arguments arguments;
};

/// "instance add": run gives the exit code or an error (whose code decides the exit code).
struct Verb
{
    QString noun;
    QString name; ///< empty for nouns without verbs: "ssh", "completion"
    QString help;
    QString example;
    QList<Parameter> parameters;
    std::function<Future<int>(Context)> run;
    bool needsOwner = true; ///< false: runs without a home folder (completion, --version)
};

class Registry final
{
public:
    void add(Verb verb) { m_verbs.append(std::move(verb)); }
    void describeNoun(const QString &noun, const QString &help) { m_nouns.insert(noun, help); }
    const QList<Verb> &verbs() const { return m_verbs; }
    QString nounHelp(const QString &noun) const { return m_nouns.value(noun); }

    /// Names that the shell offers for Parameter::completes; files are the shell's own business.
    using Names = std::function<QStringList(Services &)>;
    void completeWith(const QString &kind, Names names) { m_names.insert(kind, std::move(names)); }
    Names names(const QString &kind) const { return m_names.value(kind); }

private:
    QList<Verb> m_verbs;
    QHash<QString, Names> m_names;
    QHash<QString, QString> m_nouns;
};

/// Writes a list as a table for people, or as one JSON document with --json. Cells are escaped for the terminal.
struct Column
{
    QString key;   ///< snake_case, of the JSON
    QString title; ///< of the table
};
void printList(Io &io, const Arguments &arguments, const QList<Column> &columns, const QList<QJsonObject> &rows);
/// One object: "Title  value" lines, or one JSON object.
void printObject(Io &io, const Arguments &arguments, const QList<Column> &columns, const QJsonObject &object);
/// One line of a stream with --json: one compact object.
void printRecord(Io &io, const QJsonObject &object);
void printMessage(Io &io, const Arguments &arguments, const QString &text); ///< stderr, not with --quiet
void printError(Io &io, const Arguments &arguments, const Error &error);

} // namespace aiops::cli
