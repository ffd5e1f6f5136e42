#include "features/hostkeys/gui/hostkeychangeddialog.h"
#include "features/hostkeys/gui/hostkeydialog.h"
#include "features/hostkeys/gui/hostkeyspane.h"
#include "features/hostkeys/gui/promptdialog.h"
#include "features/hostkeys/gui/windowinteraction.h"
#include "features/hostkeys/hostaddress.h"
#include "features/hostkeys/keyfiles.h"
#include "shell/confirmation.h"
#include "support/fakeclock.h"
#include "team/gatekeeper.h"
#include "widgets/banner.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::hostkeys;
using namespace Qt::StringLiterals;

using ssh::HostKeyAnswer;
Q_DECLARE_METATYPE(aiops::ssh::HostKeyAnswer)

namespace {

const QByteArray kOldKey("\0\0\0\x0bssh-ed25519old", 18); // RFC 4253 6.6, as far as anybody looks

ssh::HostKeyQuestion question(bool changed)
{
    ssh::HostKeyQuestion question;
    question.endpoint = {u"10.20.4.12"_s, 22, u"deploy"_s, u"checkout-db"_s, {}};
    question.presented = {"ssh-ed25519", "new"};
    question.changed = changed;
    if (changed)
        question.known.append({{"ssh-ed25519", "old"}, u"own"_s, QDateTime::currentDateTimeUtc().addDays(-90), {}, 214, false});
    return question;
}

class Entries final : public AuditSink
{
public:
    void append(AuditEntry entry) override { list.append(std::move(entry)); }
    QList<AuditEntry> list;
};

/// A person who knows the passphrase, knows it not, or closes the dialog.
class Person final : public team::Confirmer
{
public:
    explicit Person(team::Gatekeeper &gatekeeper) : m_gatekeeper(gatekeeper) {}
    Future<void> confirm(team::Action action, QString) override
    {
        asked.append(action);
        if (!refuses)
            m_gatekeeper.confirmed(action);
        return ready<void>(refuses ? Status(std::unexpected(*refuses)) : Status());
    }
    std::optional<Error> refuses;
    QList<team::Action> asked;

private:
    team::Gatekeeper &m_gatekeeper;
};

template <typename T>
T *child(QWidget &parent, const QString &name)
{
    return parent.findChild<T *>(name);
}

} // namespace

class TestHostKeyDialogs : public QObject
{
    Q_OBJECT

private slots:
    void firstSeenAnswers_data();
    void firstSeenAnswers();
    void firstSeenCancelsByDefault();
    void changedStaysDisconnectedByDefault_data();
    void changedStaysDisconnectedByDefault();
    void replaceNeedsTheBoxAndTheName_data();
    void replaceNeedsTheBoxAndTheName();
    void replacingWantsThePassphraseAgain();
    void withoutAGateNothingIsReplaced();
    void reportNamesBothKeys();
    void promptsAreAnsweredInOrderAndHidden();
    void questionsComeOneAtATime();
    void withoutAWindowTheAnswerIsNo();
    void forgettingWantsThePassphraseAgain();
    void anotherKeyOfAKnownHostCountsAsReplacing_data();
    void anotherKeyOfAKnownHostCountsAsReplacing();
    void hostsOfKnownHostsAreTakenApart();
};

void TestHostKeyDialogs::firstSeenAnswers_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<HostKeyAnswer>("answer");
    QTest::newRow("cancel") << u"cancelButton"_s << HostKeyAnswer::Reject;
    QTest::newRow("once") << u"connectOnceButton"_s << HostKeyAnswer::Once;
    QTest::newRow("trust") << u"trustButton"_s << HostKeyAnswer::Trust;
}

void TestHostKeyDialogs::firstSeenAnswers()
{
    QFETCH(QString, button);
    QFETCH(HostKeyAnswer, answer);
    HostKeyDialog dialog(question(false));
    QList<HostKeyAnswer> answers;
    connect(&dialog, &HostKeyDialog::answered, this, [&](HostKeyAnswer value) { answers.append(value); });
    dialog.open();
    child<QPushButton>(dialog, button)->click();
    QCOMPARE(answers, QList{answer});
}

