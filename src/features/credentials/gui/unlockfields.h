#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QWidget>

#include <memory>

namespace aiops::widgets {
class Field;
class SecretEdit;
}

namespace aiops::credentials {

/// The passphrase of the vault and, once it was right and one is wanted, the one-time code.
class UnlockFields final : public QWidget
{
    Q_OBJECT

public:
    explicit UnlockFields(const QString &passphraseName, QWidget *parent = nullptr);
    bool check(); ///< shows what is missing
    std::shared_ptr<const Secret> passphrase();
    QString code() const;
    void showError(const Error &error); ///< NoInput asks for the code
    void reset();

signals:
    void entered(); ///< Return

private:
    widgets::SecretEdit *m_passphrase;
    widgets::Field *m_field;
    widgets::Field *m_code;
    std::shared_ptr<const Secret> m_kept; ///< while the code is asked for
};

} // namespace aiops::credentials
