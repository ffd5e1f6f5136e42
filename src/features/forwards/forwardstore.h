#pragma once

#include "features/forwards/forward.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

namespace aiops::forwards {

/// The SQL of forwards. What starts with the program is a value of this computer, and holds only as long as the forward is
/// what it was when the person said so: a colleague may change it.
class ForwardStore final
{
public:
    static Result<QList<Forward>> list(QSqlDatabase db); ///< by port
    static Result<Forward> find(QSqlDatabase db, ForwardId id);

    /// A null id makes it. Errors Invalid, NotFound, Conflict (there is one that listens on the same end of the instance).
    static Result<Forward> save(storage::Command &command, const Forward &forward);
    static Status remove(storage::Command &command, ForwardId id);
    static Status setAutostart(QSqlDatabase &db, const Forward &forward, bool starts);
};

} // namespace aiops::forwards
