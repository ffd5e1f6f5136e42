#pragma once

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace aiops::widgets {

/// What few people need, below a button that shows it and hides it again. Closed at first.
class Fold final : public QWidget
{
    Q_OBJECT

public:
    explicit Fold(const QString &text, QWidget *parent = nullptr);

    QPushButton *button() const { return m_button; }
    QVBoxLayout *content() const { return m_column; }
    void setText(const QString &text);
    void setOpen(bool open);
    bool isOpen() const;

signals:
    void toggled(bool open);

private:
    void reveal(bool open);

    QPushButton *m_button;
    QWidget *m_content;
    QVBoxLayout *m_column;
};

} // namespace aiops::widgets
