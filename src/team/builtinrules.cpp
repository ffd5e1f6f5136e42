#include "team/builtinrules.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

struct Arguments
{
    QString letters;   ///< of all short options
    QStringList longs; ///< "--recursive"
    QList<ShellWord> operands;
};

Arguments argumentsOf(const PlainCommand &command)
{
    Arguments result;
    bool isOver = false;
    for (const ShellWord &word : command.words.sliced(1)) {
        const QString &text = word.text;
        if (isOver || text.size() < 2 || !text.startsWith(u'-'))
            result.operands += word;
        else if (text == "--"_L1)
            isOver = true;
        else if (text.startsWith("--"_L1))
            result.longs += text.section(u'=', 0, 0);
        else
            result.letters += text.sliced(1);
    }
    return result;
}

bool isRecursive(const Arguments &arguments)
{
    return arguments.letters.contains(u'r') || arguments.letters.contains(u'R')
           || std::ranges::any_of(arguments.longs, [](const QString &one) { return one.size() > 4 && u"--recursive"_s.startsWith(one); });
}

/// "/", "/etc", "/usr/*", "//etc/../", "/???", a home folder as a whole.
bool isSystemPath(const ShellWord &word)
{
    static const QStringList homes{u"~"_s, u"~/"_s, u"~/*"_s, u"$HOME"_s, u"${HOME}"_s, u"$HOME/"_s, u"$HOME/*"_s, u"${HOME}/"_s, u"${HOME}/*"_s, u"~root"_s};
    if (homes.contains(word.text))
        return true;
    if (!word.text.startsWith(u'/'))
        return false;
    QString path = QDir::cleanPath(word.text);
    while (path.endsWith("/*"_L1) || path.endsWith("/.*"_L1) || path.endsWith("/**"_L1))
        path = path.section(u'/', 0, -2);
    if (path.isEmpty() || path == "/"_L1)
        return true;
    static const QStringList folders{u"bin"_s, u"boot"_s, u"dev"_s, u"etc"_s, u"home"_s, u"lib"_s, u"lib32"_s, u"lib64"_s, u"opt"_s, u"proc"_s, u"root"_s,
                                     u"run"_s, u"sbin"_s, u"srv"_s, u"sys"_s, u"usr"_s, u"var"_s, u"usr/bin"_s, u"usr/lib"_s, u"usr/sbin"_s, u"usr/local"_s,
                                     u"var/lib"_s, u"var/log"_s};
    const QString below = path.sliced(1);
    return folders.contains(below) || (word.isPattern && !below.contains(u'/') && !below.at(0).isLetterOrNumber())
           || (word.isPattern && !below.contains(u'/') && below.size() <= 4);
}

bool isDisk(const QString &path)
{
    static const QRegularExpression disk(u"\\A/dev/(sd|hd|vd|xvd|nvme|mmcblk|md|dm-|mapper/|disk/|loop|zvol/|nbd|sr)"_s);
    return disk.match(QDir::cleanPath(path)).hasMatch();
}

bool isOneOf(const PlainCommand &command, std::initializer_list<QLatin1StringView> names)
{
    return std::ranges::any_of(names, [&](QLatin1StringView name) { return command.program() == name; });
}

bool anySystem(const QList<ShellWord> &words)
{
    return std::ranges::any_of(words, isSystemPath);
}

/// The folders that find looks in.
QList<ShellWord> findStarts(const PlainCommand &command)
{
    QList<ShellWord> starts;
    for (const ShellWord &word : command.words.sliced(1)) {
        if (word.text.startsWith(u'-') || word.text == "("_L1 || word.text == "!"_L1)
            break;
        starts += word;
    }
    return starts;
}

bool hasWord(const PlainCommand &command, QLatin1StringView text)
{
    return std::ranges::any_of(command.words, [text](const ShellWord &word) { return word.text == text; });
}

bool findDeletes(const PlainCommand &command)
{
    return command.program() == "find"_L1 && hasWord(command, "-delete"_L1);
}

