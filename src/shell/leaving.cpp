#include "shell/leaving.h"

#include "shell/confirmation.h"
#include "widgets/label.h"

#include <QVBoxLayout>

namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPatience = std::chrono::seconds(8); ///< whoever takes longer is left behind

} // namespace

Leaving::Leaving(const Registry &registry, QWidget *window) : QObject(window), m_registry(registry), m_window(window) {}

QString Leaving::running() const
{
    QStringList lines;
    for (const LeaveSpec &each : m_registry.leaves()) {
        if (const QString line = each.running(); !line.isEmpty())
            lines += line;
    }
    return lines.join(u'\n');
}

bool Leaving::mayClose()
{
    if (m_isDone)
        return true;
    if (m_isStopping || m_question)
        return false;
    const QString what = running();
    if (what.isEmpty())
        return true;
    m_question = Confirmation::ask(m_window, {.title = tr("Stop what runs and close?"), .text = what, .confirm = tr("Stop and close")}, [this] { stopAll(); });
    return false;
}

void Leaving::stopAll()
{
    if (std::exchange(m_isStopping, true))
        return;
    if (const QString what = running(); !what.isEmpty())
        showStopping(what);
    ++m_left; // until all are asked
    for (const LeaveSpec &each : m_registry.leaves()) {
        ++m_left;
        deliver(each.stop(), this, [this](const Status &) {
            if (--m_left == 0)
                finish();
        });
    }
    if (--m_left == 0)
        return finish();
    QTimer::singleShot(kPatience, this, &Leaving::finish);
}

/// Nothing new can be started meanwhile.
void Leaving::showStopping(const QString &what)
{
    m_stopping = new Dialog(tr("Stopping what runs"), m_window);
    m_stopping->setObjectName(u"stoppingDialog"_s);
    m_stopping->setClosable(false);
    m_stopping->setMinimumWidth(widgets::Theme::current().scaled(420));
    m_stopping->body()->setSpacing(8);
    for (auto *text : {new widgets::Label(what), new widgets::Label(tr("The window closes by itself, in a few seconds at most."), "secondary", "muted")}) {
        text->setWordWrap(true);
        m_stopping->body()->addWidget(text);
    }
    m_stopping->open();
}

void Leaving::finish()
{
    if (std::exchange(m_isDone, true))
        return;
    if (m_stopping)
        m_stopping->done(QDialog::Accepted);
    emit done();
}

} // namespace aiops::shell
