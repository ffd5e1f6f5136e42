#pragma once

#include <QSet>
#include <QSortFilterProxyModel>

namespace aiops::myspace {

/// Words that all must occur, and an environment. Compares with the lower-case text that the model keeps ready.
class CardFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString &text);
    void setEnvironment(const QString &environment); ///< "any", "prod", "staging", "dev"
    void setStatuses(const QSet<QString> &statuses); ///< empty: any

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
    QString m_environment = QStringLiteral("any");
    QSet<QString> m_statuses;
};

} // namespace aiops::myspace
