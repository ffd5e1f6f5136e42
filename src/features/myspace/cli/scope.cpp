#include "features/myspace/cli/scope.h"

#include "cli/services.h"

namespace aiops::myspace {

using namespace Qt::StringLiterals;

Result<Permit> permitFor(const cli::Context &context, team::Action action, const QString &kind, const QString &id,
                         const QString &name)
{
    return context.services->gatekeeper->request(action, {kind, id, name});
}

} // namespace aiops::myspace