bool removesSystem(const PlainCommand &command, const UnwrappedLine &line)
{
    if (findDeletes(command) && anySystem(findStarts(command)))
        return true;
    if (command.program() != "rm"_L1)
        return false;
    const Arguments arguments = argumentsOf(command);
    const bool viaFind = std::ranges::any_of(arguments.operands, [](const ShellWord &word) { return word.text.contains("{}"_L1); })
                         && std::ranges::any_of(line.commands, [](const PlainCommand &one) { return one.program() == "find"_L1 && anySystem(findStarts(one)); });
    return isRecursive(arguments) && (anySystem(arguments.operands) || viaFind || arguments.longs.contains(u"--no-preserve-root"_s));
}

bool removesUnseen(const PlainCommand &command, const UnwrappedLine &)
{
    if (command.program() != "rm"_L1)
        return false;
    const Arguments arguments = argumentsOf(command);
    return isRecursive(arguments) && std::ranges::any_of(arguments.operands, [](const ShellWord &word) {
        static const QStringList here{u"*"_s, u"."_s, u".."_s, u"./*"_s, u"../*"_s, u".*"_s, u"../.."_s, u"./"_s, u"../"_s};
        return word.isDynamic || here.contains(word.text);
    });
}

bool removesFolder(const PlainCommand &command, const UnwrappedLine &)
{
    return findDeletes(command) || (command.program() == "rm"_L1 && isRecursive(argumentsOf(command)));
}

bool anyWord(const PlainCommand &command, std::initializer_list<QLatin1StringView> texts)
{
    return std::ranges::any_of(texts, [&](QLatin1StringView text) { return hasWord(command, text); });
}

bool formats(const PlainCommand &command, const UnwrappedLine &)
{
    const QString program = command.program();
    const bool hasMore = command.words.size() > 1;
    if (program == "mkfs"_L1 || program.startsWith("mkfs."_L1) || isOneOf(command, {"mke2fs"_L1, "mkswap"_L1}))
        return hasMore && !anyWord(command, {"-V"_L1, "--version"_L1});
    if (isOneOf(command, {"blkdiscard"_L1, "pvremove"_L1, "vgremove"_L1, "lvremove"_L1}))
        return hasMore;
    if (isOneOf(command, {"fdisk"_L1, "sfdisk"_L1, "gdisk"_L1, "parted"_L1}))
        return hasMore && !anyWord(command, {"-l"_L1, "--list"_L1, "print"_L1, "-d"_L1, "--dump"_L1, "-v"_L1, "--version"_L1});
    if (program == "wipefs"_L1)
        return anyWord(command, {"-a"_L1, "--all"_L1, "-af"_L1, "-fa"_L1});
    if (program == "sgdisk"_L1)
        return anyWord(command, {"-Z"_L1, "--zap-all"_L1, "-z"_L1, "--zap"_L1, "-o"_L1, "--clear"_L1});
    if (program == "cryptsetup"_L1)
        return anyWord(command, {"luksFormat"_L1, "luksErase"_L1, "erase"_L1, "reencrypt"_L1});
    if (program == "zpool"_L1)
        return anyWord(command, {"destroy"_L1, "create"_L1, "labelclear"_L1});
    return program == "shred"_L1 && std::ranges::any_of(command.words, [](const ShellWord &word) { return isDisk(word.text); });
}

bool writesDisk(const PlainCommand &command, const UnwrappedLine &)
{
    const auto disk = [](const ShellWord &word) { return isDisk(word.text); };
    if (std::ranges::any_of(command.writes, disk))
        return true;
    if (command.program() == "dd"_L1)
        return std::ranges::any_of(command.words, [](const ShellWord &word) {
            return word.text.startsWith("of="_L1) && (word.isDynamic || isDisk(word.text.sliced(3)));
        });
    if (command.program() == "tee"_L1)
        return std::ranges::any_of(command.words, disk);
    return isOneOf(command, {"cp"_L1, "mv"_L1}) && command.words.size() > 2 && isDisk(command.words.constLast().text);
}

