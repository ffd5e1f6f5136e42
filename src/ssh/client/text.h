#pragma once

#include "core/error.h"

#include <QCoreApplication>

namespace aiops::ssh {

/// Context of the texts of this library.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(aiops::ssh)
};

inline std::unexpected<Error> fail(Errc code, QString text, QString detail = {})
{
    return std::unexpected(Error{code, std::move(text), std::move(detail)});
}

} // namespace aiops::ssh
