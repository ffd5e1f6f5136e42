#include "cli/owner/remoteio.h"

#include "core/text.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;
using SecretPointer = std::shared_ptr<const Secret>;

namespace {

constexpr qint64 kSmallQueue = 128 << 10;
constexpr qint64 kLargestQueue = 256 << 20; // a command that ignores bytesQueued() ends here instead of eating the memory
constexpr quint32 kLargestSide = 10'000;
constexpr qint64 kMostCredit = 64 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

QByteArray u32(quint32 value)
{
    std::string bytes;
    wire::appendU32(bytes, value);
    return QByteArray::fromStdString(bytes);
}

quint32 u32At(const QByteArray &bytes, std::size_t at)
{
    return wire::u32At(std::string_view(bytes.constData(), std::size_t(bytes.size())), at);
}

QByteArray head(wire::SecretKind kind, bool text)
{
    return QByteArray(1, char(kind)) + QByteArray(1, char(text));
}

/// "Passphrase of the vault: " without what a prompt ends with.
QString named(QString label)
{
    label = label.trimmed();
    return label.endsWith(u':') ? label.chopped(1) : label;
}

Error errorOf(wire::Answer answer, const QString &label)
{
    switch (answer) {
    case wire::Answer::NoTerminal:
        return {Errc::NoInput, tr("%1: needed, but there is no terminal to ask on.").arg(label), {},
                tr("Give it through an option that reads it from a file or descriptor.")};
    case wire::Answer::NotFound:
        return {Errc::NotFound, tr("%1 cannot be read.").arg(label), {}};
    case wire::Answer::TooLarge:
        return {Errc::TooLarge, tr("%1 is longer than 64 KiB.").arg(label), {}};
    case wire::Answer::Invalid:
        return {Errc::Invalid, tr("%1 is not open for reading.").arg(label), {}};
    default:
        return cancelledError();
    }
}

} // namespace

RemoteIo::RemoteIo(Wire &wire, wire::RunRequest request, QObject *parent) : m_wire(&wire), m_request(std::move(request))
{
    setParent(parent);
    connect(&wire, &Wire::sent, this, &RemoteIo::noteSent);
}

void RemoteIo::out(const QByteArray &data)
{
    if (!m_wire || data.isEmpty())
        return;
    m_wire->send(wire::Type::Stdout, data);
    m_crowded = m_crowded || m_wire->bytesQueued() > kSmallQueue;
    if (m_wire->bytesQueued() > kLargestQueue)
        m_wire->close();
}

void RemoteIo::err(const QByteArray &data)
{
    if (!m_wire || data.isEmpty())
        return;
    m_wire->send(wire::Type::Stderr, data);
    m_crowded = m_crowded || m_wire->bytesQueued() > kSmallQueue;
    if (m_wire->bytesQueued() > kLargestQueue)
        m_wire->close();
}

void RemoteIo::noteSent()
{
    if (m_crowded && bytesQueued() <= kSmallQueue) {
        m_crowded = false;
        emit drained();
    }
}

void RemoteIo::readInput(qint64 window)
{
    if (m_inputEnded || !m_wire)
        QMetaObject::invokeMethod(this, &Io::inputEnded, Qt::QueuedConnection);
    else
        giveCredit(window - m_credit);
}

void RemoteIo::inputConsumed(qint64 bytes)
{
    if (!m_inputEnded)
        giveCredit(bytes);
}

void RemoteIo::giveCredit(qint64 bytes)
{
    bytes = std::min(bytes, kMostCredit - m_credit);
    if (bytes <= 0 || !m_wire)
        return;
    m_credit += bytes;
    m_wire->send(wire::Type::Credit, u32(quint32(bytes)));
}

void RemoteIo::setRawTerminal(bool raw)
{
    if (!m_wire || raw == m_raw || !m_request.inIsTerminal)
        return;
    m_raw = raw;
    m_wire->send(wire::Type::RawMode, QByteArray(1, char(raw)));
}

