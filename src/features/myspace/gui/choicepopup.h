#pragma once

#include <QFrame>

class QListWidget;
class QListWidgetItem;

namespace aiops::myspace {

struct Choice
{
    QString value;
    QString text;
    int count = -1; ///< how many instances have it; -1: not shown
};

/// A list of boxes under a button: several may be ticked, it stays open until it is left. A long one has a filter.
class ChoicePopup final : public QFrame
{
    Q_OBJECT

public:
    ChoicePopup(const QString &title, const QList<Choice> &choices, const QStringList &chosen, QWidget *parent);
    void openBelow(QWidget *anchor);
    QStringList chosen() const;

signals:
    void changed(const QStringList &chosen);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fill(const QList<Choice> &choices, const QStringList &chosen);
    void filter(const QString &text);

    QListWidget *m_list;
};

} // namespace aiops::myspace
