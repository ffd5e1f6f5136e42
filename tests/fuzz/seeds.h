#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QList>

/// The small files below a folder of tests/data: what the readers are tested with anyway.
inline QList<QByteArray> filesBelow(const QString &folder, const QStringList &patterns)
{
    QList<QByteArray> all;
    QDirIterator files(QStringLiteral(AIOPS_TEST_DATA "/") + folder, patterns, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.size() < 16 * 1024 && file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}