void TestHostKeyDialogs::firstSeenCancelsByDefault()
{
    HostKeyDialog dialog(question(false));
    QVERIFY(child<QPushButton>(dialog, u"cancelButton"_s)->isDefault());
    QList<HostKeyAnswer> answers;
    connect(&dialog, &HostKeyDialog::answered, this, [&](HostKeyAnswer value) { answers.append(value); });
    dialog.open();
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(answers, QList{HostKeyAnswer::Reject});
}

void TestHostKeyDialogs::changedStaysDisconnectedByDefault_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::newRow("escape") << Qt::Key_Escape;
    QTest::newRow("enter") << Qt::Key_Return;
}

void TestHostKeyDialogs::changedStaysDisconnectedByDefault()
{
    QFETCH(Qt::Key, key);
    HostKeyChangedDialog dialog(question(true), u"prod"_s);
    QList<HostKeyAnswer> answers;
    connect(&dialog, &HostKeyChangedDialog::answered, this, [&](HostKeyAnswer value) { answers.append(value); });
    dialog.open();
    QVERIFY(child<QPushButton>(dialog, u"stayButton"_s)->isDefault());
    child<QCheckBox>(dialog, u"comparedBox"_s)->setChecked(true);
    child<QLineEdit>(dialog, u"hostNameEdit"_s)->setText(u"checkout-db"_s);
    QTest::keyClick(&dialog, key);
    QCOMPARE(answers, QList{HostKeyAnswer::Reject});
}

void TestHostKeyDialogs::replaceNeedsTheBoxAndTheName_data()
{
    QTest::addColumn<bool>("ticked");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("enabled");
    QTest::newRow("nothing") << false << QString() << false;
    QTest::newRow("only the box") << true << QString() << false;
    QTest::newRow("only the name") << false << u"checkout-db"_s << false;
    QTest::newRow("part of the name") << true << u"checkout"_s << false;
    QTest::newRow("other case") << true << u"Checkout-db"_s << false;
    QTest::newRow("both") << true << u"checkout-db"_s << true;
}

void TestHostKeyDialogs::replaceNeedsTheBoxAndTheName()
{
    QFETCH(bool, ticked);
    QFETCH(QString, name);
    QFETCH(bool, enabled);
    HostKeyChangedDialog dialog(question(true));
    QList<HostKeyAnswer> answers;
    connect(&dialog, &HostKeyChangedDialog::answered, this, [&](HostKeyAnswer value) { answers.append(value); });
    dialog.open();
    auto *replace = child<QPushButton>(dialog, u"replaceButton"_s);
    child<QCheckBox>(dialog, u"comparedBox"_s)->setChecked(ticked);
    child<QLineEdit>(dialog, u"hostNameEdit"_s)->setText(name);
    QCOMPARE(replace->isEnabled(), enabled);
    replace->click();
    QCOMPARE(answers, enabled ? QList{HostKeyAnswer::Replace} : QList<HostKeyAnswer>{});
}

void TestHostKeyDialogs::replacingWantsThePassphraseAgain()
{
    QWidget window;
    window.show();
    test::FakeClock clock;
    const auto entries = std::make_shared<Entries>();
    team::Gatekeeper gatekeeper(clock, entries);
    gatekeeper.setConfirmable(true);
    Person person(gatekeeper);
    WindowInteraction interaction(&window);
    interaction.setGate(gatekeeper, person);
    const auto answer = interaction.hostKey(question(true));
    auto *dialog = window.findChild<HostKeyChangedDialog *>();
    child<QCheckBox>(*dialog, u"comparedBox"_s)->setChecked(true);
    child<QLineEdit>(*dialog, u"hostNameEdit"_s)->setText(u"checkout-db"_s);
    auto *replace = child<QPushButton>(*dialog, u"replaceButton"_s);
    auto *problem = child<widgets::Banner>(*dialog, u"problemBanner"_s);
    person.refuses = Error{Errc::WrongPassphrase, u"That is not the passphrase."_s, {}};
    replace->click();
    QTRY_VERIFY(problem->hasMessage());
    person.refuses = cancelledError();
    replace->click();
    QTRY_VERIFY(!problem->hasMessage() && replace->isEnabled());
    QVERIFY(!answer.isFinished());
    QVERIFY(entries->list.isEmpty());
    person.refuses.reset();
    replace->click();
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(*answer.result(), HostKeyAnswer::Replace);
    QCOMPARE(person.asked, QList<team::Action>(3, team::Action::HostKeyReplace));
    QCOMPARE(entries->list.size(), 1);
    QCOMPARE(entries->list[0].action, u"host_key.replace"_s);
    QCOMPARE(entries->list[0].outcome, u"done"_s);
}

