#pragma once

#include <QString>

#include <chrono>
#include <memory>

namespace aiops::test {

/// A real network path between this process and itself that loses, delays, repeats, reorders, narrows and cuts, where the
/// kernel cannot do that by itself (no netem). What listens on `here` is reached at `there`, and sees its client come from
/// there: every packet goes out through a TUN device, has its two addresses exchanged, which leaves all checksums as they
/// are, and comes in again. Linux.
class LossyLine final
{
public:
    static constexpr const char *here = "10.9.0.1";
    static constexpr const char *there = "10.9.0.2";

    enum class Cut {
        None,
        Both,
        ToServer, ///< what the client sends is lost
        ToClient, ///< what the server sends is lost
    };

    struct Rules
    {
        double loss = 0;                    ///< share of the packets, each way
        double repeat = 0;                  ///< share that arrives twice
        double late = 0;                    ///< share that `lateness` comes on top for, so that those behind overtake it
        std::chrono::milliseconds delay{0}; ///< of every packet, each way
        std::chrono::milliseconds lateness{15};
        qint64 bytesPerSecond = 0;          ///< each way; 0: as fast as it goes
        Cut cut = Cut::None;
        qint64 packets = -1;                ///< of the server that pass, then the line is cut both ways; -1: all
    };

    /// What happened since start(), both ways.
    struct Counts
    {
        qint64 passed = 0, lost = 0, repeated = 0;
        qint64 overtaking = 0; ///< came before one that was sent earlier
        qint64 ofServer = 0;   ///< packets of the server that passed
    };

    /// Leaves the network of this computer for an empty one of this process and of those that it starts, for good. Before
    /// there is any thread. Empty, or what has to be allowed for it.
    static QString enter();

    explicit LossyLine(quint32 seed);
    ~LossyLine();
    /// `server` is the port whose side is the server's. Empty, or what failed.
    QString start(quint16 server);
    void setRules(const Rules &rules); ///< for packets that come from now on; those under way arrive
    Counts counts() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace aiops::test
