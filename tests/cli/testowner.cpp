// aiops-owner with verbs that exercise the frame instead of the product's.

#include "cli/builtins.h"
#include "cli/command.h"
#include "cli/owner/daemoncommands.h"
#include "cli/owner/ownerprogram.h"
#include "cli/services.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <unistd.h>

using namespace aiops;
using namespace aiops::cli;
using namespace Qt::StringLiterals;

namespace {

struct Waiting
{
    std::shared_ptr<QPromise<Result<int>>> promise = std::make_shared<QPromise<Result<int>>>();
    Waiting() { promise->start(); }
    void finish(int code) const
    {
        if (promise->future().isFinished())
            return;
        promise->addResult(Result<int>(code));
        promise->finish();
    }
};

Future<int> print(const Context &context)
{
    context.io->out(context.arguments.value(u"--out"_s).toUtf8());
    context.io->err(context.arguments.value(u"--err"_s).toUtf8());
    return ready<int>(context.arguments.value(u"--code"_s, u"0"_s).toInt());
}

Future<int> cat(const Context &context)
{
    const Waiting waiting;
    Io *io = context.io;
    QObject::connect(io, &Io::input, io, [io](const QByteArray &data) {
        io->out(data);
        if (io->bytesQueued() < 1 << 20)
            return io->inputConsumed(data.size());
        QObject::connect(io, &Io::drained, io, [io, size = data.size()] { io->inputConsumed(size); }, Qt::SingleShotConnection);
    });
    QObject::connect(io, &Io::inputEnded, io, [waiting] { waiting.finish(0); });
    QObject::connect(io, &Io::interrupted, io, [waiting] { waiting.finish(130); });
    io->readInput(1 << 20);
    return waiting.promise->future();
}

void pour(Io *io, std::shared_ptr<qint64> left, const Waiting &waiting)
{
    const QByteArray block(64 << 10, 'x');
    while (*left > 0 && io->bytesQueued() < 1 << 20) {
        io->out(block.first(std::min<qint64>(block.size(), *left)));
        *left -= block.size();
    }
    if (*left <= 0)
        waiting.finish(0);
}

Future<int> flood(const Context &context)
{
    const Waiting waiting;
    Io *io = context.io;
    auto left = std::make_shared<qint64>(context.arguments.value(u"MIB"_s).toLongLong() << 20);
    QObject::connect(io, &Io::drained, io, [io, left, waiting] { pour(io, left, waiting); });
    QObject::connect(io, &Io::interrupted, io, [left, waiting] { *left = 0; waiting.finish(130); });
    pour(io, left, waiting);
    return waiting.promise->future();
}

Future<int> ask(Context context)
{
    auto secret = co_await context.io->promptSecret(u"Passphrase of the test"_s);
    if (!secret)
        co_return std::unexpected(secret.error());
    auto name = co_await context.io->promptLine(u"Name"_s);
    if (!name)
        co_return std::unexpected(name.error());
    context.io->out("got " + (*secret)->reveal().toByteArray() + " and " + name->toUtf8() + "\n");
    co_return 0;
}

Future<int> secret(Context context)
{
    const bool fromFile = context.arguments.has(u"--file"_s);
    auto secret = fromFile ? co_await context.io->secretFromFile(context.arguments.value(u"--file"_s), true)
                           : co_await context.io->secretFromFd(context.arguments.value(u"--fd"_s).toInt(), true);
    if (!secret)
        co_return std::unexpected(secret.error());
    context.io->out("<" + (*secret)->reveal().toByteArray() + ">\n");
    co_return 0;
}

/// Says that it waits; when it is interrupted it leaves a file, as a command that cleans up would.
Future<int> wait(const Context &context)
{
    const Waiting waiting;
    Io *io = context.io;
    const QString mark = QDir(io->directory()).filePath(u"interrupted"_s);
    QObject::connect(io, &Io::interrupted, io, [waiting, mark] {
        QFile file(mark);
        if (file.open(QFile::WriteOnly))
            waiting.finish(130);
    });
    io->out("waiting\n");
    return waiting.promise->future();
}

Future<int> size(const Context &context)
{
    const Waiting waiting;
    Io *io = context.io;
    io->setRawTerminal(true);
    const auto show = [io] { io->out("size " + QByteArray::number(io->columns()) + "x" + QByteArray::number(io->rows()) + "\r\n"); };
    QObject::connect(io, &Io::resized, io, show);
    QObject::connect(io, &Io::input, io, [io, waiting](const QByteArray &data) {
        io->out("typed " + data.toHex() + "\r\n");
        io->inputConsumed(data.size());
        if (data.contains('q'))
            waiting.finish(0);
    });
    io->readInput();
    show();
    return waiting.promise->future();
}

Verb verb(const QString &name, std::function<Future<int>(Context)> run, const QList<Parameter> &parameters = {}, bool needsOwner = true)
{
    return {.noun = u"t"_s, .name = name, .help = u"a test"_s, .example = {}, .parameters = parameters, .run = std::move(run), .needsOwner = needsOwner};
}

void registerTests(Registry &registry)
{
    registry.add(verb(u"true"_s, [](const Context &) { return ready<int>(0); }));
    registry.add(verb(u"print"_s, print, {{u"--out"_s}, {u"--err"_s}, {u"--code"_s}}));
    registry.add(verb(u"cat"_s, cat));
    registry.add(verb(u"flood"_s, flood, {{u"MIB"_s, Parameter::Positional, {}, true}}));
    registry.add(verb(u"ask"_s, ask));
    registry.add(verb(u"secret"_s, secret, {{u"--fd"_s}, {u"--file"_s}}));
    registry.add(verb(u"wait"_s, wait));
    registry.add(verb(u"size"_s, size));
    registry.add(verb(u"stubborn"_s, [](const Context &context) {
        const Waiting waiting; // lives as long as the Io
        QObject::connect(context.io, &Io::resized, context.io, [waiting] { waiting.finish(1); });
        context.io->out("waiting\n");
        return waiting.promise->future();
    }));
    registry.add(verb(u"crash"_s, [](const Context &) -> Future<int> { ::_exit(9); }));
    registry.add(verb(u"fail"_s, [](const Context &) {
        return failed<int>(Error{Errc::HostKeyChanged, u"The key \x1b[31mchanged."_s, {}, u"Look."_s});
    }));
    registry.add(verb(u"pid"_s, [](const Context &context) {
        context.io->out(QByteArray::number(::getpid()) + '\n');
        return ready<int>(0);
    }));
    registry.add(verb(u"free"_s, [](const Context &context) { context.io->out(context.services ? "owned\n" : "free\n"); return ready<int>(0); }, {}, false));
    registry.completeWith(u"instance"_s, [](Services &) { return QStringList{u"web-1"_s, u"web-2"_s, u"db-1"_s}; });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Registry registry;
    Services services;
    std::unique_ptr<HomeLock> lock;
    OwnerProgram program(registry, {.open = [&](const Home &home) -> Result<Services *> {
                                        auto held = HomeLock::acquire(home);
                                        if (!held)
                                            return std::unexpected(held.error());
                                        lock = std::move(*held);
                                        return &services;
                                    },
                                    .status = {}});
    registerBuiltins(registry);
    registerDaemonCommands(registry, program);
    registerTests(registry);
    if (const auto code = program.begin(app.arguments()))
        return *code;
    return app.exec();
}