void TestHostKeyDialogs::withoutAGateNothingIsReplaced()
{
    QWidget window;
    window.show();
    WindowInteraction interaction(&window);
    const auto answer = interaction.hostKey(question(true));
    auto *dialog = window.findChild<HostKeyChangedDialog *>();
    child<QCheckBox>(*dialog, u"comparedBox"_s)->setChecked(true);
    child<QLineEdit>(*dialog, u"hostNameEdit"_s)->setText(u"checkout-db"_s);
    child<QPushButton>(*dialog, u"replaceButton"_s)->click();
    QTRY_VERIFY(child<widgets::Banner>(*dialog, u"problemBanner"_s)->hasMessage());
    child<QPushButton>(*dialog, u"stayButton"_s)->click();
    QCOMPARE(*answer.result(), HostKeyAnswer::Reject);
}

void TestHostKeyDialogs::reportNamesBothKeys()
{
    const ssh::HostKeyQuestion asked = question(true);
    HostKeyChangedDialog dialog(asked);
    child<QPushButton>(dialog, u"copyReportButton"_s)->click();
    const QString report = QGuiApplication::clipboard()->text();
    QVERIFY(report.contains(asked.presented.fingerprint()));
    QVERIFY(report.contains(asked.known.first().key.fingerprint()));
    QVERIFY(report.contains(u"checkout-db"_s));
}

void TestHostKeyDialogs::promptsAreAnsweredInOrderAndHidden()
{
    ssh::PromptRequest request;
    request.endpoint = question(false).endpoint;
    request.title = u"<b>bold</b>\u202e"_s;
    request.prompts = {{u"Password: "_s, false}, {u"Code: "_s, true}};
    PromptDialog dialog(request);
    auto *password = child<QLineEdit>(dialog, u"promptEdit0"_s);
    auto *code = child<QLineEdit>(dialog, u"promptEdit1"_s);
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    QCOMPARE(code->echoMode(), QLineEdit::Normal);
    password->setText(u"one"_s);
    code->setText(u"two"_s);
    for (const QLabel *label : dialog.findChildren<QLabel *>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(!label->text().contains(QChar(0x202e)));
    }
    const auto answers = dialog.takeAnswers();
    QCOMPARE(answers.size(), 2);
    QVERIFY(answers[0]->equals("one"));
    QVERIFY(answers[1]->equals("two"));
    QVERIFY(password->text().isEmpty());
}

void TestHostKeyDialogs::questionsComeOneAtATime()
{
    QWidget window;
    window.show();
    WindowInteraction interaction(&window);
    const auto first = interaction.hostKey(question(false));
    const auto second = interaction.hostKey(question(true));
    QCOMPARE(window.findChildren<HostKeyDialog *>().size(), 1);
    QCOMPARE(window.findChildren<HostKeyChangedDialog *>().size(), 0);
    child<QPushButton>(window, u"trustButton"_s)->click();
    QVERIFY(first.isFinished());
    QCOMPARE(*first.result(), HostKeyAnswer::Trust);
    QTRY_COMPARE(window.findChildren<HostKeyChangedDialog *>().size(), 1);
    QVERIFY(!second.isFinished());
    child<QPushButton>(window, u"stayButton"_s)->click();
    QCOMPARE(*second.result(), HostKeyAnswer::Reject);
}

void TestHostKeyDialogs::withoutAWindowTheAnswerIsNo()
{
    auto window = std::make_unique<QWidget>();
    WindowInteraction interaction(window.get());
    const auto open = interaction.hostKey(question(false));
    window.reset();
    QTRY_VERIFY(open.isFinished());
    QVERIFY(!takeResult<HostKeyAnswer>(open));
    const auto late = interaction.hostKey(question(false));
    QTRY_VERIFY(late.isFinished());
    QVERIFY(!takeResult<HostKeyAnswer>(late));
}

