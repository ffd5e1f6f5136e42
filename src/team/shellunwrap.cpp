#include "team/shellunwrap.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepest = 8;

/// A program that runs the words behind its own options.
struct Wrapper
{
    QString valued;      ///< short options with a value
    QStringList longOnes; ///< long options whose value is the next word
    int before = 0;      ///< words between the options and the command: timeout 5 CMD
    bool takesVariables = false;
    bool addsWords = false; ///< more words follow that nobody sees here: xargs
};

const QHash<QString, Wrapper> &wrappers()
{
    static const QHash<QString, Wrapper> all{
        {u"sudo"_s, {u"ugphCcDRTUrta"_s, {u"--user"_s, u"--group"_s, u"--prompt"_s, u"--host"_s, u"--chdir"_s, u"--chroot"_s, u"--role"_s, u"--type"_s}, 0, true}},
        {u"doas"_s, {u"uC"_s, {}}},
        {u"pkexec"_s, {{}, {u"--user"_s}}},
        {u"run0"_s, {u"ug"_s, {u"--user"_s, u"--group"_s, u"--chdir"_s}}},
        {u"env"_s, {u"uCS"_s, {u"--unset"_s, u"--chdir"_s}, 0, true}},
        {u"nohup"_s, {}},
        {u"setsid"_s, {}},
        {u"exec"_s, {u"a"_s, {}}},
        {u"command"_s, {}},
        {u"builtin"_s, {}},
        {u"nice"_s, {u"n"_s, {u"--adjustment"_s}}},
        {u"ionice"_s, {u"cnpPu"_s, {u"--class"_s, u"--classdata"_s}}},
        {u"chrt"_s, {u"TPD"_s, {}, 1}},
        {u"taskset"_s, {{}, {}, 1}},
        {u"timeout"_s, {u"ks"_s, {u"--signal"_s, u"--kill-after"_s}, 1}},
        {u"time"_s, {u"fo"_s, {}}},
        {u"stdbuf"_s, {u"ioe"_s, {}}},
        {u"unbuffer"_s, {}},
        {u"strace"_s, {u"oeEpsaP"_s, {}}},
        {u"ltrace"_s, {u"oelpnsu"_s, {}}},
        {u"chroot"_s, {{}, {}, 1}},
        {u"unshare"_s, {u"SGRw"_s, {}}},
        {u"nsenter"_s, {u"tSG"_s, {u"--target"_s}}},
        {u"systemd-run"_s, {u"puHMG"_s, {u"--property"_s, u"--unit"_s, u"--slice"_s, u"--uid"_s, u"--gid"_s, u"--description"_s}}},
        {u"setpriv"_s, {{}, {u"--reuid"_s, u"--regid"_s}}},
        {u"runuser"_s, {u"ugGs"_s, {}}},
        {u"busybox"_s, {}},
        {u"toybox"_s, {}},
        {u"xargs"_s, {u"IiLnPsEdaR"_s, {u"--max-args"_s, u"--max-procs"_s, u"--delimiter"_s, u"--arg-file"_s, u"--replace"_s}, 0, false, true}},
        {u"parallel"_s, {u"jNnaI"_s, {u"--jobs"_s}, 0, false, true}},
    };
    return all;
}

bool isShell(const QString &program)
{
    static const QStringList shells{u"sh"_s, u"bash"_s, u"dash"_s, u"ash"_s, u"zsh"_s, u"ksh"_s, u"mksh"_s, u"rbash"_s, u"fish"_s, u"csh"_s, u"tcsh"_s};
    return shells.contains(program);
}

bool isAssignment(const ShellWord &word)
{
    static const QRegularExpression form(u"\\A[A-Za-z_][A-Za-z0-9_]*\\+?="_s);
    return form.match(word.text).hasMatch();
}

bool isOption(const ShellWord &word)
{
    return word.text.size() > 1 && word.text.startsWith(u'-');
}

bool anyDynamic(const QList<ShellWord> &words)
{
    return std::ranges::any_of(words, &ShellWord::isDynamic);
}

QString joined(const QList<ShellWord> &words)
{
    QStringList texts;
    for (const ShellWord &word : words)
        texts += word.text;
    return texts.join(u' ');
}

class Unwrapper final
{
public:
    explicit Unwrapper(UnwrappedLine &line) : m_line(line) {}
    void line(const QString &text, int depth);

private:
    void command(ShellCommand command, int depth);
    void shell(const PlainCommand &plain, int depth);
    void wrapped(const PlainCommand &plain, const Wrapper &wrapper, int depth);
    void find(const PlainCommand &plain, int depth);
    void script(const QList<ShellWord> &words, int depth);
    void interpreter(const PlainCommand &plain);
    void special(const PlainCommand &plain, int depth);
    void behindOption(const PlainCommand &plain, const QStringList &options, int depth);
    void rest(const PlainCommand &plain, QList<ShellWord> words, int depth);

