#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace aiops::test {

/// Fails the test unless keys are snake_case and times are RFC 3339 in UTC.
void checkShape(const QJsonValue &value, const QString &key = {});
/// "ok", "failed" or "skipped" of the steps of `instance test --json`.
QStringList stepStates(const QJsonObject &report);

/// The real `aiops` in a home folder of its own, as a person's shell runs it. Everything that it and its owner show to
/// others (output, command lines, environments) is kept, so that a test can look for secrets in it.
class SessionBench final
{
public:
    SessionBench();
    ~SessionBench(); ///< stops the owner; a sanitizer's report fails the test

    QString folder() const { return m_folder.path(); }         ///< where commands run
    QString home() const { return m_folder.filePath(QStringLiteral("home")); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

    struct Done
    {
        int code = -1;
        QByteArray out;
        QByteArray err;
        QJsonDocument json() const; ///< of stdout, null when that is not exactly one document
        QString errorCode() const;  ///< of the error document on stderr
    };
    using Descriptors = QHash<int, QByteArray>; ///< what can be read from 3, 4, …

    std::unique_ptr<QProcess> start(const QStringList &words, const Descriptors &descriptors = {}) const;
    Done finished(QProcess &process);
    Done run(const QStringList &words, const Descriptors &descriptors = {}, const QByteArray &input = {});
    /// The words as one would type them: "instance add web-1 --port 2222", single quotes keep a word together.
    Done type(const QString &line, const Descriptors &descriptors = {}, const QByteArray &input = {});

    void waitUntilFree();                ///< until no owner holds the home folder
    QByteArray shown() const { return m_shown; }
    QByteArray stored() const;           ///< the content of every file below the home folder and the user's

private:
    void lookAtProcesses();
    QByteArray sanitizerReport() const;

    QTemporaryDir m_folder;
    QByteArray m_shown;
};

} // namespace aiops::test
