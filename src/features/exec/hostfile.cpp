#include "features/exec/hostfile.h"

#include "core/newfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

namespace aiops::exec {

namespace {

constexpr qsizetype kLongestLine = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::exec", text);
}

/// Whole lines of it, and a note.
QByteArray shortened(const QByteArray &text, qint64 room)
{
    return text.first(std::max<qint64>(0, text.lastIndexOf('\n', room) + 1)) + tr("[The rest was not kept.]").toUtf8() + '\n';
}

} // namespace

HostFile::HostFile(QString path, std::shared_ptr<FileBudget> budget, const Masking &masking)
    : m_path(std::move(path)), m_budget(std::move(budget)), m_masking(masking)
{
}

bool HostFile::open()
{
    if (m_file.isOpen())
        return true;
    const QString folder = QFileInfo(m_path).path();
    const bool made = QDir().mkpath(folder)
                      && QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_file.setFileName(m_path);
    // Unbuffered: a disk that is full says so at the write that does not fit.
    if (made && m_file.open(QFile::WriteOnly | QFile::NewOnly | QFile::Unbuffered, QFile::ReadOwner | QFile::WriteOwner))
        return true;
    give(made ? m_file.errorString() : QFileInfo(folder).exists() ? tr("its folder belongs to somebody else") : tr("its folder cannot be made"));
    return false;
}

/// Nothing more goes into it.
void HostFile::give(const QString &why)
{
    m_cut = tr("The file of its output ends early, after %1: %2.").arg(QLocale().formattedDataSize(m_written, 1), why);
    m_file.close();
    m_line.clear();
}

void HostFile::write(QByteArrayView bytes)
{
    if (isFull())
        return;
    m_line.append(bytes);
    const qsizetype end = m_line.lastIndexOf('\n');
    if (end < 0 && m_line.size() < kLongestLine)
        return;
    qsizetype cut = end < 0 ? m_line.size() : end + 1;
    // A private key must not be cut in two: its second half would not look like one.
    if (const qsizetype key = m_line.lastIndexOf("-----BEGIN "); key >= 0 && m_line.size() < kLongestLine && m_line.indexOf("-----END ", key) < 0)
        cut = std::min(cut, key);
    writeLines(QByteArrayView(m_line).first(cut));
    m_line.remove(0, cut);
}

void HostFile::writeLines(QByteArrayView lines)
{
    if (lines.isEmpty() || isFull() || !open())
        return;
    const QByteArray text = m_masking.masked(visibleText(lines)).toUtf8();
    const qint64 room = std::max<qint64>(0, std::min(mostBytes - m_written, m_budget->left)); // notes may have gone beyond it
    const qint64 before = m_file.pos();
    const Status written = writeAll(m_file, text.size() > room ? shortened(text, room) : text, QFileInfo(m_path).fileName());
    const qint64 done = m_file.pos() - before;
    m_written += done;
    m_budget->left -= done;
    if (!written)
        give(written.error().code == Errc::DiskFull ? tr("the disk of this computer is full") : written.error().detail);
    else if (text.size() > room)
        give(m_written >= mostBytes ? tr("more is not kept of one host") : tr("more is not kept of one run"));
}

void HostFile::close()
{
    if (!isFull())
        writeLines(std::exchange(m_line, {}));
    m_file.close();
}

} // namespace aiops::exec
