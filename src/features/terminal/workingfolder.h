#pragma once

#include <QByteArray>
#include <QString>

namespace aiops::terminal {

/// Where a shell is, as far as its output tells: OSC 7 (file://host/path), or the usual title of a prompt
/// ("tester@web-1: ~/src"). Keeps at most some kilobytes. What the server says is only ever said to the same server again.
class WorkingFolder final
{
public:
    explicit WorkingFolder(const QString &user = {}) : m_user(user.toUtf8()) {}

    void feed(QByteArrayView output);
    QString path() const { return m_path; } ///< "/srv/app" or "~/src"; empty when nobody told
    void forget();

private:
    void take(QByteArrayView sequence);
    void takeUrl(QByteArrayView url);
    void takeTitle(QByteArrayView title);
    void note(const QByteArray &path);

    QByteArray m_user;
    QByteArray m_sequence;
    enum class State { Plain, Escape, Sequence, Ending } m_state = State::Plain;
    QString m_path;
};

/// What runs a login shell there, in the words of any shell: csh and fish too.
QByteArray shellIn(const QString &path);

} // namespace aiops::terminal
