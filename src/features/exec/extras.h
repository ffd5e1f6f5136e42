#pragma once

#include "core/future.h"
#include "features/exec/request.h"

namespace aiops::exec {

/// "NAME=VALUE". Error Invalid.
Result<Variable> parseVariable(QStringView line);
/// Such lines, as a file or a field holds them; empty ones and those that begin with # are left out. Error Invalid with the line's number.
Result<QList<Variable>> parseVariables(QStringView lines);
/// Blocks. Errors NotFound, TooLarge.
Result<QByteArray> contentOf(const QString &path, qint64 most);
/// For the stdin of each host, read in another thread. Errors those of contentOf(), Invalid when it is no plain file.
Future<std::shared_ptr<const QByteArray>> inputFrom(QString path);

} // namespace aiops::exec
