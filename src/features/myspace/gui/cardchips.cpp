#include "features/myspace/gui/cardchips.h"

#include "features/myspace/gui/cardmodel.h"
#include "widgets/chip.h"

#include <QLocale>
#include <QSignalBlocker>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSpacing = 6;
const QString kAgent = u"agent"_s;

QString chipText(const QString &status, int count)
{
    const QString number = QLocale().toString(count);
    if (status == kAgent)
        return CardChips::tr("%1 without agent").arg(number);
    if (status == u"warning")
        return CardChips::tr("%n warnings", nullptr, count);
    return CardChips::tr("%1 %2", "3 unreachable").arg(number, statusWord(status).toLower());
}

} // namespace

CardChips::CardChips(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    for (const QString &status : {u"running"_s, u"critical"_s, u"warning"_s, u"unreachable"_s, u"reachable"_s, u"starting"_s,
                                  u"stopped"_s, u"unknown"_s, kAgent}) {
        auto *chip = new widgets::Chip({}, {}, this);
        chip->setObjectName(status + u"Chip"_s);
        chip->hide();
        connect(chip, &QAbstractButton::toggled, this, &CardChips::changed);
        m_entries.append({status, chip});
    }
}

void CardChips::setCounts(const QHash<QString, int> &byStatus, int withoutAgent)
{
    for (Entry &entry : m_entries) {
        entry.count = entry.status == kAgent ? qMax(0, withoutAgent) : byStatus.value(entry.status);
        const QString text = chipText(entry.status, entry.count);
        if (entry.chip->text() != text)
            entry.chip->setContent(text, entry.status == kAgent ? u"none"_s : shapeOf(entry.status));
    }
    place();
}

void CardChips::setChosen(const Choices &choices)
{
    for (const Entry &entry : std::as_const(m_entries)) {
        const QSignalBlocker quiet(entry.chip);
        entry.chip->setChecked(entry.status == kAgent ? choices.withoutAgent : choices.statuses.contains(entry.status));
    }
    place();
}

void CardChips::takeChosen(Choices &choices) const
{
    for (const Entry &entry : m_entries) {
        if (entry.status == kAgent) {
            choices.withoutAgent = entry.chip->isChecked();
            continue;
        }
        choices.statuses.removeAll(entry.status);
        if (entry.chip->isChecked())
            choices.statuses.append(entry.status);
    }
}

void CardChips::place()
{
    int x = 0;
    for (const Entry &entry : std::as_const(m_entries)) {
        const QSize size = entry.chip->sizeHint();
        const bool wanted = entry.count > 0 || entry.chip->isChecked();
        const bool shown = wanted && (x + size.width() <= width() || entry.chip->isChecked());
        entry.chip->setVisible(shown);
        if (!shown)
            continue;
        entry.chip->setGeometry({QPoint(x, (height() - size.height()) / 2), size});
        x += size.width() + kSpacing;
    }
}

void CardChips::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

QSize CardChips::sizeHint() const
{
    return {400, m_entries.first().chip->sizeHint().height()};
}

} // namespace aiops::myspace
