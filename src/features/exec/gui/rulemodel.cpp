#include "features/exec/gui/rulemodel.h"

#include "core/text.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

QString environmentWord(const QString &environment)
{
    return environment == u"prod"      ? RuleModel::tr("production")
           : environment == u"staging" ? RuleModel::tr("staging")
           : environment == u"dev"     ? RuleModel::tr("development")
                                       : QString();
}

QString builtInText(const team::BuiltInRule &rule, int column)
{
    switch (column) {
    case RuleModel::Name:
        return rule.name;
    case RuleModel::Effect:
        return rule.production == rule.elsewhere ? effectWord(rule.production)
                                                 : RuleModel::tr("%1, elsewhere %2").arg(effectWord(rule.production), effectWord(rule.elsewhere).toLower());
    case RuleModel::Pattern:
        return rule.pattern;
    case RuleModel::Where:
        return rule.production == rule.elsewhere ? RuleModel::tr("everywhere, built in") : RuleModel::tr("production, built in");
    }
    return {};
}

} // namespace

QString effectWord(team::Effect effect)
{
    return effect == team::Effect::Deny ? RuleModel::tr("Deny") : effect == team::Effect::Confirm ? RuleModel::tr("Ask") : RuleModel::tr("Allow");
}

RuleModel::RuleModel(ProjectName projectName, QObject *parent) : QAbstractTableModel(parent), m_projectName(std::move(projectName)) {}

void RuleModel::setRules(QList<team::CommandRule> rules)
{
    beginResetModel();
    m_rules = std::move(rules);
    endResetModel();
}

int RuleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rules.size() + team::builtInRules().size());
}

QString RuleModel::ownText(const team::CommandRule &rule, int column) const
{
    QStringList where{environmentWord(rule.environment)};
    switch (column) {
    case Name:
        return rule.name;
    case Effect:
        return effectWord(rule.effect);
    case Pattern:
        return rule.kind == team::CommandRule::Kind::Regex ? u'/' + rule.pattern + u'/' : rule.pattern;
    case Where:
        where += rule.project.isNull() ? QString() : m_projectName(rule.project);
        where += rule.role.isEmpty() ? QString() : tr("role %1").arg(rule.role);
        where.removeAll(QString());
        return where.isEmpty() ? tr("everywhere") : where.join(u", "_s);
    }
    return {};
}

QVariant RuleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const team::CommandRule *own = rule(index.row());
    const team::BuiltInRule *builtIn = own ? nullptr : &team::builtInRules().at(index.row() - m_rules.size());
    if (role == Qt::DisplayRole)
        return shownPlain(own ? ownText(*own, index.column()) : builtInText(*builtIn, index.column()), 500);
    if (role == GlyphRole) {
        const team::Effect effect = own ? own->effect : builtIn->production;
        return effect == team::Effect::Deny ? u"failed"_s : effect == team::Effect::Confirm ? u"warning"_s : u"passed"_s;
    }
    return {};
}

QVariant RuleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const QStringList titles{tr("Rule"), tr("Effect"), tr("Looks for"), tr("Where")};
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

} // namespace aiops::exec
