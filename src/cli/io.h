#pragma once

#include "core/future.h"
#include "core/secret.h"

#include <QByteArray>
#include <QObject>

namespace aiops::cli {

/// The world of one command: its streams, terminal and prompts, wherever it runs (in `aiops` itself, or in the owner
/// for an `aiops` at the other end of the local socket). Main thread.
class Io : public QObject
{
    Q_OBJECT

public:
    virtual void out(const QByteArray &data) = 0; ///< stdout; queued
    virtual void err(const QByteArray &data) = 0; ///< stderr; queued
    virtual qint64 bytesQueued() const = 0;       ///< not taken by the reader yet; drained() when it got small
    virtual bool outIsTerminal() const = 0;
    virtual bool inIsTerminal() const = 0;
    virtual bool wantsColor() const = 0;          ///< a terminal, and NO_COLOR is not set
    virtual QByteArray term() const = 0;          ///< $TERM
    virtual int columns() const = 0;
    virtual int rows() const = 0;
    virtual QString directory() const = 0;        ///< for relative file names

    /// Starts delivering stdin through input()/inputEnded(); at most `window` bytes are under way unconsumed.
    virtual void readInput(qint64 window = 1 << 20) = 0;
    virtual void inputConsumed(qint64 bytes) = 0;
    virtual void setRawTerminal(bool raw) = 0;

    /// Errors NoInput (no terminal or --no-input; the text names what is missing), Cancelled.
    virtual Future<std::shared_ptr<const Secret>> promptSecret(QString label) = 0;
    virtual Future<QString> promptLine(QString label) = 0;
    /// The content of a descriptor or file that the person named on the command line (at most 64 KiB), one trailing
    /// line end removed when `text`. Errors NotFound, Invalid, TooLarge.
    virtual Future<std::shared_ptr<const Secret>> secretFromFd(int fd, bool text) = 0;
    virtual Future<std::shared_ptr<const Secret>> secretFromFile(QString path, bool text) = 0;

signals:
    void input(const QByteArray &data);
    void inputEnded();
    void drained();
    void resized(int columns, int rows);
    void interrupted(); ///< Ctrl+C, or the client went away: stop, clean up, exit 130
};

} // namespace aiops::cli
