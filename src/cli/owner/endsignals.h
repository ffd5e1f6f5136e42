#pragma once

#include <QObject>

namespace aiops::cli {

/// Tells when the process is asked to end: SIGTERM of a service manager or a shutdown, SIGINT, SIGHUP. One for a
/// process; main thread.
class EndSignals final : public QObject
{
    Q_OBJECT

public:
    explicit EndSignals(QObject *parent = nullptr);
    ~EndSignals() override;

signals:
    void asked(); ///< once
};

} // namespace aiops::cli
