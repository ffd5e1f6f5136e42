#include "features/importing/importplan.h"

#include "features/importing/planner.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

struct FieldNames
{
    const char *key;
    const char *word;
};

constexpr std::array<FieldNames, 13> kFields{{
    {"name", QT_TRANSLATE_NOOP("aiops::importing", "name")},
    {"address", QT_TRANSLATE_NOOP("aiops::importing", "address")},
    {"port", QT_TRANSLATE_NOOP("aiops::importing", "port")},
    {"user", QT_TRANSLATE_NOOP("aiops::importing", "user")},
    {"environment", QT_TRANSLATE_NOOP("aiops::importing", "environment")},
    {"region", QT_TRANSLATE_NOOP("aiops::importing", "region")},
    {"group", QT_TRANSLATE_NOOP("aiops::importing", "group")},
    {"jump", QT_TRANSLATE_NOOP("aiops::importing", "jump host")},
    {"proxy", QT_TRANSLATE_NOOP("aiops::importing", "proxy")},
    {"key_file", QT_TRANSLATE_NOOP("aiops::importing", "key file")},
    {"project", QT_TRANSLATE_NOOP("aiops::importing", "project")},
    {"tags", QT_TRANSLATE_NOOP("aiops::importing", "tags")},
    {"notes", QT_TRANSLATE_NOOP("aiops::importing", "notes")},
}};

} // namespace

QString stateKey(RowState state)
{
    return std::array{u"new"_s, u"changed"_s, u"same"_s, u"conflict"_s, u"error"_s}[size_t(state)];
}

QString stateWord(RowState state)
{
    switch (state) {
    case RowState::New: return Text::tr("New");
    case RowState::Changed: return Text::tr("Changed");
    case RowState::Same: return Text::tr("Same");
    case RowState::Conflict: return Text::tr("Conflict");
    case RowState::Error: return Text::tr("Error");
    }
    return {};
}

QString fieldKey(Field field)
{
    return QString::fromLatin1(kFields[size_t(field)].key);
}

QString fieldWord(Field field)
{
    return Text::tr(kFields[size_t(field)].word);
}

std::array<int, 5> ImportPlan::counts() const
{
    std::array<int, 5> counts{};
    for (const PlanRow &row : rows)
        counts[size_t(row.state)]++;
    return counts;
}

QList<bool> ImportPlan::wanted() const
{
    QList<bool> ticked;
    ticked.reserve(rows.size());
    for (const PlanRow &row : rows)
        ticked.append(row.isWanted());
    return ticked;
}

QList<qsizetype> ImportPlan::chosen(const QList<bool> &ticked) const
{
    QList<bool> taken(rows.size(), false);
    for (qsizetype i = 0; i < rows.size() && i < ticked.size(); ++i) {
        // A jump host that is there already needs no row; one that is new must come with those that use it.
        for (qsizetype at = i; ticked[i] && at >= 0 && !taken[at] && rows[at].canImport; at = rows[at].jumpRow)
            taken[at] = at == i || rows[at].instance.isNull();
    }
    QList<qsizetype> list;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (taken[i])
            list.append(i);
    }
    return list;
}

ImportPlan makePlan(const Document &document, const Present &present, const ForAll &forAll, const std::function<bool()> &cancelled)
{
    return Planner(document, present, forAll).run(cancelled);
}

} // namespace aiops::importing