bool powers(const PlainCommand &command, const UnwrappedLine &)
{
    if (isOneOf(command, {"shutdown"_L1, "reboot"_L1, "halt"_L1, "poweroff"_L1}))
        return !hasWord(command, "-c"_L1);
    if (isOneOf(command, {"init"_L1, "telinit"_L1}))
        return hasWord(command, "0"_L1) || hasWord(command, "6"_L1) || hasWord(command, "1"_L1) || hasWord(command, "s"_L1);
    if (command.program() == "kexec"_L1)
        return hasWord(command, "-e"_L1);
    static const QStringList verbs{u"reboot"_s, u"poweroff"_s, u"halt"_s, u"kexec"_s, u"rescue"_s, u"emergency"_s, u"suspend"_s, u"hibernate"_s, u"soft-reboot"_s};
    if (command.program() == "systemctl"_L1 && std::ranges::any_of(command.words, [](const ShellWord &word) { return verbs.contains(word.text); }))
        return true;
    return std::ranges::any_of(command.writes, [](const ShellWord &word) { return word.text == "/proc/sysrq-trigger"_L1; })
           || (command.program() == "tee"_L1 && hasWord(command, "/proc/sysrq-trigger"_L1));
}

bool isDatabaseClient(const PlainCommand &command)
{
    return isOneOf(command, {"mysql"_L1, "mariadb"_L1, "psql"_L1, "sqlite3"_L1, "sqlcmd"_L1, "clickhouse-client"_L1, "cqlsh"_L1, "mongosh"_L1, "mongo"_L1, "sqlplus"_L1});
}

bool saysSql(const PlainCommand &command, const UnwrappedLine &line, const QRegularExpression &what)
{
    return isDatabaseClient(command) && what.match(line.text).hasMatch();
}

bool dropsDatabase(const PlainCommand &command, const UnwrappedLine &line)
{
    static const QRegularExpression drop(u"\\bdrop\\s+(database|schema|user|role)\\b|dropDatabase\\s*\\("_s, QRegularExpression::CaseInsensitiveOption);
    return command.program() == "dropdb"_L1 || (command.program() == "mysqladmin"_L1 && hasWord(command, "drop"_L1)) || saysSql(command, line, drop);
}

bool dropsData(const PlainCommand &command, const UnwrappedLine &line)
{
    static const QRegularExpression drop(u"\\bdrop\\s+(table|index|view)\\b|\\btruncate\\b|\\bdelete\\s+from\\s+[^\\s;\"']+\\s*(;|\"|'|$)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression flush(u"\\bflush(all|db)\\b"_s, QRegularExpression::CaseInsensitiveOption);
    return saysSql(command, line, drop) || (command.program() == "redis-cli"_L1 && flush.match(command.text()).hasMatch());
}

bool isForkBomb(const PlainCommand &, const UnwrappedLine &line)
{
    QString text = line.text;
    text.removeIf([](QChar c) { return c.isSpace(); });
    static const QRegularExpression bomb(u"([\\w:.]+)\\(\\)\\{\\1\\|\\1&\\}"_s);
    return bomb.match(text).hasMatch();
}

bool opensAll(const PlainCommand &command, const UnwrappedLine &)
{
    if (!isOneOf(command, {"chmod"_L1, "chown"_L1, "chgrp"_L1, "setfacl"_L1}))
        return false;
    const Arguments arguments = argumentsOf(command);
    return (arguments.letters.contains(u'R') || isRecursive(arguments)) && anySystem(arguments.operands);
}

bool dropsFirewall(const PlainCommand &command, const UnwrappedLine &)
{
    if (isOneOf(command, {"iptables"_L1, "ip6tables"_L1}))
        return hasWord(command, "-F"_L1) || hasWord(command, "--flush"_L1) || (hasWord(command, "-P"_L1) && hasWord(command, "DROP"_L1));
    if (command.program() == "nft"_L1)
        return hasWord(command, "flush"_L1);
    return command.program() == "ufw"_L1 && (hasWord(command, "reset"_L1) || hasWord(command, "disable"_L1) || hasWord(command, "enable"_L1));
}

bool locksOut(const PlainCommand &command, const UnwrappedLine &)
{
    static const QStringList units{u"ssh"_s, u"sshd"_s, u"ssh.service"_s, u"sshd.service"_s, u"ssh.socket"_s, u"sshd.socket"_s, u"dropbear"_s, u"networking"_s,
                                   u"NetworkManager"_s, u"systemd-networkd"_s};
    const bool names = std::ranges::any_of(command.words, [](const ShellWord &word) { return units.contains(word.text); });
    const bool stops = hasWord(command, "stop"_L1) || hasWord(command, "disable"_L1) || hasWord(command, "mask"_L1);
    if (isOneOf(command, {"systemctl"_L1, "service"_L1, "rc-service"_L1}))
        return names && stops;
    return isOneOf(command, {"ip"_L1, "ifconfig"_L1}) && hasWord(command, "down"_L1);
}

bool killsAll(const PlainCommand &command, const UnwrappedLine &)
{
    if (command.program() == "kill"_L1)
        return command.words.size() > 2 && command.words.constLast().text == "-1"_L1;
    return command.program() == "killall5"_L1 || (command.program() == "crontab"_L1 && hasWord(command, "-r"_L1))
           || (isOneOf(command, {"userdel"_L1, "deluser"_L1}) && hasWord(command, "root"_L1));
}

bool removesElsewhere(const PlainCommand &command, const UnwrappedLine &)
{
    if (isOneOf(command, {"kubectl"_L1, "oc"_L1}))
        return hasWord(command, "delete"_L1) || hasWord(command, "drain"_L1);
    if (isOneOf(command, {"terraform"_L1, "tofu"_L1, "pulumi"_L1}))
        return hasWord(command, "destroy"_L1);
    if (command.program() == "helm"_L1)
        return hasWord(command, "uninstall"_L1) || hasWord(command, "delete"_L1);
    return isOneOf(command, {"docker"_L1, "podman"_L1}) && (hasWord(command, "prune"_L1) || (hasWord(command, "volume"_L1) && hasWord(command, "rm"_L1)));
}

QString tr(const char *text)
{
    return QCoreApplication::translate("team", text);
}

} // namespace

