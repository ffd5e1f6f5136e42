#pragma once

#include <QFrame>
#include <QPointer>

class QStackedWidget;

namespace aiops::widgets {
class Label;
}

namespace aiops::shell {

/// The frame around what a page shows about its selection. Its heading is the window title of that widget.
class InspectorPane final : public QFrame
{
    Q_OBJECT

public:
    explicit InspectorPane(QWidget *parent = nullptr);

    QWidget *contentParent() const;
    void setContent(QWidget *content); ///< nullptr: this page has none
    QWidget *content() const { return m_content; }

signals:
    void closeRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refreshTitle();

    widgets::Label *m_title;
    QStackedWidget *m_stack;
    QPointer<QWidget> m_content;
};

} // namespace aiops::shell
