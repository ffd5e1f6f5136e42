#pragma once

#include "shell/dialog.h"

namespace aiops::shell {

struct Question
{
    QString title;       ///< asks with the object: "Remove checkout-stage-01 from My Space?"
    QString text;        ///< what is lost, what stays, whether it can be undone
    QString confirm;     ///< repeats the effect: "Remove 3 instances"
    bool isDanger = true;
    QString typeThis = {}; ///< must be typed before it is enabled; empty: nothing
};

/// Asks before something that cannot be undone. Cancel has the focus and is what Esc presses.
class Confirmation final : public Dialog
{
    Q_OBJECT

public:
    /// Opens it; `confirmed` runs once, when the person agreed.
    static Confirmation *ask(QWidget *parent, const Question &question, std::function<void()> confirmed);

private:
    Confirmation(QWidget *parent, const Question &question, std::function<void()> confirmed);
};

} // namespace aiops::shell
