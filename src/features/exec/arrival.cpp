#include "features/exec/arrival.h"

#include <algorithm>
#include <utility>

namespace aiops::exec {

void Arrival::feed(bool isError, QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    Side &side = m_sides[isError];
    const bool endsLine = bytes.back() == '\n';
    const qint64 begun = std::ranges::count(bytes, '\n') + (side.isInLine ? 0 : 1) - (endsLine ? 1 : 0);
    side.isInLine = !endsLine;
    if (begun == 0)
        return;
    const qint64 first = std::exchange(side.lines, side.lines + begun);
    QList<Run> &runs = m_begin.size() < mostRuns ? m_begin : m_end;
    Run *last = !m_end.isEmpty() ? &m_end.last() : !m_begin.isEmpty() ? &m_begin.last() : nullptr;
    if (last && last->isError == isError)
        last->lines += begun;
    else
        runs += Run{isError, first, begun};
    if (m_end.size() > mostRuns)
        m_end.removeFirst();
}

} // namespace aiops::exec
