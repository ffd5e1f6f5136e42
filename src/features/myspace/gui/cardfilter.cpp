#include "features/myspace/gui/cardfilter.h"

#include "features/myspace/gui/cardmodel.h"

namespace aiops::myspace {

void CardFilter::setText(const QString &text)
{
    m_words = text.toLower().split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

void CardFilter::setEnvironment(const QString &environment)
{
    m_environment = environment;
    invalidateRowsFilter();
}

void CardFilter::setStatuses(const QSet<QString> &statuses)
{
    m_statuses = statuses;
    invalidateRowsFilter();
}

bool CardFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const CardRow &card = static_cast<const CardModel *>(sourceModel())->row(row);
    if (m_environment != u"any" && card.environment != m_environment)
        return false;
    if (!m_statuses.isEmpty() && !m_statuses.contains(card.status))
        return false;
    return std::ranges::all_of(m_words, [&](const QString &word) { return card.haystack.contains(word); });
}

} // namespace aiops::myspace
