#include "features/importing/gui/reviewtable.h"

#include "features/importing/gui/reviewmodel.h"
#include "widgets/statusdelegate.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTableView>

namespace aiops::importing {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

Token toneOf(const QString &glyph)
{
    return glyph == u"critical" ? Token::Danger : glyph == u"warning" ? Token::Warn : glyph == u"none" ? Token::Muted : Token::Text;
}

} // namespace

void setUpReviewTable(QTableView &table)
{
    table.setObjectName(u"reviewTable"_s);
    table.setAccessibleName(QCoreApplication::translate("aiops::importing::ImportDialog", "What would be imported"));
    table.setItemDelegateForColumn(ReviewModel::State, new widgets::StatusDelegate(ReviewModel::GlyphRole, toneOf, &table, 8));
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTextElideMode(Qt::ElideMiddle); // the end of "hosts.csv:812" matters most
    table.setTabKeyNavigation(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(Theme::current().rowHeight());
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // 100,000 rows are not measured
    QHeaderView *header = table.horizontalHeader();
    header->setHighlightSections(false);
    const auto widths = std::to_array<std::pair<int, int>>({{ReviewModel::Tick, 38}, {ReviewModel::State, 98}, {ReviewModel::Name, 160}, {ReviewModel::Address, 150},
                                                            {ReviewModel::User, 80}, {ReviewModel::Group, 90}, {ReviewModel::Where, 110}});
    for (const auto &[section, width] : widths)
        header->resizeSection(section, Theme::current().scaled(width));
    header->setSectionResizeMode(ReviewModel::What, QHeaderView::Stretch);
}

} // namespace aiops::importing
