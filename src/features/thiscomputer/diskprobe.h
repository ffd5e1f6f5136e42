#pragma once

#include "features/thiscomputer/reading.h"

#include <functional>
#include <memory>

namespace aiops::thiscomputer {

/// The space of the disk that people mean, asked without ever waiting for it: a disk of a server that is gone holds
/// whoever asks for minutes. One thread at a time.
class DiskProbe final
{
public:
    using Ask = std::function<Space()>;
    using Now = std::function<std::chrono::milliseconds()>;

    explicit DiskProbe(Ask ask = askSystem, Now now = monotonic);

    /// The newest answer, at most some seconds old. Unknown before the first one and while the disk hangs.
    Space poll();

    static Space askSystem();
    static std::chrono::milliseconds monotonic();

private:
    struct Answer;

    Ask m_ask;
    Now m_now;
    std::shared_ptr<Answer> m_answer;
    std::optional<std::chrono::milliseconds> m_asked;
};

} // namespace aiops::thiscomputer
