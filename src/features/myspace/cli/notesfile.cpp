#include "features/myspace/cli/notesfile.h"

#include "core/text.h"
#include "features/myspace/cli/commands.h"

#include <QDir>
#include <QFileInfo>
#include <QStringDecoder>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargest = 400'000; ///< bytes: 100,000 characters of up to 4

std::unexpected<Error> refuse(Errc code, const QString &text, const QString &path)
{
    return std::unexpected(Error{code, text.arg(path), {}});
}

} // namespace

Result<std::optional<QString>> notesOf(const cli::Context &context)
{
    const cli::Arguments &arguments = context.arguments;
    if (!arguments.has(u"--notes-file"_s))
        return arguments.optional(u"--note"_s);
    const QString path = arguments.value(u"--notes-file"_s);
    if (arguments.has(u"--note"_s))
        return refuse(Errc::Invalid, tr("Give --note or --notes-file, not both.%1"), {});
    const QFileInfo info(QDir(context.io->directory()).absoluteFilePath(path));
    if (!info.exists())
        return refuse(Errc::NotFound, tr("The file %1 does not exist."), path);
    QFile file(info.filePath());
    if (!info.isFile() || !file.open(QFile::ReadOnly))
        return refuse(Errc::Invalid, tr("The file %1 cannot be read."), path);
    const QByteArray bytes = file.read(kLargest + 1);
    if (bytes.size() > kLargest)
        return refuse(Errc::TooLarge, tr("The file %1 is too large for notes."), path);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless); // a cut character is an error too
    QString text = decoder(bytes);
    if (decoder.hasError())
        return refuse(Errc::Invalid, tr("The file %1 is not UTF-8."), path);
    return std::optional(text.replace(u"\r\n"_s, u"\n"_s));
}

void printNotes(const cli::Context &context, const QString &notes)
{
    if (context.arguments.json || notes.trimmed().isEmpty())
        return;
    QString text = u'\n' + tr("Notes") + u'\n';
    for (const QString &line : notes.split(u'\n'))
        text += shownPlain(line, notes.size()) + u'\n';
    context.io->out(text.toUtf8());
}

cli::Parameter notesFileParameter()
{
    return {u"--notes-file"_s, cli::Parameter::Value, tr("A Markdown file that becomes the notes"), false, {}, u"file"_s};
}

} // namespace aiops::myspace
