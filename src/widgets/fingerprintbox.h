#pragma once

#include <QFrame>

class QPainter;

namespace aiops::widgets {

class Label;

/// A 15 x 9 pattern of the bytes of `fingerprint`, mirrored, so that a change is seen and not only read.
void paintVisualHash(QPainter &painter, const QRectF &rect, const QString &fingerprint, const QColor &color);

/// A host key's fingerprint: heading, where it is from, the text to select or copy, and its picture.
class FingerprintBox final : public QFrame
{
    Q_OBJECT

public:
    explicit FingerprintBox(QWidget *parent = nullptr);
    /// `alarming` draws it in the danger colour: the key that was presented instead of the known one.
    void setContent(const QString &title, const QString &note, const QString &fingerprint, bool alarming = false);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Label *m_title;
    Label *m_note;
    Label *m_fingerprint;
    QWidget *m_picture;
    bool m_alarming = false;
};

} // namespace aiops::widgets
