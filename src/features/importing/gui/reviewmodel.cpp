#include "features/importing/gui/reviewmodel.h"

#include "core/text.h"
#include "widgets/label.h"
#include "widgets/theme.h"

#include <QByteArrayMatcher>
#include <QFileInfo>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kTitles{"", QT_TRANSLATE_NOOP("aiops::importing::ReviewModel", "State"), QT_TRANSLATE_NOOP("aiops::importing::ReviewModel", "Name"),
                             QT_TRANSLATE_NOOP("aiops::importing::ReviewModel", "Address"), QT_TRANSLATE_NOOP("aiops::importing::ReviewModel", "User"),
                             QT_TRANSLATE_NOOP("aiops::importing::ReviewModel", "Group"), QT_TRANSLATE_NOOP("aiops::importing::ReviewModel", "What changes"),
                             QT_TRANSLATE_NOOP("aiops::importing::ReviewModel", "Line")};

QString glyphOf(RowState state)
{
    return std::array{u"passed"_s, u"starting"_s, u"none"_s, u"warning"_s, u"critical"_s}[size_t(state)];
}

QString shownAddress(const HostRecord &values)
{
    const QString address = shownPlain(values.address.value_or(QString()), 255);
    return values.port.value_or(22) == 22 ? address : (address.contains(u':') ? u'[' + address + u']' : address) + u':' + QString::number(*values.port);
}

QString whatOf(const PlanRow &row)
{
    QStringList parts;
    if (!row.message.isEmpty())
        parts += row.message;
    if (!row.changes.isEmpty())
        parts += shownChanges(row);
    if (row.values.jump && !row.values.jump->name.isEmpty() && row.instance.isNull())
        parts += ReviewModel::tr("through %1").arg(row.values.jump->name);
    for (const auto &[project, role] : row.values.projects.asKeyValueRange()) {
        if (row.instance.isNull())
            parts += ReviewModel::tr("in %1").arg(project);
    }
    if (!row.values.remarks.isEmpty())
        parts += ReviewModel::tr("left out: %1").arg(row.values.remarks.join(u"; "_s));
    return shownPlain(parts.join(u", "_s), 400);
}

} // namespace

QString shownChanges(const PlanRow &row)
{
    const QString nothing = u"–"_s;
    QStringList parts;
    for (const FieldChange &change : row.changes)
        parts += u"%1: %2 → %3"_s.arg(fieldWord(change.field), change.before.isEmpty() ? nothing : change.before, change.after.isEmpty() ? nothing : change.after);
    return parts.join(u", "_s);
}

void ReviewModel::setPlan(ImportPlan plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_ticked = m_plan.wanted();
    indexText();
    endResetModel();
    emit ticksChanged();
}

void ReviewModel::tick(const QModelIndexList &rows, bool ticked)
{
    for (const QModelIndex &index : rows) {
        if (const PlanRow *one = row(index.row()); one && one->canImport && one->state != RowState::Same)
            m_ticked[index.row()] = ticked;
    }
    if (!m_plan.rows.isEmpty())
        emit dataChanged(index(0, Tick), index(int(m_plan.rows.size()) - 1, Tick), {Qt::CheckStateRole});
    emit ticksChanged();
}

void ReviewModel::untickAll()
{
    m_ticked.fill(false);
    if (!m_plan.rows.isEmpty())
        emit dataChanged(index(0, Tick), index(int(m_plan.rows.size()) - 1, Tick), {Qt::CheckStateRole});
    emit ticksChanged();
}

int ReviewModel::errors() const
{
    return m_plan.counts()[size_t(RowState::Error)] + int(std::ranges::count_if(m_plan.problems, [](const Problem &problem) { return !problem.isNote; }));
}

QString ReviewModel::problemText() const
{
    QString text;
    for (const PlanRow &one : m_plan.rows) {
        if (!one.message.isEmpty())
            text += shownProblem({one.values.file, one.values.line, one.values.name + u": "_s + one.message}) + u'\n';
    }
    for (const Problem &problem : m_plan.problems)
        text += shownProblem(problem) + u'\n';
    return text;
}

