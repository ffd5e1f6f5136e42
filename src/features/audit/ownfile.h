#pragma once

#include "core/error.h"

#include <QFile>
#include <QString>

namespace aiops::audit {

/// A file that only this user may read, which appears under its name when it is complete.
class OwnFile final
{
public:
    explicit OwnFile(QString path);
    ~OwnFile(); ///< removes what was not committed

    Status open(); ///< in the folder of the path, under another name
    Status write(const QByteArray &bytes);
    /// Errors Conflict: there is a file, and it is not to be replaced.
    Status commit(bool replace);

private:
    std::unexpected<Error> failed() const;

    QString m_path;
    QFile m_file;
    bool m_committed = false;
};

} // namespace aiops::audit
