#pragma once

#include "widgets/theme.h"

#include <QAbstractButton>

namespace aiops::widgets {

/// A toggle filter: a status shape, a count and a word. "critical" and "warning" are tinted, others outlined.
class Chip final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit Chip(const QString &text = {}, const QString &status = {}, QWidget *parent = nullptr);
    void setContent(const QString &text, const QString &status);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QFont textFont() const { return Theme::current().font(Theme::Type::Secondary, 400); }
    void paintBox(QPainter &painter) const;
    QColor textColor() const;

    QString m_status;
};

} // namespace aiops::widgets