QString ReviewModel::problemCell(const Problem &problem, int column) const
{
    switch (column) {
    case State: return problem.isNote ? tr("Note") : stateWord(RowState::Error);
    case What: return shownPlain(problem.text, 400);
    case Where: return problem.line > 0 ? u"%1:%2"_s.arg(shownPlain(QFileInfo(problem.file).fileName(), 60)).arg(problem.line) : QString();
    default: return {};
    }
}

QString ReviewModel::text(int at, int column) const
{
    const PlanRow *one = row(at);
    if (!one)
        return problemCell(m_plan.problems[at - m_plan.rows.size()], column);
    const HostRecord &values = one->values;
    switch (column) {
    case State: return stateWord(one->state);
    case Name: return shownPlain(values.name, 200);
    case Address: return shownAddress(values);
    case User: return shownPlain(values.user.value_or(QString()), 100);
    case Group: return shownPlain(shownPath(values.group.value_or(QStringList())), 200);
    case What: return whatOf(*one);
    case Where: return u"%1:%2"_s.arg(shownPlain(QFileInfo(values.file).fileName(), 60)).arg(values.line);
    default: return {};
    }
}

QString ReviewModel::sentence(int at) const
{
    QStringList parts;
    for (const int column : {Name, State, Address, What, Where}) {
        if (const QString cell = text(at, column); !cell.isEmpty())
            parts += cell;
    }
    return parts.join(u", "_s);
}

QVariant ReviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PlanRow *one = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::ToolTipRole: return index.column() == What ? QVariant(widgets::plainToolTip(text(index.row(), What))) : QVariant();
    case Qt::AccessibleTextRole: return index.column() <= State ? sentence(index.row()) : text(index.row(), index.column());
    case Qt::CheckStateRole:
        return flags(index) & Qt::ItemIsUserCheckable ? QVariant(m_ticked[index.row()] ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole: {
        const bool isMuted = !one || one->state == RowState::Same;
        return isMuted ? QVariant(widgets::Theme::current().color(widgets::Token::Muted)) : QVariant();
    }
    case GlyphRole: return one ? glyphOf(one->state) : m_plan.problems[index.row() - m_plan.rows.size()].isNote ? u"none"_s : u"critical"_s;
    case StateRole: return stateOf(index.row());
    default: return {};
    }
}

bool ReviewModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    m_ticked[index.row()] = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit ticksChanged();
    return true;
}

Qt::ItemFlags ReviewModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const PlanRow *one = index.isValid() ? row(index.row()) : nullptr;
    if (one && one->canImport && one->state != RowState::Same && index.column() == Tick)
        flags |= Qt::ItemIsUserCheckable;
    return index.isValid() ? flags : Qt::NoItemFlags;
}

QVariant ReviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const bool known = orientation == Qt::Horizontal && section > 0 && section < ColumnCount;
    return known && role == Qt::DisplayRole ? QVariant(tr(kTitles[size_t(section)])) : QVariant();
}

QString ReviewModel::stateOf(int at) const
{
    const PlanRow *one = row(at);
    return one ? stateKey(one->state) : m_plan.problems[at - m_plan.rows.size()].isNote ? u"note"_s : u"error"_s;
}

/// Once for each plan: a key press in the filter then only reads.
void ReviewModel::indexText()
{
    m_searched.clear();
    m_searchedEnds.clear();
    m_searchedEnds.reserve(rowCount());
    for (int at = 0; at < rowCount(); ++at) {
        for (const int column : {Name, Address, Group, What})
            m_searched.append(text(at, column).toCaseFolded().toUtf8()).append('\n');
        m_searchedEnds.append(m_searched.size());
    }
}

QList<int> ReviewModel::rowsWith(const QString &text, const QString &state) const
{
    QList<int> rows;
    const auto take = [&](int at) {
        if (state.isEmpty() || stateOf(at) == state)
            rows.append(at);
    };
    if (text.isEmpty()) {
        for (int at = 0; at < rowCount(); ++at)
            take(at);
        return rows;
    }
    const QByteArrayMatcher matcher(text.toCaseFolded().toUtf8());
    for (qsizetype hit = matcher.indexIn(m_searched); hit >= 0;) {
        const auto end = std::ranges::upper_bound(m_searchedEnds, hit);
        take(int(end - m_searchedEnds.cbegin()));
        hit = matcher.indexIn(m_searched, *end);
    }
    return rows;
}

} // namespace aiops::importing
