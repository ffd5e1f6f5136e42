#include "features/audit/ownfile.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <cerrno>
#include <cstdio>
#include <cstring>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace aiops::audit {

using namespace Qt::StringLiterals;

OwnFile::OwnFile(QString path)
    : m_path(std::move(path)), m_file(u"%1.%2.part"_s.arg(m_path).arg(QRandomGenerator::system()->generate(), 8, 16, QChar(u'0')))
{
}

OwnFile::~OwnFile()
{
    if (!m_committed && m_file.isOpen())
        m_file.remove();
}

std::unexpected<Error> OwnFile::failed() const
{
    const bool full = m_file.error() == QFileDevice::ResourceError;
    return std::unexpected(Error{full ? Errc::DiskFull : Errc::Failed,
                                 QCoreApplication::translate("audit", "%1 could not be written: %2.").arg(shownPlain(m_path, 300), m_file.errorString())});
}

Status OwnFile::open()
{
    const bool opened = m_file.open(QIODevice::NewOnly | QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner);
    return opened ? Status() : Status(failed());
}

Status OwnFile::write(const QByteArray &bytes)
{
    return m_file.write(bytes) == bytes.size() ? Status() : Status(failed());
}

Status OwnFile::commit(bool replace)
{
    bool done = m_file.flush();
#ifdef Q_OS_UNIX
    done = done && ::fsync(m_file.handle()) == 0;
    if (!done)
        return failed();
    const QByteArray from = QFile::encodeName(m_file.fileName()), to = QFile::encodeName(m_path);
    // A link refuses to replace what appeared there meanwhile; rename does not.
    const int moved = replace ? std::rename(from.constData(), to.constData()) : ::link(from.constData(), to.constData());
    if (moved != 0 && errno == EEXIST)
        return std::unexpected(Error{Errc::Conflict, QCoreApplication::translate("audit", "%1 exists already.").arg(shownPlain(m_path, 300)), {},
                                     QCoreApplication::translate("audit", "Choose another name, or replace it with --force.")});
    if (moved != 0) {
        return std::unexpected(Error{Errc::Failed, QCoreApplication::translate("audit", "%1 could not be written: %2.")
                                                       .arg(shownPlain(m_path, 300), QString::fromLocal8Bit(std::strerror(errno)))});
    }
    if (!replace)
        ::unlink(from.constData());
#else
    if (replace)
        QFile::remove(m_path);
    if (!done || !m_file.rename(m_path))
        return failed();
#endif
    m_committed = true;
    return {};
}

} // namespace aiops::audit
