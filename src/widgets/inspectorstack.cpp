#include "widgets/inspectorstack.h"

#include "widgets/inspectorsection.h"
#include "widgets/label.h"

namespace aiops::widgets {

void InspectorStack::setColumn(QWidget *column)
{
    QWidget *old = currentWidget();
    setWindowTitle(column->windowTitle());
    setCurrentIndex(addWidget(column));
    if (old) {
        removeWidget(old);
        old->deleteLater();
    }
}

void InspectorStack::setNothingSelected(const QString &hint)
{
    auto *column = new InspectorColumn(tr("Details"), this);
    auto *text = new Label(hint, "secondary", "muted");
    text->setWordWrap(true);
    column->addSection(tr("Nothing selected"))->addWidget(text);
    setColumn(column);
}

} // namespace aiops::widgets
