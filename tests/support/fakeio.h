#pragma once

#include "cli/io.h"

#include <QHash>
#include <QStringList>

namespace aiops::test {

/// Records what a command wrote and answers its prompts. Without an answer a prompt fails with NoInput.
class FakeIo final : public cli::Io
{
    Q_OBJECT

public:
    void out(const QByteArray &data) override { outText += data; }
    void err(const QByteArray &data) override { errText += data; }
    qint64 bytesQueued() const override { return queued; }
    bool outIsTerminal() const override { return terminal; }
    bool inIsTerminal() const override { return terminal; }
    bool wantsColor() const override { return color; }
    QByteArray term() const override { return "xterm-256color"; }
    int columns() const override { return width; }
    int rows() const override { return 24; }
    QString directory() const override { return folder; }
    void readInput(qint64 window = 1 << 20) override;
    void inputConsumed(qint64 bytes) override { consumed += bytes; }
    void setRawTerminal(bool raw) override { rawTerminal = raw; }
    Future<std::shared_ptr<const Secret>> promptSecret(QString label) override;
    Future<QString> promptLine(QString label) override;
    Future<std::shared_ptr<const Secret>> secretFromFd(int fd, bool text) override;
    Future<std::shared_ptr<const Secret>> secretFromFile(QString path, bool text) override;

    /// Delivers the rest of `inputText` and the end, as a person or pipe would.
    void feed(const QByteArray &data) { emit input(data); }
    void endInput() { emit inputEnded(); }
    void interrupt() { emit interrupted(); }
    void resize(int newColumns, int newRows) { emit resized(newColumns, newRows); }

    QByteArray outText;
    QByteArray errText;
    QByteArray inputText;        ///< delivered at once by readInput(), then the end
    QByteArrayList secretAnswers; ///< for promptSecret(), in this order
    QStringList lineAnswers;     ///< for promptLine(), in this order
    QHash<int, QByteArray> descriptors;
    QStringList prompts;         ///< labels that were asked
    QString folder;
    qint64 queued = 0;
    qint64 consumed = 0;
    int width = 80;
    bool terminal = false;
    bool color = false;
    bool rawTerminal = false;
    bool endsInput = true;
};

} // namespace aiops::test
