#pragma once

#include "features/exec/masking.h"

#include <QFile>

#include <memory>

namespace aiops::exec {

/// How many more bytes the files of one run may take. Shared by its hosts.
struct FileBudget
{
    qint64 left = qint64(256) << 20;
};

/// Long output of one host, masked and with controls made visible, in a file that only this user may read. Appears with
/// the first write; what goes beyond its limits is left out, with a note at the end, and so is what the disk does not take.
class HostFile final
{
public:
    static constexpr qint64 mostBytes = qint64(16) << 20;

    HostFile(QString path, std::shared_ptr<FileBudget> budget, const Masking &masking);
    ~HostFile() { close(); }
    void write(QByteArrayView bytes);
    void close();
    bool exists() const { return m_written > 0; }
    QString cut() const { return m_cut; } ///< why it does not hold everything; empty: it does
    QString path() const { return m_path; }

private:
    void writeLines(QByteArrayView lines);
    bool isFull() const { return !m_cut.isEmpty(); }
    bool open();
    void give(const QString &why);

    const QString m_path;
    std::shared_ptr<FileBudget> m_budget;
    const Masking &m_masking;
    QFile m_file;
    QByteArray m_line; ///< not ended yet
    qint64 m_written = 0;
    QString m_cut;
};

} // namespace aiops::exec
