#include "features/myspace/gui/cardchips.h"

#include "features/myspace/gui/cardmodel.h"
#include "widgets/chip.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

CardChips::CardChips(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (const QString &status : {u"critical"_s, u"warning"_s, u"running"_s, u"reachable"_s, u"unreachable"_s, u"unknown"_s}) {
        auto *chip = new widgets::Chip;
        chip->setObjectName(status + u"Chip"_s);
        chip->hide();
        row->addWidget(chip);
        connect(chip, &QAbstractButton::toggled, this, &CardChips::changed);
        m_chips.append({status, chip});
    }
}

void CardChips::setCounts(const QHash<QString, int> &byStatus)
{
    for (const auto &[status, chip] : std::as_const(m_chips)) {
        const int count = byStatus.value(status);
        const QString text = tr("%1 %2", "3 unreachable").arg(count).arg(statusWord(status).toLower());
        if (chip->text() != text)
            chip->setContent(text, shapeOf(status));
        chip->setVisible(count > 0 || chip->isChecked());
    }
}

QSet<QString> CardChips::chosen() const
{
    QSet<QString> statuses;
    for (const auto &[status, chip] : m_chips) {
        if (chip->isChecked())
            statuses.insert(status);
    }
    return statuses;
}

void CardChips::clear()
{
    for (const auto &[status, chip] : std::as_const(m_chips)) {
        const QSignalBlocker quiet(chip);
        chip->setChecked(false);
    }
}

} // namespace aiops::myspace
