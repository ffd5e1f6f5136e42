#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace aiops::widgets {

class Label;

/// What a list shows when it has nothing: an icon, what it will hold, one step.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);
    EmptyState(const QString &icon, const QString &title, const QString &text, QWidget *parent = nullptr);

    void setContent(const QString &icon, const QString &title, const QString &text);
    /// The first button is the primary one.
    QPushButton *addButton(const QString &text, std::function<void()> run);
    void clearButtons();

private:
    QLabel *m_icon;
    Label *m_title;
    Label *m_text;
    QHBoxLayout *m_buttons;
};

} // namespace aiops::widgets