    UnwrappedLine &m_line;
};

void Unwrapper::line(const QString &text, int depth)
{
    if (depth > kDeepest) {
        m_line.isUnclear = true;
        return;
    }
    const ShellLine split = splitShell(text);
    m_line.isUnclear = m_line.isUnclear || split.isUnclear;
    for (const ShellCommand &one : split.commands)
        command(one, depth);
}

void Unwrapper::command(ShellCommand one, int depth)
{
    while (!one.words.isEmpty() && isAssignment(one.words.first()) && !one.words.first().isQuoted)
        one.words.removeFirst();
    PlainCommand plain{one.words, one.writes, one.input, one.readsPipe};
    if (!plain.words.isEmpty()) {
        ShellWord &program = plain.words.first();
        if (program.isDynamic || program.isPattern)
            m_line.isUnclear = true;
        program.text = program.text.section(u'/', -1);
    }
    m_line.commands += plain;
    if (depth > kDeepest)
        m_line.isUnclear = true;
    else if (!plain.words.isEmpty())
        special(plain, depth + 1);
}

void Unwrapper::special(const PlainCommand &plain, int depth)
{
    const QString program = plain.program();
    const QList<ShellWord> arguments = plain.words.sliced(1);
    static const QRegularExpression inlineCode(u"\\A(python|perl|ruby|node|php|lua|awk|gawk|mawk|tclsh)[0-9.]*\\z"_s);
    if (isShell(program))
        shell(plain, depth);
    else if (program == "eval"_L1 || program == "watch"_L1)
        script(arguments, depth);
    else if (program == "trap"_L1)
        script(arguments.first(std::min<qsizetype>(1, arguments.size())), depth);
    else if (program == "alias"_L1)
        m_line.isUnclear = !arguments.isEmpty() || m_line.isUnclear;
    else if (program == "."_L1 || program == "source"_L1)
        m_line.isUnclear = m_line.isUnclear || anyDynamic(arguments) || joined(arguments).contains("/dev/"_L1);
    else if (program == "su"_L1 || program == "script"_L1 || program == "flock"_L1)
        behindOption(plain, {u"-c"_s, u"--command"_s}, depth);
    else if (program == "find"_L1)
        find(plain, depth);
    else if (program == "command"_L1 && !arguments.isEmpty() && arguments.first().text.toLower() == "-v"_L1)
        return;
    else if (inlineCode.match(program).hasMatch())
        interpreter(plain);
    else if (program == "ssh"_L1)
        wrapped(plain, {u"bcDeFIiJLlmOopQRSWwE"_s, {}, 1}, depth);
    else if (const auto found = wrappers().constFind(program); found != wrappers().cend())
        wrapped(plain, *found, depth);
}

/// sh -c TEXT, sh FILE, or what comes through stdin.
void Unwrapper::shell(const PlainCommand &plain, int depth)
{
    bool wantsText = false, readsInput = false;
    for (qsizetype i = 1; i < plain.words.size(); ++i) {
        const ShellWord &word = plain.words.at(i);
        const bool isCluster = (isOption(word) || word.text.startsWith(u'+')) && !word.text.startsWith("--"_L1);
        if (isCluster) {
            wantsText = wantsText || word.text.contains(u'c');
            readsInput = readsInput || word.text == "-s"_L1;
            i += word.text.contains(u'o') || word.text.contains(u'O') ? 1 : 0;
        } else if (word.text == "--rcfile"_L1 || word.text == "--init-file"_L1) {
            ++i;
        } else if (!isOption(word)) {
            if (wantsText)
                return script({word}, depth);
            m_line.isUnclear = m_line.isUnclear || word.isDynamic || word.text.startsWith("/dev/"_L1) || word.text.startsWith("/proc/"_L1);
            if (!readsInput)
                return;
        }
    }
    if (plain.input.isEmpty() || plain.readsPipe)
        m_line.isUnclear = true;
    if (!plain.input.isEmpty())
        line(plain.input, depth);
}

void Unwrapper::script(const QList<ShellWord> &words, int depth)
{
    if (anyDynamic(words))
        m_line.isUnclear = true;
    if (!words.isEmpty())
        line(joined(words), depth);
}

