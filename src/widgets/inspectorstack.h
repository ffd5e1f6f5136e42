#pragma once

#include <QStackedWidget>

namespace aiops::widgets {

/// What a page gives as inspector(): one column at a time, with its title. A new one takes the place of the old.
class InspectorStack : public QStackedWidget
{
    Q_OBJECT

public:
    using QStackedWidget::QStackedWidget;

protected:
    void setColumn(QWidget *column);
    void setNothingSelected(const QString &hint);
};

} // namespace aiops::widgets
