#include "features/credentials/gui/choicedelegate.h"

#include "features/credentials/gui/importmodel.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QPainter>
#include <QStyle>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

constexpr int kArrow = 14;
constexpr int kEdge = 14; // inside the ring of the focus

const ImportModel &modelOf(const QModelIndex &index)
{
    return *static_cast<const ImportModel *>(index.model());
}

} // namespace

void ChoiceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (!index.flags().testFlag(Qt::ItemIsEditable))
        return QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    item.text = item.fontMetrics.elidedText(item.text, Qt::ElideRight, item.rect.width() - kArrow - kEdge - 16);
    item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const QRect arrow(option.rect.right() - kArrow - kEdge, option.rect.center().y() - kArrow / 2, kArrow, kArrow);
    widgets::Theme::current().icon(u"chevron-down"_s).paint(painter, arrow);
}

QWidget *ChoiceDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    auto *box = new QComboBox(parent);
    box->setObjectName(u"choiceCombo"_s);
    box->setAccessibleName(tr("What happens to %1").arg(index.siblingAtColumn(ImportModel::Name).data().toString()));
    for (const vault::ImportChoice choice : modelOf(index).choices(index.row()))
        box->addItem(ImportModel::choiceText(choice), int(choice));
    connect(box, &QComboBox::activated, this, [this, box] {
        auto *self = const_cast<ChoiceDelegate *>(this); // the signals of a delegate are not const, its editors are
        emit self->commitData(box);
        emit self->closeEditor(box);
    });
    QMetaObject::invokeMethod(box, &QComboBox::showPopup, Qt::QueuedConnection); // one click less
    return box;
}

void ChoiceDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *box = static_cast<QComboBox *>(editor);
    box->setCurrentIndex(box->findData(index.data(Qt::EditRole)));
}

void ChoiceDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    model->setData(index, static_cast<QComboBox *>(editor)->currentData(), Qt::EditRole);
}

} // namespace aiops::credentials
