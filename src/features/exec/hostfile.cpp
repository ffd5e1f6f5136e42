#include "features/exec/hostfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace aiops::exec {

namespace {

constexpr qsizetype kLongestLine = 64 * 1024;

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
    if (made && m_file.open(QFile::WriteOnly | QFile::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return true;
    m_isFull = true;
    return false;
}

void HostFile::write(QByteArrayView bytes)
{
    if (m_isFull)
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
    if (lines.isEmpty() || m_isFull || !open())
        return;
    QByteArray text = m_masking.masked(visibleText(lines)).toUtf8();
    const qint64 room = std::min(mostBytes - m_written, m_budget->left);
    if (text.size() > room) {
        text = text.first(std::max<qint64>(0, text.lastIndexOf('\n', room) + 1))
               + QCoreApplication::translate("aiops::exec", "[The rest was not kept.]").toUtf8() + '\n';
        m_isFull = true;
    }
    const qint64 done = m_file.write(text);
    m_isFull = m_isFull || done != text.size();
    m_written += std::max<qint64>(0, done);
    m_budget->left -= std::max<qint64>(0, done);
    if (m_isFull) {
        m_file.close();
        m_line.clear();
    }
}

void HostFile::close()
{
    if (!m_isFull)
        writeLines(std::exchange(m_line, {}));
    m_file.close();
}

} // namespace aiops::exec
