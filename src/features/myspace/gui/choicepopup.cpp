#include "features/myspace/gui/choicepopup.h"

#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {
constexpr int kLong = 8;
} // namespace

ChoicePopup::ChoicePopup(const QString &title, const QList<Choice> &choices, const QStringList &chosen, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_list(new QListWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"choicePopup"_s);
    setProperty("panel", u"card"_s);
    setAccessibleName(title);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->setSpacing(6);
    if (choices.size() > kLong) {
        auto *edit = new widgets::FilterBar;
        edit->setObjectName(u"choiceFilterEdit"_s);
        edit->setSubject(tr("Filter"));
        edit->setKeyHint({});
        column->addWidget(edit);
        connect(edit, &QLineEdit::textChanged, this, &ChoicePopup::filter);
        setFocusProxy(edit);
    } else {
        setFocusProxy(m_list);
    }
    m_list->setObjectName(u"choiceList"_s);
    m_list->setAccessibleName(title);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list);
    if (choices.isEmpty())
        column->addWidget(new widgets::Label(tr("Nothing to choose from yet"), "secondary", "muted"));
    fill(choices, chosen);
    // A click on the box has changed it before it is told as a click; beside the box it is for us to do.
    const auto ticked = std::make_shared<QListWidgetItem *>(nullptr);
    connect(m_list, &QListWidget::itemPressed, this, [ticked] { *ticked = nullptr; });
    connect(m_list, &QListWidget::itemChanged, this, [ticked](QListWidgetItem *item) { *ticked = item; });
    connect(m_list, &QListWidget::itemClicked, this, [ticked](QListWidgetItem *item) {
        if (*ticked != item)
            item->setCheckState(item->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
    });
    connect(m_list, &QListWidget::itemChanged, this, [this] { emit changed(this->chosen()); });
}

void ChoicePopup::fill(const QList<Choice> &choices, const QStringList &chosen)
{
    for (const Choice &choice : choices) {
        const QString text = choice.count < 0 ? choice.text : u"%1  (%2)"_s.arg(choice.text).arg(choice.count);
        auto *item = new QListWidgetItem(text, m_list);
        item->setData(Qt::UserRole, choice.value);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(chosen.contains(choice.value) ? Qt::Checked : Qt::Unchecked);
    }
    m_list->setVisible(!choices.isEmpty());
    if (!choices.isEmpty())
        m_list->setCurrentRow(0);
    const int rows = qBound(1, int(choices.size()), 10);
    m_list->setFixedHeight(rows * qMax(28, m_list->sizeHintForRow(0)) + 4);
    m_list->setMinimumWidth(qBound(180, m_list->sizeHintForColumn(0) + 36, 420));
}

void ChoicePopup::filter(const QString &text)
{
    for (int i = 0; i < m_list->count(); ++i)
        m_list->setRowHidden(i, !m_list->item(i)->text().contains(text, Qt::CaseInsensitive));
}

QStringList ChoicePopup::chosen() const
{
    QStringList values;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            values << m_list->item(i)->data(Qt::UserRole).toString();
    }
    return values;
}

void ChoicePopup::openBelow(QWidget *anchor)
{
    adjustSize();
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + 4));
    const QRect screen = anchor->screen()->availableGeometry();
    at.setX(qMax(screen.left(), qMin(at.x(), screen.right() - width())));
    move(at);
    show();
    if (focusProxy())
        focusProxy()->setFocus(Qt::PopupFocusReason);
}

void ChoicePopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        close();
    else if (event->key() == Qt::Key_Down && focusProxy() != m_list)
        m_list->setFocus();
    else
        QFrame::keyPressEvent(event);
}

} // namespace aiops::myspace
