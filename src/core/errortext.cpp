#include "core/errortext.h"

namespace aiops {

QString wholeText(const Error &error)
{
    return error.hint.isEmpty() ? error.text : error.text + u' ' + error.hint;
}

} // namespace aiops
