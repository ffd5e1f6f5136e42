#include "shell/palettedelegate.h"

#include "shell/palettemodel.h"
#include "widgets/marks.h"
#include "widgets/theme.h"

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

/// Everything is measured from the left; where the layout runs the other way, each part is mirrored in the row.
struct RowPainter
{
    QPainter &painter;
    const QRect row;
    const Qt::LayoutDirection direction;

    QRect placed(const QRect &part) const { return QStyle::visualRect(direction, row, part); }

    void text(const QRect &space, const QString &text, Qt::Alignment alignment = Qt::AlignLeft) const
    {
        const auto visual = QStyle::visualAlignment(direction, alignment);
        painter.drawText(placed(space), int(visual | Qt::AlignVCenter | Qt::TextSingleLine | Qt::AlignAbsolute), text);
    }
};

void paintHeading(const RowPainter &to, const QModelIndex &index)
{
    const Theme &theme = Theme::current();
    const QRect space = to.row.adjusted(12, 4, -12, 0);
    to.painter.setPen(theme.color(Token::Muted));
    to.painter.setFont(theme.font(Theme::Type::Caption));
    const QString hint = index.data(PaletteModel::ContextRole).toString();
    to.text(space, hint, Qt::AlignRight);
    const int used = to.painter.fontMetrics().horizontalAdvance(hint);
    to.painter.setFont(theme.font(Theme::Type::Caption, 600));
    const QRect rest = space.adjusted(0, 0, -used - 8, 0);
    to.text(rest, to.painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, rest.width()));
}

void paintMark(const RowPainter &to, const QRect &space, const QModelIndex &index)
{
    const QRect box(space.left(), space.center().y() - 7, 16, 16);
    const QString color = index.data(PaletteModel::ColorRole).toString();
    if (color.isEmpty())
        Theme::current().icon(index.data(PaletteModel::IconRole).toString(), Token::Muted).paint(&to.painter, to.placed(box));
    else
        widgets::paintProjectSquare(to.painter, to.placed(box.adjusted(4, 4, -4, -4)), QColor::fromString(color));
}

/// Returns the width that it took.
int paintShortcut(const RowPainter &to, const QRect &space, const QString &text)
{
    if (text.isEmpty())
        return 0;
    to.painter.setFont(Theme::current().font(Theme::Type::Secondary));
    to.painter.setPen(Theme::current().color(Token::Muted));
    to.text(space, text, Qt::AlignRight);
    return to.painter.fontMetrics().horizontalAdvance(text) + 12;
}

struct NamePart
{
    QString text;
    QFont font;
    int width;
};

/// Part by part, because the letters that match are bold.
QList<NamePart> partsOf(const QModelIndex &index, int room)
{
    const auto match = index.data(PaletteModel::MatchRole).value<QList<qsizetype>>();
    const QString text = index.data().toString();
    QList<NamePart> parts;
    for (qsizetype at = 0; at < text.size() && room > 0;) {
        const bool bold = match.contains(at);
        qsizetype end = at + 1;
        while (end < text.size() && match.contains(end) == bold)
            ++end;
        const QFont font = Theme::current().font(Theme::Type::Body, bold ? 700 : 400);
        const QFontMetrics metrics(font);
        const QString part = metrics.elidedText(text.sliced(at, end - at), Qt::ElideRight, room);
        parts += {part, font, metrics.horizontalAdvance(part)};
        room -= parts.last().width;
        at = end;
    }
    return parts;
}

/// Returns where the text ends. A mirrored row moves the name as a whole: its parts stay one behind the other.
int paintName(const RowPainter &to, const QRect &space, const QModelIndex &index)
{
    const QList<NamePart> parts = partsOf(index, space.width());
    int width = 0;
    for (const NamePart &part : parts)
        width += part.width;
    QRect at = to.placed(QRect(space.left(), space.top(), width, space.height()));
    to.painter.setPen(Theme::current().color(Token::Text));
    for (const NamePart &part : parts) {
        to.painter.setFont(part.font);
        to.painter.drawText(at, int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine), part.text);
        at.setLeft(at.left() + part.width);
    }
    return space.left() + width;
}

void paintHit(const RowPainter &to, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Theme &theme = Theme::current();
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        to.painter.setPen(Qt::NoPen);
        to.painter.setBrush(theme.color(option.state & QStyle::State_Selected ? Token::Selected : Token::Hover));
        to.painter.drawRoundedRect(option.rect, 6, 6);
    }
    QRect space = to.row.adjusted(12, 0, -12, 0);
    paintMark(to, space, index);
    space.setLeft(space.left() + 28);
    space.setRight(space.right() - paintShortcut(to, space, index.data(PaletteModel::ShortcutRole).toString()));
    const int end = paintName(to, space, index);
    to.painter.setFont(theme.font(Theme::Type::Secondary));
    to.painter.setPen(theme.color(Token::Muted));
    const QRect rest(end + 10, space.top(), qMax(0, space.right() - end - 10), space.height());
    to.text(rest, to.painter.fontMetrics().elidedText(index.data(PaletteModel::ContextRole).toString(), Qt::ElideRight, rest.width()));
}

} // namespace

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {200, Theme::current().scaled(index.data(PaletteModel::HeadingRole).toBool() ? 26 : 34)};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const RowPainter to{*painter, option.rect, option.direction};
    if (index.data(PaletteModel::HeadingRole).toBool())
        paintHeading(to, index);
    else
        paintHit(to, option, index);
    painter->restore();
}

} // namespace aiops::shell
