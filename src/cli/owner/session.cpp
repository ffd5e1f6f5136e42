#include "cli/owner/session.h"

#include "core/text.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kGreetingTime = std::chrono::seconds(5);
constexpr auto kCleanUpTime = std::chrono::seconds(2);

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

QStringList wordsOf(const wire::RunRequest &request)
{
    QStringList words;
    for (const std::string &word : request.words)
        words.append(QString::fromLocal8Bit(QByteArrayView(word.data(), qsizetype(word.size()))));
    return words;
}

/// What the person is told about who asks: noun and verb, never values.
QString clientName(const Verb &verb)
{
    return (u"aiops "_s + verb.noun + u' ' + verb.name).trimmed();
}

} // namespace

Session::Session(int fd, const Registry &registry, Admit admit, QObject *parent)
    : QObject(parent), m_registry(registry), m_admit(std::move(admit)), m_wire(fd)
{
    connect(&m_wire, &Wire::received, this, &Session::take);
    connect(&m_wire, &Wire::closed, this, &Session::clientGone);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &Session::giveUp);
    m_deadline.start(kGreetingTime);
}

void Session::interrupt()
{
    if (m_io)
        m_io->interrupt();
}

void Session::close()
{
    m_wire.close();
}

void Session::take(wire::Type type, const QByteArray &payload)
{
    if (m_exited)
        return;
    if (!m_greeted)
        return type == wire::Type::Hello ? greet(payload) : m_wire.close();
    if (!m_io)
        return type == wire::Type::Run ? prepare(payload) : m_wire.close();
    if (!m_io->take(type, payload))
        m_wire.close();
}

void Session::greet(const QByteArray &payload)
{
    const auto version = wire::helloVersion(view(payload));
    if (!version)
        return m_wire.close();
    m_greeted = true;
    if (*version == wire::kVersion)
        return;
    const QString text = tr("The running AIOps Command Center is of another version than this aiops. Start it again.");
    m_wire.send(wire::Type::Refused, text.toUtf8());
    m_exited = true;
    m_deadline.stop();
    m_wire.closeWhenSent();
}

void Session::prepare(const QByteArray &payload)
{
    auto run = wire::decodeRun(view(payload));
    if (!run)
        return m_wire.close();
    m_deadline.stop();
    const QStringList words = wordsOf(*run);
    m_io = new RemoteIo(m_wire, std::move(*run), this);
    connect(m_io, &Io::interrupted, this, [this] {
        m_cancelled = true;
        m_future.cancel();
        m_deadline.start(kCleanUpTime);
    });
    auto request = parse(m_registry, words);
    if (!request) {
        m_request.arguments.json = wantsJson(words);
        return fail(request.error());
    }
    m_request = std::move(*request);
    if (m_request.verb && m_request.verb->needsOwner)
        deliver(m_admit(clientName(*m_request.verb)), this, [this](const Result<Services *> &services) {
            services ? begin(*services) : fail(services.error());
        });
    else
        begin(nullptr);
}

void Session::welcome()
{
    if (std::exchange(m_welcomed, true))
        return;
    m_wire.send(wire::Type::Welcome);
    m_wire.flush(); // before the command does anything, so that the client never tries a begun one again
}

void Session::begin(Services *services)
{
    welcome();
    if (m_cancelled)
        return exitWith(exitCode(Errc::Cancelled));
    if (!m_request.verb) {
        m_io->out(m_request.text.toUtf8());
        return exitWith(0);
    }
    if (m_request.arguments.noInput)
        m_io->forbidInput();
    m_running = true;
    m_future = m_request.verb->run(Context{services, m_io, m_request.arguments});
    if (m_cancelled)
        m_future.cancel();
    deliver(m_future, this, [this](const Result<int> &result) { finish(result); });
}

void Session::finish(const Result<int> &result)
{
    m_running = false;
    if (m_cancelled)
        exitWith(exitCode(Errc::Cancelled));
    else if (!result)
        fail(result.error());
    else
        exitWith(*result);
    endWhenOver();
}

void Session::fail(const Error &error)
{
    if (error.code == Errc::Busy && !m_welcomed) {
        m_wire.send(wire::Type::Elsewhere);
        m_exited = true;
        return m_wire.closeWhenSent();
    }
    welcome();
    printError(*m_io, m_request.arguments, error);
    exitWith(exitCode(error.code));
}

void Session::exitWith(int code)
{
    if (std::exchange(m_exited, true))
        return;
    m_deadline.stop();
    m_io->setRawTerminal(false);
    welcome();
    std::string payload;
    wire::appendU32(payload, std::uint32_t(code));
    m_wire.send(wire::Type::Exit, QByteArray::fromStdString(payload));
    m_wire.closeWhenSent();
}

/// Nobody greeted in time, or the command does not stop: what remains of it ends on its own, unheard.
void Session::giveUp()
{
    if (!m_io)
        return m_wire.close();
    if (m_wire.isOpen())
        return exitWith(exitCode(Errc::Cancelled));
    m_ended = true;
    emit ended();
}

void Session::clientGone()
{
    m_exited = true;
    if (m_io)
        m_io->detach(); // starts the deadline
    endWhenOver();
}

void Session::endWhenOver()
{
    if (m_ended)
        return deleteLater(); // it was given up earlier
    if (m_running || m_wire.isOpen())
        return;
    m_ended = true;
    m_deadline.stop();
    emit ended();
}

} // namespace aiops::cli
