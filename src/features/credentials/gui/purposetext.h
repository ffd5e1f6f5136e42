#pragma once

#include "core/credentialsource.h"

namespace aiops::credentials {

/// What a credential is used for, as people say it: "Sign in (SSH)".
QString purposeText(Purpose purpose);

} // namespace aiops::credentials