const QList<BuiltInRule> &builtInRules()
{
    using enum Effect;
    static const QList<BuiltInRule> rules{
        {u"remove-system"_s, tr("Remove the system"), tr("rm -r or find -delete on / or a folder of the system"), Deny, Deny, removesSystem},
        {u"format-disk"_s, tr("Format a disk"), tr("mkfs, wipefs, fdisk and the like"), Deny, Deny, formats},
        {u"write-disk"_s, tr("Write over a disk"), tr("dd, cp, tee or > on a disk below /dev"), Deny, Deny, writesDisk},
        {u"fork-bomb"_s, tr("Fork bomb"), tr(":(){ :|:& };: with any name"), Deny, Deny, isForkBomb},
        {u"open-system"_s, tr("Change rights of the system"), tr("chmod -R, chown -R on / or a folder of the system"), Deny, Deny, opensAll},
        {u"drop-database"_s, tr("Drop a database"), tr("DROP DATABASE in a database client, dropdb"), Deny, Confirm, dropsDatabase},
        {u"drop-data"_s, tr("Drop data"), tr("DROP TABLE, TRUNCATE, DELETE FROM in a database client, FLUSHALL"), Confirm, Allow, dropsData},
        {u"power"_s, tr("Stop or restart the host"), tr("shutdown, reboot, halt, poweroff, init 0 or 6, systemctl reboot"), Confirm, Confirm, powers},
        {u"remove-unseen"_s, tr("Remove something unseen"), tr("rm -r on a variable, on * or on .."), Confirm, Confirm, removesUnseen},
        {u"remove-folder"_s, tr("Remove folders"), tr("rm -r, find -delete"), Confirm, Allow, removesFolder},
        {u"firewall"_s, tr("Drop the firewall"), tr("iptables -F, nft flush, ufw reset, disable or enable"), Confirm, Confirm, dropsFirewall},
        {u"lock-out"_s, tr("Cut the way to the host"), tr("stopping sshd or the network"), Confirm, Confirm, locksOut},
        {u"kill-all"_s, tr("End everything"), tr("kill -1, killall5, crontab -r"), Confirm, Confirm, killsAll},
        {u"remove-elsewhere"_s, tr("Remove containers or machines"), tr("kubectl delete, terraform destroy, docker prune"), Confirm, Allow, removesElsewhere},
    };
    return rules;
}

} // namespace aiops::team
