#include "features/myspace/gui/linechange.h"

namespace aiops::myspace {

namespace {

bool same(const LineSource &a, qsizetype i, const LineSource &b, qsizetype j)
{
    const CardLine &one = a.lines[i];
    const CardLine &two = b.lines[j];
    if (one.isHeader() != two.isHeader())
        return false;
    if (!one.isHeader() && a.rows[one.row].id != b.rows[two.row].id)
        return false;
    return a.groups[one.group].key == b.groups[two.group].key;
}

using Key = std::pair<InstanceId, QString>;

Key keyOf(const LineSource &s, qsizetype i)
{
    const CardLine &line = s.lines[i];
    return {line.isHeader() ? InstanceId() : s.rows[line.row].id, s.groups[line.group].key};
}

QList<int> placesIn(const LineSource &before, const LineSource &after)
{
    QHash<Key, int> fresh;
    fresh.reserve(after.lines.size());
    for (qsizetype i = 0; i < after.lines.size(); ++i)
        fresh.insert(keyOf(after, i), int(i));
    QList<int> places;
    for (qsizetype i = 0; i < before.lines.size(); ++i) {
        const auto place = fresh.constFind(keyOf(before, i));
        if (place == fresh.cend())
            return {};
        places.append(*place);
    }
    return places;
}

} // namespace

LineChange lineChange(const LineSource &before, const LineSource &after)
{
    const qsizetype old = before.lines.size();
    const qsizetype now = after.lines.size();
    const qsizetype shorter = std::min(old, now);
    qsizetype head = 0;
    while (head < shorter && same(before, head, after, head))
        ++head;
    if (head == old && head == now)
        return {};
    qsizetype tail = 0;
    while (tail < shorter - head && same(before, old - 1 - tail, after, now - 1 - tail))
        ++tail;
    if (head + tail == old)
        return {LineChange::Insert, int(head), int(now - old), {}};
    if (head + tail == now)
        return {LineChange::Remove, int(head), int(old - now), {}};
    QList<int> places = old == now ? placesIn(before, after) : QList<int>();
    return places.isEmpty() ? LineChange{LineChange::Reset, 0, 0, {}} : LineChange{LineChange::Reorder, 0, 0, places};
}

} // namespace aiops::myspace