Future<SecretPointer> RemoteIo::promptSecret(QString label)
{
    return ask(wire::Type::Prompt, QByteArray(1, '\0') + shownPlain(named(label), 300).toUtf8(), label);
}

Future<QString> RemoteIo::promptLine(QString label)
{
    auto secret = co_await ask(wire::Type::Prompt, QByteArray(1, '\1') + shownPlain(named(label), 300).toUtf8(), label);
    if (!secret)
        co_return std::unexpected(secret.error());
    co_return QString::fromUtf8((*secret)->reveal());
}

Future<SecretPointer> RemoteIo::secretFromFd(int fd, bool text)
{
    return ask(wire::Type::SecretRequest, head(wire::SecretKind::Descriptor, text) + QByteArray::number(fd), tr("Descriptor %1").arg(fd));
}

Future<SecretPointer> RemoteIo::secretFromFile(QString path, bool text)
{
    return ask(wire::Type::SecretRequest, head(wire::SecretKind::File, text) + path.toLocal8Bit(), tr("The file “%1”").arg(shownPlain(path)));
}

Future<SecretPointer> RemoteIo::ask(wire::Type type, QByteArray payload, QString label)
{
    if (!m_wire)
        return failed<SecretPointer>(cancelledError());
    if (type == wire::Type::Prompt && m_inputForbidden)
        return failed<SecretPointer>({Errc::NoInput, tr("%1: needed, but --no-input forbids asking.").arg(named(label)), {},
                                      tr("Give it through an option that reads it from a file or descriptor.")});
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    m_questions.push_back({type, std::move(payload), named(label), [promise](Answer answer) {
                               promise->addResult(std::move(answer));
                               promise->finish();
                           }});
    if (m_questions.size() == 1)
        askNext();
    return promise->future();
}

void RemoteIo::askNext()
{
    if (m_wire && !m_questions.empty())
        m_wire->send(m_questions.front().type, m_questions.front().payload);
}

bool RemoteIo::take(wire::Type type, const QByteArray &payload)
{
    switch (type) {
    case wire::Type::Stdin:
        return takeInput(payload);
    case wire::Type::StdinEnd:
        if (!std::exchange(m_inputEnded, true))
            emit inputEnded();
        return true;
    case wire::Type::Resize:
        return takeSize(payload);
    case wire::Type::Interrupt:
        interrupt();
        return true;
    case wire::Type::Reply:
        return takeReply(payload);
    default:
        return false;
    }
}

bool RemoteIo::takeInput(const QByteArray &payload)
{
    if (m_inputEnded || payload.size() > m_credit)
        return false;
    m_credit -= payload.size();
    emit input(payload);
    return true;
}

bool RemoteIo::takeSize(const QByteArray &payload)
{
    const quint32 newColumns = u32At(payload, 0);
    const quint32 newRows = u32At(payload, 4);
    if (payload.size() != 8 || !newColumns || !newRows || newColumns > kLargestSide || newRows > kLargestSide)
        return false;
    m_request.columns = newColumns;
    m_request.rows = newRows;
    emit resized(columns(), rows());
    return true;
}

bool RemoteIo::takeReply(const QByteArray &payload)
{
    if (m_questions.empty() || payload.isEmpty() || payload.size() > qsizetype(wire::kLargestSecret) + 1)
        return false;
    const Question question = std::move(m_questions.front());
    m_questions.pop_front();
    const auto answer = wire::Answer(payload.front());
    if (answer == wire::Answer::Ok)
        question.answered(std::make_shared<const Secret>(Secret::copyOf(QByteArrayView(payload).sliced(1))));
    else
        question.answered(std::unexpected(errorOf(answer, question.label)));
    askNext();
    return true;
}

void RemoteIo::detach()
{
    m_wire.clear();
    m_inputEnded = true;
    const QPointer<RemoteIo> self(this);
    for (const Question &question : std::exchange(m_questions, {}))
        question.answered(std::unexpected(cancelledError()));
    interrupt();
    if (self)
        emit drained();
}

void RemoteIo::interrupt()
{
    emit interrupted();
}

} // namespace aiops::cli
