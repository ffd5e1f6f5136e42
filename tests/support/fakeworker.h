#pragma once

#include "ssh/client/workerprocess.h"

#include <QFile>
#include <QTemporaryDir>

namespace aiops::test {

/// A program that stands where aiops-ssh-worker does as long as this lives: it says the given bytes, and then listens or ends.
class FakeWorker final
{
public:
    enum class Then { Listens, Ends };
    FakeWorker(const QByteArray &says, Then then)
    {
        const QString path = m_folder.filePath(QStringLiteral("worker"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return;
        file.write("#!/usr/bin/python3\nimport socket\nlink = socket.socket(fileno=3)\nlink.sendall(bytes.fromhex('" + says.toHex() + "'))\n");
        if (then == Then::Listens)
            file.write("while link.recv(65536):\n    pass\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        ssh::WorkerProcess::useProgram(path);
    }
    ~FakeWorker() { ssh::WorkerProcess::useProgram({}); }
    Q_DISABLE_COPY_MOVE(FakeWorker)

private:
    QTemporaryDir m_folder;
};

/// The real one, whose sanitizer keeps little of the freed memory back: for those who look at its size.
class ThriftyWorkers final
{
public:
    ThriftyWorkers()
    {
        const QString path = m_folder.filePath(QStringLiteral("worker"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return;
        file.write("#!/bin/sh\nASAN_OPTIONS=quarantine_size_mb=4 exec " + ssh::WorkerProcess::program().toUtf8() + '\n');
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        ssh::WorkerProcess::useProgram(path);
    }
    ~ThriftyWorkers() { ssh::WorkerProcess::useProgram({}); }
    Q_DISABLE_COPY_MOVE(ThriftyWorkers)

private:
    QTemporaryDir m_folder;
};

} // namespace aiops::test
