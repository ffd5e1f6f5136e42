#pragma once

#include "features/probing/resolver.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QSocketNotifier;

namespace aiops::probing {

/// What one look at a port showed.
struct Outcome
{
    enum Kind { Reachable, Unreachable, NoNetwork /* of this computer: says nothing about the host */, Cancelled };
    Kind kind = Cancelled;
    int latencyMs = -1;     ///< of the TCP handshake, at least 1
    QString greeting = {};  ///< the identification line of an SSH server (RFC 4253 §4.2), made safe to show; may be empty
    QString text = {};      ///< why not, for people

    bool isReachable() const { return kind == Reachable; }
};

/// Connects to a port, reads at most one identification line and hangs up. Nothing is ever sent. One use. Main thread.
class Probe final : public QObject
{
    Q_OBJECT

public:
    Probe(Addresses addresses, quint16 port, std::chrono::milliseconds patience, QObject *parent = nullptr);
    ~Probe() override;

    void start();

signals:
    void finished(const aiops::probing::Outcome &outcome); ///< once; it may delete this object with deleteLater()

private:
    void tryNext();
    void connected();
    void readGreeting();
    void greeted();
    void timedOut();
    void failed(int error);
    void watch(bool writing);
    void hangUp();
    void finish(Outcome outcome);

    Addresses m_left;
    quint16 m_port;
    std::chrono::milliseconds m_patience;
    int m_socket = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_timer;
    QElapsedTimer m_dialing;
    QByteArray m_greeting;
    int m_latency = -1;
    bool m_done = false;
};

} // namespace aiops::probing
