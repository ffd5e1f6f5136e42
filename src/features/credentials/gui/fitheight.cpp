#include "features/credentials/gui/fitheight.h"

#include <QEvent>
#include <QLayout>
#include <QWidget>

namespace aiops::credentials {

namespace {

class Fitter final : public QObject
{
public:
    explicit Fitter(QWidget *dialog) : QObject(dialog), m_dialog(dialog) { dialog->installEventFilter(this); }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest && m_dialog->isVisible()) {
            m_dialog->layout()->activate();
            m_dialog->resize(m_dialog->width(), m_dialog->layout()->totalHeightForWidth(m_dialog->width()));
        }
        return false;
    }

private:
    QWidget *m_dialog;
};

} // namespace

void fitHeight(QWidget *dialog)
{
    new Fitter(dialog);
}

} // namespace aiops::credentials
