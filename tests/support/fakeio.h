#pragma once

#include "cli/io.h"

/// The streams of a command, held by the test.
class FakeIo final : public aiops::cli::Io
{
public:
    using Secret = std::shared_ptr<const aiops::Secret>;

    void out(const QByteArray &data) override { stdoutText += data; }
    void err(const QByteArray &data) override { stderrText += data; }
    qint64 bytesQueued() const override { return queued; }
    bool outIsTerminal() const override { return terminal; }
    bool inIsTerminal() const override { return terminal; }
    bool wantsColor() const override { return false; }
    QByteArray term() const override { return "xterm-256color"; }
    int columns() const override { return 80; }
    int rows() const override { return 24; }
    QString directory() const override { return QStringLiteral("/"); }
    void readInput(qint64) override { ++reads; }
    void inputConsumed(qint64 bytes) override { acknowledged += bytes; }
    void setRawTerminal(bool on) override { raw = on; }
    aiops::Future<Secret> promptSecret(QString label) override
    {
        labels.append(label);
        return answers.isEmpty() ? aiops::failed<Secret>(aiops::cancelledError())
                                 : aiops::ready<Secret>(std::make_shared<const aiops::Secret>(answers.takeFirst().toUtf8()));
    }
    aiops::Future<QString> promptLine(QString label) override
    {
        labels.append(label);
        return answers.isEmpty() ? aiops::failed<QString>(aiops::cancelledError()) : aiops::ready<QString>(answers.takeFirst());
    }
    aiops::Future<Secret> secretFromFd(int, bool) override { return aiops::failed<Secret>(aiops::cancelledError()); }
    aiops::Future<Secret> secretFromFile(QString, bool) override { return aiops::failed<Secret>(aiops::cancelledError()); }

    QByteArray stdoutText;
    QByteArray stderrText;
    QStringList answers; ///< to prompts, in order
    QStringList labels;
    qint64 queued = 0;
    qint64 acknowledged = 0;
    int reads = 0;
    bool terminal = false;
    bool raw = false;
};
