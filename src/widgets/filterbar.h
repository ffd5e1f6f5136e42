#pragma once

#include <QLineEdit>

namespace aiops::widgets {

/// The filter field of a list: icon, hint of its key, Esc clears it. In forms: promote a QLineEdit.
class FilterBar final : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);
    /// Placeholder and accessible name: "Name, IP or tag".
    void setSubject(const QString &subject);
    void setKeyHint(const QString &key); ///< "/" unless told; empty shows none
    void focus();                        ///< focus and select all

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_key = QStringLiteral("/");
};

/// A key in a small frame, right-aligned in `rect`: "Ctrl K". Returns its width.
int paintKeyHint(QPainter &painter, const QRect &rect, const QString &key);

} // namespace aiops::widgets
