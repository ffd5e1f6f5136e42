#include "shell/palette.h"

#include "widgets/label.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

class PaletteDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, Theme::current().scaled(34)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::current();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.color(option.state & QStyle::State_Selected ? Token::Selected : Token::Hover));
            painter->drawRoundedRect(option.rect, 6, 6);
        }
        QRect space = option.rect.adjusted(12, 0, -12, 0);
        theme.icon(index.data(PaletteModel::IconRole).toString(), Token::Muted)
            .paint(painter, QRect(space.left(), space.center().y() - 7, 16, 16));
        space.setLeft(space.left() + 28);
        space.setRight(space.right() - paintRight(painter, space, index.data(PaletteModel::ShortcutRole).toString()));
        const int end = paintText(painter, space, index);
        painter->setFont(theme.font(Theme::Type::Secondary));
        painter->setPen(theme.color(Token::Muted));
        const QRect rest(end + 10, space.top(), qMax(0, space.right() - end - 10), space.height());
        painter->drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data(PaletteModel::ContextRole).toString(),
                                                            Qt::ElideRight, rest.width()));
        painter->restore();
    }

private:
    static int paintRight(QPainter *painter, const QRect &space, const QString &text)
    {
        if (text.isEmpty())
            return 0;
        painter->setFont(Theme::current().font(Theme::Type::Secondary));
        painter->setPen(Theme::current().color(Token::Muted));
        painter->drawText(space, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
        return painter->fontMetrics().horizontalAdvance(text) + 12;
    }

    /// Letter by letter, because the letters that match are bold. Returns where the text ends.
    static int paintText(QPainter *painter, const QRect &space, const QModelIndex &index)
    {
        const auto match = index.data(PaletteModel::MatchRole).value<QList<qsizetype>>();
        const QString text = index.data().toString();
        painter->setPen(Theme::current().color(Token::Text));
        int x = space.left();
        for (qsizetype at = 0; at < text.size() && x < space.right();) {
            const bool bold = match.contains(at);
            qsizetype end = at + 1;
            while (end < text.size() && match.contains(end) == bold)
                ++end;
            painter->setFont(Theme::current().font(Theme::Type::Body, bold ? 700 : 400));
            const QString part = painter->fontMetrics().elidedText(text.sliced(at, end - at), Qt::ElideRight,
                                                                   space.right() - x);
            painter->drawText(QRect(x, space.top(), space.right() - x, space.height()),
                              Qt::AlignVCenter | Qt::TextSingleLine, part);
            x += painter->fontMetrics().horizontalAdvance(part);
            at = end;
        }
        return x;
    }
};

} // namespace

Palette::Palette(QList<PaletteRow> rows, QList<SearchSpec> searches, QWidget *window)
    : QDialog(window, Qt::Popup | Qt::FramelessWindowHint),
      m_model(new PaletteModel(std::move(rows), std::move(searches), this)), m_query(new QLineEdit),
      m_list(new QListView)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_TranslucentBackground);
    setAccessibleName(tr("Search and commands"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    column->setSpacing(8);
    m_query->setObjectName(u"paletteEdit"_s);
    m_query->setAccessibleName(tr("Search instances, commands, settings"));
    m_query->setPlaceholderText(m_query->accessibleName());
    m_query->addAction(Theme::current().icon(u"search"_s, Token::Muted), QLineEdit::LeadingPosition);
    m_query->installEventFilter(this);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Results"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setCurrentIndex(m_model->index(0));
    column->addWidget(m_query);
    column->addWidget(m_list, 1);
    connect(m_query, &QLineEdit::textChanged, this, [this](const QString &query) {
        m_model->setQuery(query);
        m_list->setCurrentIndex(m_model->index(0));
    });
    connect(m_list, &QListView::clicked, this, &Palette::runCurrent);
}

void Palette::open()
{
    const QWidget *window = parentWidget()->window();
    const QSize size(qMin(640, window->width() - 40), qMin(440, window->height() - 120));
    const QPoint topLeft = window->mapToGlobal(QPoint((window->width() - size.width()) / 2, 96));
    setGeometry(QRect(topLeft, size));
    show();
    m_query->setFocus(Qt::PopupFocusReason);
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_query || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    default:
        return false;
    }
}

void Palette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    const std::function<void()> run = m_model->runOf(index.row());
    close();
    // Once the popup is gone: what runs may open a dialog of its own.
    QTimer::singleShot(0, parentWidget(), [run] { run(); });
}

void Palette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::current().color(Token::BorderStrong));
    painter.setBrush(Theme::current().color(Token::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

} // namespace aiops::shell
