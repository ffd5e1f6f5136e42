#pragma once

#include "core/error.h"

#include <QFile>

#include <memory>

namespace aiops {

/// A file that appears under its name complete or not at all: written beside it with mode 0600, brought to disk, then
/// renamed. Dropped without commit() it leaves nothing. Any thread, one at a time.
class NewFile final
{
public:
    enum class Existing { Keep, Replace }; ///< what happens to a file that is there already

    /// Errors: Conflict (exists and is kept), NotFound (folder), Denied, DiskFull, Failed.
    static Result<std::unique_ptr<NewFile>> create(const QString &path, Existing existing);
    ~NewFile();

    QFile &device() { return m_file; }
    /// Errors: those of create().
    Status commit();

private:
    NewFile(QString path, Existing existing) : m_path(std::move(path)), m_existing(existing) {}
    Status rename();

    const QString m_path;
    const Existing m_existing;
    QString m_temporary;
    QFile m_file;
    bool m_committed = false;
};

/// Of a failed system call on `path`: full disk, no permission, missing folder, already there.
Error fileError(const QString &path, int systemError);
/// Writes all of it; `name` is what an error calls the file. A device that took only a part is asked again, and then says why.
Status writeAll(QIODevice &device, QByteArrayView bytes, const QString &name);

} // namespace aiops
