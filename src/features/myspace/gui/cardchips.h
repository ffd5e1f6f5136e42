#pragma once

#include "features/myspace/spaceview.h"

#include <QWidget>

namespace aiops::widgets {
class Chip;
}

namespace aiops::myspace {

/// Beside the title: how many instances are in each state. A pressed one shows only those; several add up. What does
/// not fit is left out, the last first.
class CardChips final : public QWidget
{
    Q_OBJECT

public:
    explicit CardChips(QWidget *parent = nullptr);
    /// A state that nobody is in has no chip, unless it is pressed. `withoutAgent` -1: nobody reports at all.
    void setCounts(const QHash<QString, int> &byStatus, int withoutAgent);
    void setChosen(const Choices &choices); ///< does not emit changed()
    void takeChosen(Choices &choices) const;

signals:
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

private:
    struct Entry { QString status; widgets::Chip *chip; int count = 0; };
    void place();

    QList<Entry> m_entries;
};

} // namespace aiops::myspace
