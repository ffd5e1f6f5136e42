#include "features/rotation/cli/rotationquestion.h"

#include "core/text.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownTargets = 20;

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

QString summary(const QString &credential, const QStringList &steps, const QStringList &targets)
{
    QString text = targets.isEmpty() ? say("%1 gets a new value.").arg(shownPlain(credential, 200))
                                     : say("%1 gets a new value. Instances: %2").arg(shownPlain(credential, 200)).arg(targets.size());
    text += u'\n';
    for (const QString &name : targets.first(qMin(kShownTargets, targets.size())))
        text += u"  "_s + shownPlain(name, 200) + u'\n';
    if (targets.size() > kShownTargets)
        text += u"  "_s + say("and %1 more").arg(targets.size() - kShownTargets) + u'\n';
    for (const QString &step : steps)
        text += u"- "_s + shownPlain(step, 500) + u'\n';
    return text;
}

} // namespace

Future<void> askToRotate(cli::Context context, QString credential, QStringList steps, QStringList targets)
{
    if (context.arguments.yes)
        co_return Status{};
    if (context.arguments.noInput || !context.io->inIsTerminal())
        co_return std::unexpected(Error{Errc::NoInput, say("Rotating asks before it starts, and nobody can be asked here."), {},
                                        say("Look with --dry-run, then give --yes.")});
    context.io->err(summary(credential, steps, targets).toUtf8());
    const auto line = co_await context.io->promptLine(say("Start? [y/N]"));
    if (!line)
        co_return std::unexpected(line.error());
    const QString word = line->trimmed().toLower();
    if (word != "y"_L1 && word != "yes"_L1)
        co_return std::unexpected(cancelledError());
    co_return Status{};
}

} // namespace aiops::rotation
