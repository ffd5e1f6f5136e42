#pragma once

#include "team/builtinrules.h"

#include <QAbstractTableModel>

namespace aiops::exec {

/// Own command rules, and behind them the built-in ones.
class RuleModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Effect, Pattern, Where, ColumnCount };
    enum Role { GlyphRole = Qt::UserRole + 1 };
    using ProjectName = std::function<QString(ProjectId)>;

    explicit RuleModel(ProjectName projectName, QObject *parent = nullptr);
    void setRules(QList<team::CommandRule> rules);
    const team::CommandRule *rule(int row) const { return row >= 0 && row < m_rules.size() ? &m_rules.at(row) : nullptr; } ///< null: a built-in one

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString ownText(const team::CommandRule &rule, int column) const;

    ProjectName m_projectName;
    QList<team::CommandRule> m_rules;
};

QString effectWord(team::Effect effect); ///< for people: "Ask"

} // namespace aiops::exec