void Unwrapper::wrapped(const PlainCommand &plain, const Wrapper &wrapper, int depth)
{
    int before = wrapper.before;
    for (qsizetype i = 1; i < plain.words.size(); ++i) {
        const ShellWord &word = plain.words.at(i);
        const bool isLong = word.text.startsWith("--"_L1);
        if (plain.program() == "env"_L1 && (word.text.startsWith("-S"_L1) || word.text.startsWith("--split-string"_L1)))
            m_line.isUnclear = true;
        if (word.text == "--"_L1)
            continue;
        if (isLong) {
            i += wrapper.longOnes.contains(word.text) ? 1 : 0;
        } else if (isOption(word)) {
            qsizetype at = 1;
            while (at < word.text.size() && !wrapper.valued.contains(word.text.at(at)))
                ++at;
            i += at == word.text.size() - 1 ? 1 : 0; // the value is the next word
        } else if (wrapper.takesVariables && isAssignment(word)) {
            continue;
        } else if (before > 0) {
            --before;
        } else {
            return rest(plain, plain.words.sliced(i) + (wrapper.addsWords ? QList<ShellWord>{{u"…"_s, true}} : QList<ShellWord>()), depth);
        }
    }
    static const QStringList shells{u"sudo"_s, u"doas"_s, u"chroot"_s, u"nsenter"_s, u"unshare"_s};
    if (shells.contains(plain.program()) && plain.readsPipe)
        m_line.isUnclear = true; // a shell that reads what nobody sees here
}

void Unwrapper::rest(const PlainCommand &plain, QList<ShellWord> words, int depth)
{
    if (plain.program() == "ssh"_L1)
        return script(words, depth);
    command({words, {}, plain.input, !plain.input.isEmpty(), plain.readsPipe}, depth);
}

void Unwrapper::behindOption(const PlainCommand &plain, const QStringList &options, int depth)
{
    for (qsizetype i = 1; i < plain.words.size(); ++i) {
        const QString &text = plain.words.at(i).text;
        if (options.contains(text) && i + 1 < plain.words.size())
            return script({plain.words.at(i + 1)}, depth);
        if (text.startsWith("--command="_L1)) {
            ShellWord value = plain.words.at(i);
            value.text = text.section(u'=', 1);
            return script({value}, depth);
        }
    }
    if (plain.program() == "su"_L1 && plain.readsPipe)
        m_line.isUnclear = true;
    if (plain.program() == "flock"_L1)
        wrapped(plain, {u"wE"_s, {u"--timeout"_s}, 1}, depth);
}

void Unwrapper::find(const PlainCommand &plain, int depth)
{
    static const QStringList runs{u"-exec"_s, u"-execdir"_s, u"-ok"_s, u"-okdir"_s};
    for (qsizetype i = 1; i < plain.words.size(); ++i) {
        if (!runs.contains(plain.words.at(i).text))
            continue;
        QList<ShellWord> words;
        for (++i; i < plain.words.size() && plain.words.at(i).text != ";"_L1 && plain.words.at(i).text != "+"_L1; ++i) {
            ShellWord word = plain.words.at(i);
            word.isDynamic = word.isDynamic || word.text.contains("{}"_L1);
            words += word;
        }
        command({words, {}, {}, false, false}, depth);
    }
}

void Unwrapper::interpreter(const PlainCommand &plain)
{
    static const QRegularExpression runsSomething(
        u"system|exec|popen|spawn|subprocess|child_process|unlink|rmtree|shutil|\\brm\\b|remove|rmdir|__import__|base64|qx|`|eval|\\|\\s*\"|shell"_s,
        QRegularExpression::CaseInsensitiveOption);
    bool isInline = plain.program().endsWith("awk"_L1);
    for (const ShellWord &word : plain.words.sliced(1))
        isInline = isInline || (isOption(word) && !word.text.startsWith("--"_L1) && (word.text.contains(u'c') || word.text.contains(u'e') || word.text.contains(u'r')));
    const bool readsCode = plain.words.size() == 1 && (plain.readsPipe || !plain.input.isEmpty());
    const QString code = plain.text() + plain.input;
    if (readsCode && plain.readsPipe)
        m_line.isUnclear = true;
    if ((isInline || readsCode) && (runsSomething.match(code).hasMatch() || anyDynamic(plain.words)))
        m_line.isUnclear = true;
}

} // namespace

QString PlainCommand::text() const
{
    return joined(words);
}

UnwrappedLine unwrapCommand(const QString &line)
{
    UnwrappedLine result;
    result.text = line;
    Unwrapper(result).line(line, 0);
    return result;
}

} // namespace aiops::team
