#pragma once

#include "widgets/theme.h"

#include <QLabel>

namespace aiops::widgets {

/// Text of a type and a colour role, never interpreted as markup. In forms: a QLabel with the properties
/// type (title, section, heading, secondary, caption, overline, metric, mono) and tone, textFormat PlainText.
class Label : public QLabel
{
    Q_OBJECT

public:
    explicit Label(QWidget *parent = nullptr) : Label(QString(), "body", nullptr, parent) {}
    /// `type` as above or "body"; `tone` muted, accent, success, warn, danger, info, disabled or nullptr.
    explicit Label(const QString &text, const char *type = "body", const char *tone = nullptr, QWidget *parent = nullptr);

    void setTone(const char *tone);
    /// Cuts instead of widening; the whole text is in the tool tip then.
    void setElideMode(Qt::TextElideMode mode);
    void setCopyable(bool copyable);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::TextElideMode m_elide = Qt::ElideNone;
};

/// A tool tip that shows `text` as it is: Qt takes what looks like markup for markup.
QString plainToolTip(const QString &text);

} // namespace aiops::widgets
