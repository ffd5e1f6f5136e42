#pragma once

#include "features/thiscomputer/diskprobe.h"

#include <QHash>

namespace aiops::thiscomputer {

/// Linux: /proc, /sys and os-release. Sees its own container when it runs in one.
class LinuxReader final : public Reader
{
public:
    /// `root` ends with a slash; another one than "/" in tests.
    explicit LinuxReader(QByteArray root = "/", DiskProbe disk = DiskProbe());

    Reading read(bool withProcesses) override;

private:
    QByteArrayView file(const char *path);
    Facts readFacts();
    QList<Interface> readInterfaces();
    QList<Process> readProcesses();
    void completeName(Process &process);

    QByteArray m_root;
    DiskProbe m_disk;
    QByteArray m_buffer; ///< of the file that was read last
    bool m_knowsFacts = false;
    QHash<qint64, Process> m_long; ///< names that the kernel cuts, by process
};

} // namespace aiops::thiscomputer
