#pragma once

#include "core/secret.h"

#include <QObject>
#include <QTimer>

namespace aiops::credentials {

/// Puts a secret on the clipboard, marked so that clipboard histories leave it out, and takes it away after a while or at
/// clear(), unless something else was copied meanwhile. Main thread.
class SensitiveClipboard final : public QObject
{
    Q_OBJECT

public:
    explicit SensitiveClipboard(QObject *parent = nullptr);
    ~SensitiveClipboard() override;

    void put(const Secret &secret, std::chrono::seconds stays = std::chrono::seconds(30));
    void clear();

private:
    bool isOurs() const;

    QTimer m_timer;
    QByteArray m_mark; ///< of what was put last; empty: nothing
};

} // namespace aiops::credentials
