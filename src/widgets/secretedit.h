#pragma once

#include "core/secret.h"

#include <QLineEdit>

namespace aiops::widgets {

/// A passphrase or password field. It cannot be revealed, copied or completed; take() empties it. In forms: promote
/// a QLineEdit and give the accessible name to it.
class SecretEdit final : public QLineEdit
{
    Q_OBJECT

public:
    explicit SecretEdit(QWidget *parent = nullptr);
    ~SecretEdit() override;

    /// The typed text in UTF-8. The field is empty afterwards and its buffer overwritten.
    Secret take();
    Secret secret() const; ///< the same, and the field stays as it is
    /// Compares without making a copy that outlives the call.
    bool holdsSameAs(const SecretEdit &other) const;
    void wipe(); ///< overwrites and empties; nothing can be undone

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
};

} // namespace aiops::widgets
