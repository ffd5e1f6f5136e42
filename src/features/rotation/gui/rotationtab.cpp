#include "features/rotation/gui/rotationtab.h"

#include "features/rotation/gui/keyspane.h"
#include "features/rotation/gui/plantab.h"
#include "widgets/segmentedcontrol.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace aiops::rotation {

using namespace Qt::StringLiterals;

QWidget *makeRotationTab(RotationSession &session, QWidget *parent)
{
    auto *tab = new QWidget(parent);
    tab->setObjectName(u"rotationTab"_s);
    auto *segments = new widgets::SegmentedControl;
    segments->setObjectName(u"rotationSegments"_s);
    segments->setAccessibleName(QCoreApplication::translate("aiops::rotation", "Rotation plan or keys on hosts"));
    segments->addSegment(u"plan"_s, QCoreApplication::translate("aiops::rotation", "Plan"));
    segments->addSegment(u"keys"_s, QCoreApplication::translate("aiops::rotation", "Keys on hosts"));
    auto *stack = new QStackedWidget;
    stack->addWidget(new PlanTab(session));
    stack->addWidget(new KeysPane(session));
    auto *layout = new QVBoxLayout(tab);
    layout->setContentsMargins(20, 12, 20, 12);
    layout->setSpacing(10);
    layout->addWidget(segments, 0, Qt::AlignLeft);
    layout->addWidget(stack, 1);
    QObject::connect(segments, &widgets::SegmentedControl::chosen, stack, [stack](const QString &id) { stack->setCurrentIndex(id == u"keys" ? 1 : 0); });
    return tab;
}

} // namespace aiops::rotation
