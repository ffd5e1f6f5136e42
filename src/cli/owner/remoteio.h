#pragma once

#include "cli/io.h"
#include "cli/owner/wire.h"

#include <deque>

namespace aiops::cli {

/// The streams and the terminal of an `aiops` at the other end of a socket. When that one went away, output goes
/// nowhere and prompts fail with Cancelled, so that a command can end in its own way.
class RemoteIo final : public Io
{
    Q_OBJECT

public:
    RemoteIo(Wire &wire, wire::RunRequest request, QObject *parent = nullptr);

    void out(const QByteArray &data) override;
    void err(const QByteArray &data) override;
    qint64 bytesQueued() const override { return m_wire ? m_wire->bytesQueued() : 0; }
    bool outIsTerminal() const override { return m_request.outIsTerminal; }
    bool inIsTerminal() const override { return m_request.inIsTerminal; }
    bool wantsColor() const override { return m_request.outIsTerminal && m_request.color && m_request.term != "dumb"; }
    QByteArray term() const override { return QByteArray::fromStdString(m_request.term); }
    int columns() const override { return int(m_request.columns); }
    int rows() const override { return int(m_request.rows); }
    QString directory() const override { return QString::fromLocal8Bit(QByteArray::fromStdString(m_request.directory)); }
    void readInput(qint64 window) override;
    void inputConsumed(qint64 bytes) override;
    void setRawTerminal(bool raw) override;
    Future<std::shared_ptr<const Secret>> promptSecret(QString label) override;
    Future<QString> promptLine(QString label) override;
    Future<std::shared_ptr<const Secret>> secretFromFd(int fd, bool text) override;
    Future<std::shared_ptr<const Secret>> secretFromFile(QString path, bool text) override;

    void forbidInput() { m_inputForbidden = true; } ///< --no-input
    /// Frames of the running command. False: a client that does not keep to the protocol.
    bool take(wire::Type type, const QByteArray &payload);
    void detach();    ///< the client went away
    void interrupt();

private:
    using Answer = Result<std::shared_ptr<const Secret>>;
    struct Question
    {
        wire::Type type;
        QByteArray payload;
        QString label;
        std::function<void(Answer)> answered;
    };

    Future<std::shared_ptr<const Secret>> ask(wire::Type type, QByteArray payload, QString label);
    void askNext();
    bool takeReply(const QByteArray &payload);
    bool takeInput(const QByteArray &payload);
    bool takeSize(const QByteArray &payload);
    void noteSent();
    void giveCredit(qint64 bytes);

    QPointer<Wire> m_wire;
    wire::RunRequest m_request;
    std::deque<Question> m_questions; ///< the first one is with the client
    qint64 m_credit = 0;
    bool m_inputEnded = false;
    bool m_inputForbidden = false;
    bool m_crowded = false;
    bool m_raw = false;
};

} // namespace aiops::cli
