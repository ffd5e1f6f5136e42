#include "cli/builtins.h"
#include "cli/help.h"
#include "cli/parser.h"

#include <QTest>

using namespace aiops;
using namespace aiops::cli;
using namespace Qt::StringLiterals;

class TestParser final : public QObject
{
    Q_OBJECT

    Registry m_registry;

    static QString shown(const Request &request)
    {
        if (!request.verb)
            return u"text"_s;
        QString text = commandName(*request.verb).mid(6);
        for (const Parameter &parameter : globalOptions() + request.verb->parameters) {
            if (request.arguments.has(parameter.name))
                text += u' ' + parameter.name + u'=' + request.arguments.values(parameter.name).join(u'|');
        }
        return text;
    }

private slots:
    void initTestCase()
    {
        const auto none = [](const Context &) { return ready<int>(0); };
        m_registry.describeNoun(u"instance"_s, u"Servers."_s);
        m_registry.add({u"instance"_s, u"add"_s, u"Add a server."_s, u"aiops instance add web-1 --address 10.0.0.5"_s,
                        {{u"NAME"_s, Parameter::Positional, u"its name"_s, true},
                         {u"--address"_s, Parameter::Value, u"host name or address"_s, true},
                         {u"--port"_s},
                         {u"--notes"_s},
                         {u"--env"_s, Parameter::Value, {}, false, {u"prod"_s, u"staging"_s, u"dev"_s}},
                         {u"--tag"_s, Parameter::List},
                         {u"--project"_s, Parameter::Value, {}, false, {}, u"project"_s}},
                        none});
        m_registry.add({u"instance"_s, u"list"_s, u"List servers."_s, {}, {{u"--archived"_s, Parameter::Flag}}, none});
        m_registry.add({u"instance"_s, u"test"_s, u"Try servers."_s, {}, {{u"NAME"_s, Parameter::Positionals, {}, true, {}, u"instance"_s}}, none});
        m_registry.add({u"ssh"_s, {}, u"Sign in."_s, {}, {{u"HOST"_s, Parameter::Positional, {}, true}, {u"COMMAND"_s, Parameter::Rest}}, none});
        m_registry.add({u"metrics"_s, u"now"_s, u"Now."_s, {}, {}, none});
        m_registry.add({u"metrics"_s, u"source add"_s, u"Add a source."_s, {}, {{u"URL"_s, Parameter::Positional, {}, true}}, none});
        registerBuiltins(m_registry);
    }

