#include "features/exec/gui/historymodel.h"
#include "features/exec/gui/hostmodel.h"
#include "features/exec/gui/policypage.h"
#include "features/exec/gui/rulemodel.h"
#include "features/exec/gui/runpage.h"
#include "features/exec/gui/targetmodel.h"
#include "features/exec/gui/variablelist.h"
#include "shell/navigator.h"
#include "widgets/field.h"
#include "widgets/secrettext.h"
#include "widgets/theme.h"

#include "features/exec/execdesk.h"
#include "support/controls.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>
#include <QTextBlock>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {
constexpr int kHosts = 4;
constexpr int kPatience = 30'000;
}

/// A person runs commands on four real hosts, one of them production.
class TestRunPage final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        SshServer::Options options;
        options.addresses = kHosts;
        QVERIFY(m_server.start(options));
        QVERIFY(m_desk.open(m_server, kHosts - 1));
        m_desk.trust(SshServer::address(kHosts), m_server.port(), m_server.hostKeyLine());
        const exec::ExecServices services{m_desk.executions(), m_desk.inventory(), *m_desk.services().gatekeeper, m_desk.policy(), std::make_shared<Refusing>()};
        m_page = std::make_unique<exec::RunPage>(services, m_navigator);
        m_page->resize(1200, 800);
        m_side.reset(m_page->sidePane());
        m_page->show();
        m_side->show();
        m_rules = std::make_unique<exec::PolicyPage>(services);
        for (int i = 1; i < kHosts; ++i)
            m_ids += m_desk.inventory().findInstance(m_desk.organization(), u"web-%1"_s.arg(i))->id;
        m_ids += m_desk.addHost(u"prod-1"_s, SshServer::address(kHosts), m_server.port(), inventory::Environment::Production);
        QVERIFY(!m_ids.contains(InstanceId()));
    }
    void cleanupTestCase()
    {
        m_rules.reset();
        m_side.reset();
        m_page.reset();
    }

    void aCommandRunsOnWhatIsTicked()
    {
        const auto *noHistory = m_side->findChild<QLabel *>(u"noHistory"_s);
        QVERIFY(noHistory->isVisibleTo(m_side.get()));
        compose(u"echo hello"_s, {0, 1});
        click(u"runButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(label(u"countsLabel"_s), u"2 ok of 2"_s, kPatience);
        QTRY_VERIFY(!noHistory->isVisibleTo(m_side.get()));
        QCOMPARE(table(u"hostTable"_s)->model()->rowCount(), 2);
        QTRY_COMPARE(text(u"outputView"_s), u"hello"_s);
        QVERIFY(!button(u"stopButton"_s)->isVisible());
        QVERIFY(!button(u"retryButton"_s)->isVisible());
    }
    void bothStreamsAreShownAsTheyCame()
    {
        compose(u"echo one; sleep 0.2; echo two >&2; sleep 0.2; echo three; sleep 0.2; echo four >&2"_s, {0});
        click(u"runButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(text(u"outputView"_s), u"one\ntwo\nthree\nfour"_s, kPatience);
        const auto colorOf = [this](int line) {
            return m_controls.find<QPlainTextEdit>(u"outputView"_s)->document()->findBlockByNumber(line).begin().fragment().charFormat().foreground().color();
        };
        for (const int line : {0, 2})
            QCOMPARE(colorOf(line), m_theme.color(widgets::Token::TermText));
        for (const int line : {1, 3})
            QCOMPARE(colorOf(line), m_theme.color(widgets::Token::Danger));
    }
    void variablesAndInputAreGivenToEach()
    {
        compose(u"echo \"$GREETING\"; cat"_s, {0, 1});
        QVERIFY(!m_controls.edit(u"variableNameEdit1"_s)->isVisible()); // few need them
        click(u"runMoreButton"_s);
        paste(u"variableNameEdit1"_s, u"# of today\nGREETING=good day"_s);
        write(u"stdinEdit"_s, u"typed"_s);
        QCOMPARE(button(u"runMoreButton"_s)->text(), u"More: 1 variable, standard input"_s);
        click(u"runButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(label(u"countsLabel"_s), u"2 ok of 2"_s, kPatience);
        QTRY_COMPARE(text(u"outputView"_s), u"good day\ntyped"_s);
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("from a file\n");
        file.flush();
        compose(u"cat"_s, {0});
        m_controls.edit(u"stdinFileEdit"_s)->setText(file.fileName());
        click(u"runButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(label(u"countsLabel"_s), u"1 ok of 1"_s, kPatience);
        QTRY_COMPARE(text(u"outputView"_s), u"from a file"_s);
        m_controls.edit(u"stdinFileEdit"_s)->clear();
        write(u"stdinEdit"_s, {});
        button(u"removeVariableButton1"_s)->click();
        QCOMPARE(button(u"runMoreButton"_s)->text(), u"More"_s);
    }
    void pastedLinesBecomeRows()
    {
        exec::VariableList list;
        const Controls controls([&list] { return &list; });
        QSignalSpy leftOut(&list, &exec::VariableList::leftOut);
        list.show();
        paste(list, u"variableValueEdit1"_s, u"A=1\r\n\n# no\nB=x=y \njust words\nC=\n"_s);
        QCOMPARE(list.count(), 3);
        QCOMPARE(controls.edit(u"variableNameEdit2"_s)->text(), u"B"_s);
        QCOMPARE(controls.edit(u"variableValueEdit2"_s)->text(), u"x=y "_s);
        QCOMPARE(controls.edit(u"variableNameEdit3"_s)->text(), u"C"_s);
        QCOMPARE(leftOut.size(), 1);
        QVERIFY2(leftOut.first().first().toString().endsWith(u"lines 5"_s), qPrintable(leftOut.first().first().toString()));
        const auto all = list.variables();
        QVERIFY(all);
        QCOMPARE(all->size(), 3);
        QCOMPARE(all->at(1).value->reveal(), "x=y ");
        paste(list, u"variableNameEdit3"_s, u"D=4"_s); // one line where a name stands
        QCOMPARE(controls.edit(u"variableNameEdit3"_s)->text(), u"D"_s);
        controls.click(u"removeVariableButton1"_s);
        QCOMPARE(list.count(), 2);
        QCOMPARE(controls.edit(u"variableNameEdit1"_s)->text(), u"B"_s); // named by their place
        QCOMPARE(controls.edit(u"variableNameEdit1"_s)->accessibleName(), u"Name of variable 1"_s);
        QCOMPARE(controls.edit(u"variableValueEdit1"_s)->accessibleName(), u"Value of B"_s);
        checkButtonNames(list);
    }
    void anEqualsSignEndsTheName()
    {
        exec::VariableList list;
        const Controls controls([&list] { return &list; });
        list.show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        controls.edit(u"variableNameEdit1"_s)->setFocus();
        for (const QChar key : u"LANG=C"_s)
            QTest::keyClick(QApplication::focusWidget(), key.toLatin1());
        QCOMPARE(controls.edit(u"variableNameEdit1"_s)->text(), u"LANG"_s);
        QCOMPARE(controls.edit(u"variableValueEdit1"_s)->text(), u"C"_s);
    }
    void aValueIsForTheEyesOnly()
    {
        exec::VariableList list;
        const Controls controls([&list] { return &list; });
        list.show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        auto *value = controls.edit(u"variableValueEdit1"_s);
        auto *shown = list.findChild<widgets::SecretText *>();
        QVERIFY(!button(list, u"showVariableButton1"_s)->isEnabled()); // there is nothing to show
        paste(list, u"variableNameEdit1"_s, u"TOKEN=tulip"_s);
        const auto spoken = [](QWidget *widget) {
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            QStringList all{face->text(QAccessible::Value), face->text(QAccessible::Name), face->text(QAccessible::Description), widget->toolTip()};
            if (auto *text = face->textInterface())
                all += text->text(0, text->characterCount());
            return all.join(u'|');
        };
        for (const bool isShown : {false, true}) {
            QCOMPARE(shown->isVisible(), isShown);
            for (QWidget *widget : list.findChildren<QWidget *>())
                QVERIFY2(!spoken(widget).contains(u"tulip"_s), qPrintable(widget->objectName() + u": "_s + spoken(widget)));
            controls.click(u"showVariableButton1"_s);
        }
        controls.click(u"showVariableButton1"_s);
        QVERIFY(shown->isVisible());
        controls.edit(u"variableNameEdit1"_s)->setFocus(); // turns to something else
        QVERIFY(!shown->isVisible() && value->isVisible());
        value->selectAll();
        value->copy();
        QVERIFY(QGuiApplication::clipboard()->text() != "tulip"_L1);
        for (QLineEdit *edit : list.findChildren<QLineEdit *>()) {
            edit->setEchoMode(QLineEdit::Normal); // what a masked one only hides
            QVERIFY2(!edit->isUndoAvailable(), qPrintable(edit->objectName()));
        }
    }
    void manyRowsScrollAndEnd()
    {
        exec::VariableList list;
        const Controls controls([&list] { return &list; });
        QSignalSpy leftOut(&list, &exec::VariableList::leftOut);
        list.show();
        const int low = list.sizeHint().height();
        QStringList lines;
        for (int i = 0; i < 3000; ++i)
            lines += u"V%1=%1"_s.arg(i);
        paste(list, u"variableNameEdit1"_s, lines.join(u'\n'));
        QCOMPARE(list.count(), exec::VariableList::mostRows);
        QCOMPARE(leftOut.size(), 1);
        QVERIFY(!button(list, u"addVariableButton"_s)->isEnabled());
        QTRY_VERIFY(list.sizeHint().height() > low && list.sizeHint().height() < 6 * low);
    }
    void wrongExtrasAreSaidAtTheirField_data()
    {
        QTest::addColumn<QString>("variables");
        QTest::addColumn<QString>("file");
        QTest::newRow("no name") << u"=value"_s << QString();
        QTest::newRow("name") << u"A;B=1"_s << QString();
        QTest::newRow("digit first") << u"1A=1"_s << QString();
        QTest::newRow("twice") << u"A=1\nA=2"_s << QString();
        QTest::newRow("too long") << u"A="_s + QString(32'767, u'\u00e4') << QString();
        QTest::newRow("no such file") << QString() << u"/nowhere/at all"_s;
        QTest::newRow("folder") << QString() << u"/tmp"_s;
        QTest::newRow("device") << QString() << u"/dev/zero"_s;
    }
    void wrongExtrasAreSaidAtTheirField()
    {
        QFETCH(QString, variables);
        QFETCH(QString, file);
        compose(u"true"_s, {0});
        if (variables.startsWith(u'=')) // only typed in its own field
            m_controls.edit(u"variableValueEdit1"_s)->setText(variables.sliced(1));
        else
            paste(u"variableNameEdit1"_s, variables);
        auto *path = m_controls.edit(u"stdinFileEdit"_s);
        path->setText(file);
        if (button(u"runMoreButton"_s)->isChecked())
            click(u"runMoreButton"_s);
        const auto before = m_desk.executions().live().first();
        click(u"runButton"_s);
        QTRY_VERIFY(path->isVisible()); // what is wrong is shown
        const auto *field = variables.isEmpty() ? path->parentWidget()->parentWidget() : m_page->findChild<QWidget *>(u"variableList"_s)->parentWidget();
        QVERIFY(qobject_cast<const widgets::Field *>(field)->hasError());
        QVERIFY(field->isAncestorOf(m_page->focusWidget())); // where it is mended
        QCOMPARE(m_desk.executions().live().first(), before);
        path->clear();
        while (!m_controls.edit(u"variableNameEdit1"_s)->text().isEmpty() || !m_controls.edit(u"variableValueEdit1"_s)->text().isEmpty())
            button(u"removeVariableButton1"_s)->click();
    }
    void aFilterTicksWhatItShows()
    {
        m_page->openObject(u"new"_s);
        compose(u"true"_s, {3});
        auto *filter = m_controls.edit(u"targetFilterEdit"_s);
        filter->setText(u"web"_s);
        click(u"tickAllButton"_s);
        filter->setText(u"nothing like it"_s);
        QCOMPARE(table(u"targetTable"_s)->model()->rowCount(), 0);
        QCOMPARE(button(u"runButton"_s)->text(), u"Run on 4 hosts"_s);
        filter->clear();
        auto *targets = table(u"targetTable"_s)->model();
        for (int i = 0; i < targets->rowCount(); ++i) // each by itself
            targets->setData(targets->index(i, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(!button(u"runButton"_s)->isEnabled());
    }
    void stopEndsWhatRuns()
    {
        compose(u"echo begun; sleep 300"_s, {0, 1, 2});
        click(u"runButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(text(u"outputView"_s), u"begun"_s, kPatience);
        table(u"hostTable"_s)->setCurrentIndex(table(u"hostTable"_s)->model()->index(1, 0));
        QTRY_VERIFY_WITH_TIMEOUT(text(u"outputView"_s) == "begun"_L1, kPatience);
        click(u"stopHostButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(label(u"countsLabel"_s).contains("1 stopped"_L1), kPatience);
        click(u"stopButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(label(u"countsLabel"_s), u"3 stopped of 3"_s, kPatience);
        QVERIFY(label(u"runStatusLabel"_s).startsWith("Stopped. "_L1));
        const auto *history = m_side->findChild<QAbstractItemView *>(u"historyList"_s)->model();
        QTRY_VERIFY(history->index(0, 0).data(exec::HistoryModel::DetailRole).toString().contains(u"3 hosts, stopped, "_s));
        QCOMPARE(history->index(0, 0).data(exec::HistoryModel::GlyphRole).toString(), u"stopped"_s);
    }
    void failedOnesAreTriedAgain()
    {
        const QString mark = u"/tmp/aiops-runpage-%1"_s.arg(m_server.port());
        compose(u"test -e %1 && exit 0; case $SSH_CONNECTION in *' 127.0.0.2 '*) echo bad >&2; exit 3;; esac; echo good"_s.arg(mark), {0, 1, 2});
        click(u"runButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(label(u"countsLabel"_s), u"2 ok, 1 failed of 3"_s, kPatience);
        QFile file(mark);
        QVERIFY(file.open(QFile::WriteOnly));
        file.setPermissions(QFile::ReadOwner | QFile::ReadOther);
        click(u"retryButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(label(u"countsLabel"_s), u"1 ok of 1"_s, kPatience);
        file.remove();
    }
    void groupsAreActedOn()
    {
        compose(u"case $SSH_CONNECTION in *' 127.0.0.2 '*) echo odd;; *) echo same;; esac"_s, {0, 1, 2});
        click(u"runButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(label(u"countsLabel"_s), u"3 ok of 3"_s, kPatience);
        const auto segments = m_page->findChild<QWidget *>(u"resultSegments"_s)->findChildren<QAbstractButton *>();
        QCOMPARE(segments.size(), 2);
        segments.at(1)->click();
        QTRY_COMPARE(table(u"groupList"_s)->model()->rowCount(), 2);
        QCOMPARE(table(u"groupList"_s)->model()->index(0, 0).data().toString(), u"2 hosts, ok"_s);
        QCOMPARE(text(u"groupOutput"_s), u"same"_s);
        QSignalSpy opened(&m_navigator, &shell::Navigator::opened);
        click(u"groupSelectButton"_s);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().at(0).toString(), u"myspace"_s);
        QCOMPARE(opened.first().at(1).toString(), m_ids.at(0).toString() + u','+ m_ids.at(2).toString());
        segments.at(0)->click();
    }
    void productionIsTyped()
    {
        compose(u"echo careful"_s, {0, 3});
        click(u"runButton"_s);
        QWidget *dialog = nullptr;
        QTRY_VERIFY((dialog = QApplication::activeModalWidget()));
        auto *agree = dialog->findChild<QPushButton *>(u"confirmButton"_s);
        QVERIFY(!agree->isEnabled());
        dialog->findChild<QLineEdit *>(u"confirmEdit"_s)->setText(u"2"_s);
        QVERIFY(agree->isEnabled());
        agree->click();
        QTRY_COMPARE_WITH_TIMEOUT(label(u"countsLabel"_s), u"2 ok of 2"_s, kPatience);
    }
    void aRefusedOneIsShown()
    {
        compose(u"rm -rf /"_s, {0});
        click(u"runButton"_s);
        QTRY_COMPARE(label(u"countsLabel"_s), u"1 denied of 1"_s);
        QVERIFY(label(u"runStatusLabel"_s).startsWith("Refused"_L1));
        QVERIFY(!button(u"retryButton"_s)->isVisible());
    }
    void historyOpensOldOnes()
    {
        auto *history = m_side->findChild<QAbstractItemView *>(u"historyList"_s);
        QTRY_VERIFY(history->model()->rowCount() >= 5);
        const auto found = history->model()->match(history->model()->index(0, 0), Qt::DisplayRole, u"echo hello"_s);
        QCOMPARE(found.size(), 1);
        emit history->clicked(found.first());
        QCOMPARE(label(u"countsLabel"_s), u"2 ok of 2"_s);
        QTRY_COMPARE(text(u"outputView"_s), u"hello"_s);
    }
    void rulesAreShownAndTried()
    {
        auto *table = m_rules->findChild<QAbstractItemView *>(u"ruleTable"_s);
        const int builtIn = table->model()->rowCount();
        QVERIFY(builtIn > 10);
        team::CommandRule rule{.id = {}, .organization = m_desk.organization(), .name = u"No images"_s, .effect = team::Effect::Deny,
                               .kind = team::CommandRule::Kind::Words, .pattern = u"docker rm*"_s};
        QVERIFY(finished(m_desk.policy().save(m_desk.permit(team::Action::PolicyEdit), rule)));
        QTRY_COMPARE(table->model()->rowCount(), builtIn + 1);
        table->setCurrentIndex(table->model()->index(0, 0));
        QVERIFY(m_rules->findChild<QPushButton *>(u"editRuleButton"_s)->isEnabled());
        table->setCurrentIndex(table->model()->index(1, 0));
        QVERIFY(!m_rules->findChild<QPushButton *>(u"editRuleButton"_s)->isEnabled());
    }

    void modelsKeepTheirPromises()
    {
        exec::TargetModel targets(m_desk.inventory());
        const QAbstractItemModelTester targetTester(&targets, QAbstractItemModelTester::FailureReportingMode::QtTest);
        targets.refresh();
        targets.tickShown(true);
        targets.setText(u"web"_s);
        QCOMPARE(targets.tickedCount(), kHosts);
        QCOMPARE(targets.rowCount(), kHosts - 1);
        exec::HostModel hosts;
        const QAbstractItemModelTester hostTester(&hosts, QAbstractItemModelTester::FailureReportingMode::QtTest);
        exec::LiveRun live(m_desk.executions().live().first());
        hosts.setRun(&live);
        hosts.tick();
        hosts.setRun(nullptr);
        exec::HistoryModel history;
        const QAbstractItemModelTester historyTester(&history, QAbstractItemModelTester::FailureReportingMode::QtTest);
        history.setEntries(*m_desk.executions().history(m_desk.organization()));
        QVERIFY(history.rowCount() > 0);
        exec::RuleModel rules([](ProjectId) { return u"Shop"_s; });
        const QAbstractItemModelTester ruleTester(&rules, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rules.setRules({{.id = CommandRuleId::create(), .organization = {}, .name = u"x"_s, .pattern = u"y"_s, .environment = u"prod"_s, .role = u"admin"_s, .project = ProjectId::create()}});
        QCOMPARE(rules.index(0, exec::RuleModel::Where).data().toString(), u"production, Shop, role admin"_s);
    }

private:
    void compose(const QString &command, const QList<int> &hosts)
    {
        QStringList words;
        for (const int host : hosts)
            words += m_ids.at(host).toString();
        m_page->openObject(words.join(u','));
        write(u"commandEdit"_s, command);
    }
    void write(const QString &name, const QString &text) { m_controls.write(name, text); }
    /// As a person does it.
    static void paste(QWidget &root, const QString &name, const QString &text)
    {
        QGuiApplication::clipboard()->setText(text);
        QTest::keyClick(root.findChild<QLineEdit *>(name), Qt::Key_V, Qt::ControlModifier);
        QGuiApplication::clipboard()->clear();
    }
    void paste(const QString &name, const QString &text) { paste(*m_page, name, text); }
    static QPushButton *button(QWidget &root, const QString &name) { return root.findChild<QPushButton *>(name); }
    QPushButton *button(const QString &name) { return m_controls.button(name); }
    void click(const QString &name) { m_controls.click(name); }
    QAbstractItemView *table(const QString &name) { return m_controls.view(name); }
    QString label(const QString &name) { return m_controls.label(name); }
    QString text(const QString &name) { return m_controls.text(name); }

    widgets::Theme m_theme;
    SshServer m_server;
    ExecDesk m_desk;
    shell::Navigator m_navigator;
    std::unique_ptr<exec::RunPage> m_page;
    const Controls m_controls{[this] { return m_page.get(); }};
    std::unique_ptr<QWidget> m_side;
    std::unique_ptr<exec::PolicyPage> m_rules;
    QList<InstanceId> m_ids;
};

QTEST_MAIN(TestRunPage)
#include "tst_runpage.moc"
