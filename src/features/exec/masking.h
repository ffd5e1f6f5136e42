#pragma once

#include "core/secret.h"

#include <QList>
#include <QString>

#include <memory>

namespace aiops::exec {

/// Hides secrets in what hosts print: values that were handed out for this run, and what looks like a token, a password
/// or a private key.
class Masking final
{
public:
    /// Values under four bytes are not looked for: they would hide half of the text.
    void add(std::shared_ptr<const Secret> value);
    QString masked(QString text) const;
    /// The same line by line: as many as there were. Of a secret of several lines all but the first are swallowed.
    QStringList maskedLines(QString text) const;
    static bool isSwallowed(const QString &line) { return line.size() == 1 && line.front().isNull(); }

private:
    QString hidden(QString text, bool keepsLines) const;

    QList<std::shared_ptr<const Secret>> m_values;
};

/// A command as it is kept: also without the password behind -p of mysql and the like.
QString maskedCommand(const QString &command);
QString shownCommand(const QString &command, qsizetype most); ///< the same in one line, for people

/// Output as text for people: controls, escape sequences and direction marks made visible, line ends kept.
QString visibleText(QByteArrayView bytes);

} // namespace aiops::exec
