#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

/// The seeds of the target, and the inputs in a folder: a file each, or many in "corpus.base64" with one a line.
QList<QByteArray> corpusOf(const QString &folder);
/// Each as a file of its own, which is how libFuzzer wants them.
bool unpackCorpus(const QString &folder, const QString &into);
/// The files of a folder as "corpus.base64" in another: the small ones, as many as a repository should carry.
bool packCorpus(const QString &folder, const QString &into);
