#pragma once

#include "widgets/theme.h"

#include <QStyledItemDelegate>

namespace aiops::widgets {

/// A cell of a table with the shape of a status and after it the word, in the colour that `tone` gives the shape.
class StatusDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using Tone = Token (*)(const QString &glyph);

    /// `glyphRole` holds the name of a shape, see paintStatusGlyph(). `inset` is where the shape begins, in pixels.
    StatusDelegate(int glyphRole, Tone tone, QObject *parent, int inset = 10)
        : QStyledItemDelegate(parent), m_glyphRole(glyphRole), m_tone(tone), m_inset(inset)
    {
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const int m_glyphRole;
    const Tone m_tone;
    const int m_inset;
};

} // namespace aiops::widgets
