#include "storage/command.h"

#include "storage/rowids.h"

#include <algorithm>
#include <array>

// Rows of one table that are written together.
namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

/// One statement for many rows: each has a journal of its own, because a trigger may refuse it.
constexpr std::array<qsizetype, 3> kRowsAtOnce{32, 8, 1};

} // namespace

Status Command::insertAll(const QString &table, const QStringList &columns, const QList<NewRow> &rows, qsizetype &failed)
{
    QStringList ids;
    QVariantList values;
    ids.reserve(rows.size());
    values.reserve(rows.size() * (columns.size() + 1));
    for (const NewRow &row : rows) {
        ids.append(idText(row.id));
        values.append(ids.constLast());
        values.append(row.values);
    }
    Status done = writeAll(table, columns, values, failed);
    for (qsizetype i = 0; done && i < rows.size(); ++i) {
        noteChange({.kind = RowChange::Inserted, .table = table, .id = rows[i].id});
        done = append(u"new", table, ids[i], columns, rows[i].values);
    }
    return done;
}

Status Command::addAll(const QString &table, const QList<NewElement> &elements, qsizetype &failed)
{
    QVariantList values;
    values.reserve(elements.size() * 3);
    for (const auto &[owner, element] : elements)
        values << elementId(owner, element) << element << idText(owner);
    Status done = writeAll(table, elementColumns(), values, failed);
    for (qsizetype i = 0; done && i < elements.size(); ++i) {
        noteChange({.kind = RowChange::Added, .table = table, .id = elements[i].owner, .element = elements[i].element});
        done = append(u"add", table, values[3 * i].toString(), elementColumns(), values.sliced(3 * i + 1, 2));
    }
    return done;
}

/// `values`: id and columns of each row, one behind the other.
Status Command::writeAll(const QString &table, const QStringList &columns, const QVariantList &values, qsizetype &failed)
{
    const qsizetype width = columns.size() + 1, rows = values.size() / width;
    bool alone = false; // to find the row that is refused: the statement that had it changed nothing
    for (qsizetype at = 0; at < rows;) {
        const qsizetype count = alone ? 1 : *std::ranges::find_if(kRowsAtOnce, [&](qsizetype size) { return size <= rows - at; });
        const Status done = write(m_statements.prepareMany(table, columns, count), values.sliced(at * width, count * width));
        failed = at;
        if (!done && (count == 1 || (done.error().code != Errc::Conflict && done.error().code != Errc::Invalid)))
            return done;
        alone = !done;
        at += done ? count : 0;
    }
    return {};
}

} // namespace aiops::storage