    void commandLinesAreUnderstood_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QStringList &words, const QString &expected) { QTest::newRow(name) << words << expected; };
        row("plain", {u"instance"_s, u"list"_s}, u"instance list"_s);
        row("flag", {u"instance"_s, u"list"_s, u"--archived"_s}, u"instance list --archived="_s);
        row("global first", {u"--json"_s, u"instance"_s, u"list"_s}, u"instance list --json="_s);
        row("global between", {u"instance"_s, u"--json"_s, u"list"_s}, u"instance list --json="_s);
        row("global last", {u"instance"_s, u"list"_s, u"--json"_s}, u"instance list --json="_s);
        row("value global first", {u"--home"_s, u"/x"_s, u"instance"_s, u"list"_s}, u"instance list --home=/x"_s);
        row("value global between", {u"instance"_s, u"--org"_s, u"add"_s, u"list"_s}, u"instance list --org=add"_s);
        row("value global with =", {u"--home=/x"_s, u"instance"_s, u"list"_s}, u"instance list --home=/x"_s);
        row("all globals", {u"--quiet"_s, u"--yes"_s, u"--no-input"_s, u"instance"_s, u"list"_s}, u"instance list --quiet= --yes= --no-input="_s);
        row("required", {u"instance"_s, u"add"_s, u"web"_s, u"--address"_s, u"h"_s}, u"instance add NAME=web --address=h"_s);
        row("option before positional", {u"instance"_s, u"add"_s, u"--address"_s, u"h"_s, u"web"_s}, u"instance add NAME=web --address=h"_s);
        row("value with =", {u"instance"_s, u"add"_s, u"web"_s, u"--address=h"_s}, u"instance add NAME=web --address=h"_s);
        row("empty value", {u"instance"_s, u"add"_s, u"web"_s, u"--address=h"_s, u"--notes"_s, u""_s}, u"instance add NAME=web --address=h --notes="_s);
        row("value with spaces", {u"instance"_s, u"add"_s, u"web 1"_s, u"--address=h"_s}, u"instance add NAME=web 1 --address=h"_s);
        row("unicode", {u"instance"_s, u"add"_s, u"wéb→日本"_s, u"--address=h"_s}, u"instance add NAME=wéb→日本 --address=h"_s);
        row("address in brackets", {u"instance"_s, u"add"_s, u"w"_s, u"--address"_s, u"[::1]"_s}, u"instance add NAME=w --address=[::1]"_s);
        row("value with comma", {u"instance"_s, u"add"_s, u"w"_s, u"--address"_s, u"a,b"_s}, u"instance add NAME=w --address=a,b"_s);
        row("quotes stay", {u"instance"_s, u"add"_s, u"\"w\""_s, u"--address"_s, u"'h'"_s}, u"instance add NAME=\"w\" --address='h'"_s);
        row("braces stay", {u"instance"_s, u"add"_s, u"{}"_s, u"--address"_s, u"[]"_s}, u"instance add NAME={} --address=[]"_s);
        row("percent stays", {u"instance"_s, u"add"_s, u"%%"_s, u"--address"_s, u"%1"_s}, u"instance add NAME=%% --address=%1"_s);
        row("list", {u"instance"_s, u"add"_s, u"w"_s, u"--address=h"_s, u"--tag"_s, u"a=b"_s, u"--tag"_s, u"c"_s}, u"instance add NAME=w --address=h --tag=a=b|c"_s);
        row("list leaves positionals", {u"instance"_s, u"add"_s, u"--tag"_s, u"a"_s, u"w"_s, u"--address=h"_s}, u"instance add NAME=w --address=h --tag=a"_s);
        row("choice", {u"instance"_s, u"add"_s, u"w"_s, u"--address=h"_s, u"--env"_s, u"prod"_s}, u"instance add NAME=w --address=h --env=prod"_s);
        row("many positionals", {u"instance"_s, u"test"_s, u"a"_s, u"b"_s, u"c"_s}, u"instance test NAME=a|b|c"_s);
        row("brackets in positionals", {u"instance"_s, u"test"_s, u"[::1]"_s, u"[a,b]"_s}, u"instance test NAME=[::1]|[a,b]"_s);
        row("positional behind --", {u"instance"_s, u"test"_s, u"--"_s, u"-x"_s}, u"instance test NAME=-x"_s);
        row("verb name as value", {u"instance"_s, u"test"_s, u"list"_s}, u"instance test NAME=list"_s);
        row("noun alone", {u"ssh"_s, u"web"_s}, u"ssh HOST=web"_s);
        row("rest", {u"ssh"_s, u"web"_s, u"--"_s, u"uname"_s, u"-n"_s}, u"ssh HOST=web COMMAND=uname|-n"_s);
        row("rest keeps options", {u"ssh"_s, u"web"_s, u"--"_s, u"x"_s, u"--json"_s, u"--"_s, u"--help"_s}, u"ssh HOST=web COMMAND=x|--json|--|--help"_s);
        row("empty rest", {u"ssh"_s, u"web"_s, u"--"_s}, u"ssh HOST=web COMMAND="_s);
        row("global before rest", {u"ssh"_s, u"web"_s, u"--json"_s, u"--"_s, u"x"_s}, u"ssh --json= HOST=web COMMAND=x"_s);
        row("verb of two words", {u"metrics"_s, u"source"_s, u"add"_s, u"http://x"_s}, u"metrics source add URL=http://x"_s);
        row("verb of two words, global between", {u"metrics"_s, u"source"_s, u"--json"_s, u"add"_s, u"u"_s}, u"metrics source add --json= URL=u"_s);
        row("verb of one word", {u"metrics"_s, u"now"_s}, u"metrics now"_s);
        row("version", {u"--version"_s}, u"text"_s);
        row("help", {u"--help"_s}, u"text"_s);
        row("help of a noun", {u"instance"_s, u"--help"_s}, u"text"_s);
        row("help of a verb", {u"instance"_s, u"add"_s, u"--help"_s}, u"text"_s);
        row("help as a word", {u"help"_s, u"instance"_s, u"add"_s}, u"text"_s);
        row("completion", {u"completion"_s, u"zsh"_s}, u"completion SHELL=zsh"_s);
    }
    void commandLinesAreUnderstood()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, expected);
        const auto request = parse(m_registry, words);
        QVERIFY2(request, request ? "" : qPrintable(request.error().text));
        auto sorted = [](const QString &text) { QStringList parts = text.split(u' '); parts.sort(); return parts; };
        QCOMPARE(sorted(shown(*request)), sorted(expected));
    }

    void wrongUsageSuggests_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const QStringList &words, const QString &part) { QTest::newRow(name) << words << part; };
        row("nothing", {}, u"--help"_s);
        row("only options", {u"--json"_s}, u"--help"_s);
        row("mistyped noun", {u"instnace"_s, u"list"_s}, u"“instance”"_s);
        row("mistyped verb", {u"instance"_s, u"lsit"_s}, u"“list”"_s);
        row("mistyped option", {u"instance"_s, u"list"_s, u"--archvied"_s}, u"“--archived”"_s);
        row("mistyped option with value", {u"instance"_s, u"add"_s, u"w"_s, u"--adress=h"_s}, u"“--address”"_s);
        row("mistyped choice", {u"instance"_s, u"add"_s, u"w"_s, u"--address=h"_s, u"--env"_s, u"prdo"_s}, u"“prod”"_s);
        row("no verb", {u"instance"_s}, u"add, list, test"_s);
        row("missing option", {u"instance"_s, u"add"_s, u"w"_s}, u"--address is missing"_s);
        row("missing positional", {u"instance"_s, u"add"_s, u"--address=h"_s}, u"NAME is missing"_s);
        row("missing positionals", {u"instance"_s, u"test"_s}, u"NAME is missing"_s);
        row("one word too many", {u"instance"_s, u"list"_s, u"x"_s}, u"one word too many"_s);
        row("command without --", {u"ssh"_s, u"web"_s, u"uname"_s}, u"behind “--”"_s);
        row("value missing at the end", {u"instance"_s, u"add"_s, u"w"_s, u"--address"_s}, u"--address needs a value"_s);
        row("value missing before option", {u"instance"_s, u"add"_s, u"w"_s, u"--address"_s, u"--json"_s}, u"--address needs a value"_s);
        row("twice", {u"instance"_s, u"add"_s, u"w"_s, u"--address=a"_s, u"--address=b"_s}, u"only once"_s);
        row("value for a flag", {u"instance"_s, u"list"_s, u"--json=no"_s}, u"--json"_s);
        row("short option", {u"instance"_s, u"list"_s, u"-x"_s}, u"no option “-x”"_s);
        row("-- before the noun", {u"--"_s, u"instance"_s}, u"--help"_s);
        row("escape in a noun", {u"\x1b[31m"_s}, u"\\x1b[31m"_s);
        row("unknown shell", {u"completion"_s, u"csh"_s}, u"bash, zsh, fish"_s);
    }
    void wrongUsageSuggests()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, part);
        const auto request = parse(m_registry, words);
        QVERIFY(!request);
        QCOMPARE(exitCode(request.error().code), 2);
        const QString all = request.error().text + u' ' + request.error().hint;
        QVERIFY2(all.contains(part), qPrintable(all));
    }

    void helpShowsExamplesAndOptions()
    {
        const auto request = parse(m_registry, {u"instance"_s, u"add"_s, u"--help"_s});
        QVERIFY(request->text.contains(u"aiops instance add web-1 --address 10.0.0.5"_s));
        QVERIFY(request->text.contains(u"--env prod|staging|dev"_s));
        QVERIFY(request->text.contains(u"--no-input"_s));
    }

    void hiddenCommandsAreNotInTheHelpOrTheManual()
    {
        QVERIFY(!programHelp(m_registry).contains(u"__complete"_s));
        QVERIFY(!manPage(m_registry).contains(u"__man"_s));
        QVERIFY(manPage(m_registry).contains(u".SS aiops instance add"_s));
    }
};

QTEST_GUILESS_MAIN(TestParser)
#include "tst_parser.moc"
