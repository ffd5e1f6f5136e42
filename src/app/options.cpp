#include "app/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace aiops::app {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::app", text);
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("One window for the people who run servers."));
    parser.addOptions({
        {u"home"_s, tr("The home folder; else $AIOPS_HOME, else the platform's data folder."), tr("DIR")},
        {u"page"_s, tr("The page to open: myspace, terminals, vault, audit, settings, or instance:NAME."), tr("ID")},
        {u"screenshot"_s, tr("Write a picture of the window and end."), tr("FILE.png")},
        {u"size"_s, tr("Size of the window, for example 1440x900."), tr("WxH")},
        {u"theme"_s, tr("light, dark or system."), tr("NAME")},
    });
    parser.addHelpOption();
    parser.addVersionOption();
}

Error invalid(const QString &text)
{
    return {Errc::Invalid, text, {}, tr("See --help.")};
}

Result<QSize> parseSize(const QString &text)
{
    const QStringList parts = text.split(u'x');
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.width() < 200 || size.height() < 200 || size.width() > 16384 || size.height() > 16384)
        return std::unexpected(invalid(tr("The size is given as 1440x900, each number 200 to 16384.")));
    return size;
}

Result<widgets::Theme::Mode> parseTheme(const QString &text)
{
    using Mode = widgets::Theme::Mode;
    if (text == u"light")
        return Mode::Light;
    if (text == u"dark")
        return Mode::Dark;
    if (text == u"system")
        return Mode::System;
    return std::unexpected(invalid(tr("The theme is light, dark or system.")));
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return std::unexpected(invalid(parser.errorText()));
    if (!parser.positionalArguments().isEmpty())
        return std::unexpected(invalid(tr("“%1” is not understood.").arg(parser.positionalArguments().constFirst())));
    Options options{parser.value(u"home"_s), parser.value(u"page"_s), parser.value(u"screenshot"_s), {}, {},
                    parser.isSet(u"help"_s), parser.isSet(u"version"_s)};
    if (parser.isSet(u"size"_s)) {
        const auto size = parseSize(parser.value(u"size"_s));
        if (!size)
            return std::unexpected(size.error());
        options.size = *size;
    }
    if (parser.isSet(u"theme"_s)) {
        const auto theme = parseTheme(parser.value(u"theme"_s));
        if (!theme)
            return std::unexpected(theme.error());
        options.theme = *theme;
    }
    return options;
}

QString helpText()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace aiops::app
