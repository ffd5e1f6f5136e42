#pragma once

#include <QWidget>

class QPainter;

namespace aiops::widgets {

/// Paints the shape of a status (ui-spec section 5) into the largest square of `rect`: running, warning, critical,
/// unreachable, stopped, starting, unknown, none, passed, failed, waiting.
void paintStatusGlyph(QPainter &painter, const QRectF &rect, const QString &status);

/// The shape, and after it the word in the colour of the status when one is given.
class StatusGlyph final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusGlyph(QWidget *parent = nullptr) : QWidget(parent) { setStatus(QStringLiteral("unknown")); }
    explicit StatusGlyph(const QString &status, const QString &word = {}, QWidget *parent = nullptr);

    void setStatus(const QString &status, const QString &word = {});
    QString status() const { return m_status; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont wordFont() const;

    QString m_status;
    QString m_word;
};

} // namespace aiops::widgets