void TestHostKeyDialogs::forgettingWantsThePassphraseAgain()
{
    QTemporaryDir folder;
    ssh::KnownHosts known(folder.filePath(u"known_hosts"_s), {});
    QVERIFY(known.trust(u"web-1"_s, 22, {"ssh-ed25519", kOldKey}));
    test::FakeClock clock;
    team::Gatekeeper gatekeeper(clock, std::make_shared<Entries>());
    gatekeeper.setConfirmable(true);
    Person person(gatekeeper);
    HostKeysPane pane(known, gatekeeper, person);
    pane.show();
    auto *banner = pane.findChild<widgets::Banner *>();
    const auto forget = [&pane] {
        pane.findChild<QTableView *>(u"hostKeyTable"_s)->selectRow(0);
        child<QPushButton>(pane, u"forgetButton"_s)->click();
        child<QPushButton>(pane, u"confirmButton"_s)->click();
        QTRY_VERIFY(!pane.findChild<shell::Confirmation *>());
    };
    person.refuses = Error{Errc::WrongPassphrase, u"That is not the passphrase."_s, {}};
    forget();
    QTRY_VERIFY(banner->hasMessage());
    QCOMPARE(known.entries()->size(), 1);
    person.refuses.reset();
    forget();
    QTRY_COMPARE(known.entries()->size(), 0);
    QVERIFY(!banner->hasMessage());
    QCOMPARE(person.asked, QList<team::Action>(2, team::Action::HostKeyForget));
}

void TestHostKeyDialogs::anotherKeyOfAKnownHostCountsAsReplacing_data()
{
    QTest::addColumn<QByteArray>("line"); ///< of the list
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("blob");
    QTest::addColumn<bool>("replaces");
    const QByteArray key = " ssh-ed25519 " + kOldKey.toBase64();
    QTest::newRow("nothing is known") << QByteArray("other" + key) << QByteArray("ssh-ed25519") << QByteArray("new") << false;
    QTest::newRow("the same key") << QByteArray("web-1" + key) << QByteArray("ssh-ed25519") << kOldKey << false;
    QTest::newRow("another key") << QByteArray("web-1" + key) << QByteArray("ssh-ed25519") << QByteArray("new") << true;
    QTest::newRow("of several names") << QByteArray("10.0.0.1,WEB-1" + key) << QByteArray("ssh-ed25519") << QByteArray("new") << true;
    QTest::newRow("of a pattern") << QByteArray("web-*" + key) << QByteArray("ssh-ed25519") << QByteArray("new") << true;
    QTest::newRow("of another type") << QByteArray("web-1" + key) << QByteArray("ssh-rsa") << QByteArray("new") << false;
    QTest::newRow("a revoked one") << QByteArray("@revoked web-1" + key) << QByteArray("ssh-ed25519") << QByteArray("new") << false;
}

void TestHostKeyDialogs::anotherKeyOfAKnownHostCountsAsReplacing()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, blob);
    QFETCH(bool, replaces);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"known_hosts"_s));
    QVERIFY(file.open(QFile::WriteOnly) && file.write(line + '\n') > 0);
    file.close();
    ssh::KnownHosts known(folder.filePath(u"own"_s), {file.fileName()});
    QCOMPARE(known.entries()->size(), 1);
    const auto answer = takesOver(known, {{u"web-1"_s, 22, {type, blob}}});
    QVERIFY(answer);
    QCOMPARE(*answer, replaces);
}

void TestHostKeyDialogs::hostsOfKnownHostsAreTakenApart()
{
    QCOMPARE(hostAddressOf(u"web-1"_s).host, u"web-1"_s);
    QCOMPARE(hostAddressOf(u"[web-1]:2222"_s).host, u"web-1"_s);
    QCOMPARE(hostAddressOf(u"[web-1]:2222"_s).port, 2222);
    QCOMPARE(hostAddressOf(u"[2001:db8::1]:22"_s).host, u"2001:db8::1"_s);
    QCOMPARE(hostAddressOf(u"2001:db8::1"_s).port, 22);
    QCOMPARE(hostAddressOf(u"[web-1]:0"_s).host, u"[web-1]:0"_s);
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    TestHostKeyDialogs test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_hostkeydialogs.moc"
