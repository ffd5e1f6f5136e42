#pragma once

#include "core/setting.h"
#include "vault/vault.h"

#include <optional>

namespace aiops::vault {

/// How many days before its date a rotation is asked for.
inline const Setting<int> rotationLeadDays{QStringLiteral("vault/rotationLeadDays"), 14};

/// The last rotation of a credential, as far as the age rule is concerned.
struct RotationProgress
{
    bool isRunning = false;
    int done = 0;    ///< targets that have the new value
    int failed = 0;  ///< targets that still have the old one
    int targets = 0;
};

/// What a list says of the age of a credential.
struct RotationState
{
    enum Value { Manual, Fine, Due, Overdue, Rotating, Failed, Snoozed, Revoked } value = Manual;
    int days = 0;     ///< left (Fine, Due), or over (Overdue)
    QDateTime until;  ///< Snoozed
    RotationProgress progress; ///< Rotating, Failed

    bool needsRotation() const { return value == Due || value == Overdue || value == Failed; } ///< a badge, and in the list of what is due
    QString text() const; ///< translated: "61 d left", "Due in 9 d", "Overdue 6 d", "Rotating, 2 of 3", …
    QString name() const; ///< for JSON: "fine", "due", …
};

/// Whole days are counted from the moment of the change: of 90 days with a lead of 14, day 76 is the first that is due.
RotationState rotationState(const CredentialInfo &info, const QDateTime &now, int leadDays = 14,
                            const std::optional<RotationProgress> &last = {});

} // namespace aiops::vault
