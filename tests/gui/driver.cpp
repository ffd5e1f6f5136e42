#include "gui/driver.h"

#include "team/gatekeeper.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace aiops::test {

using namespace Qt::StringLiterals;
using team::Action;

namespace {

constexpr int kPatience = 15'000;

QString shownText(const QWidget *widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        return button->text();
    return {};
}

std::shared_ptr<const Secret> secret(const QByteArray &text)
{
    return std::make_shared<const Secret>(Secret::copyOf(text));
}

} // namespace

Driver::Driver()
{
    qputenv("HOME", m_folder.path().toUtf8());
    qunsetenv("SSH_AUTH_SOCK");
}

Driver::~Driver()
{
    close();
}

bool Driver::open(QSize size)
{
    const auto home = Home::open(homePath());
    auto program = home ? app::WindowProgram::open(*home, {vault::KdfCost::floor()}) : std::unexpected(home.error());
    if (!program)
        return false;
    m_program = *std::move(program);
    window().restore();
    if (size.isValid())
        window().resize(size);
    window().show();
    window().activateWindow();
    return QTest::qWaitForWindowActive(&window());
}

void Driver::close()
{
    if (!m_program)
        return;
    window().close();
    m_program.reset();
}

Result<std::unique_ptr<app::WindowProgram>> Driver::openSecond() const
{
    return app::WindowProgram::open(*Home::open(homePath()));
}

void Driver::setNetdataPort(quint16 port) const
{
    QSettings settings(Home::open(homePath())->settings(), QSettings::IniFormat);
    settings.setValue(u"metrics/netdataPort"_s, port);
}

QWidget *Driver::front() const
{
    const auto depth = [](const QWidget *top) {
        int steps = 0;
        for (; top->parentWidget(); top = top->parentWidget()->window())
            ++steps;
        return steps;
    };
    QWidget *front = &m_program->window();
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (top->isVisible() && top->inherits("QDialog") && depth(top) > depth(front))
            front = top;
    }
    return front;
}

QWidget *Driver::find(const QString &name, QWidget *root) const
{
    QWidget *from = root ? root : front();
    for (QWidget *widget : from->findChildren<QWidget *>()) {
        const bool named = widget->objectName() == name || widget->accessibleName() == name
                           || shownText(widget).remove(u'&') == name;
        if (named && widget->isVisible())
            return widget;
    }
    return nullptr;
}

QString Driver::visibleText(QWidget *root) const
{
    QStringList texts;
    for (const QWidget *widget : (root ? root : front())->findChildren<QWidget *>()) {
        if (const QString text = shownText(widget); widget->isVisible() && !text.isEmpty())
            texts << text;
    }
    return texts.join(u'\n');
}

bool Driver::sees(const QString &text, QWidget *root) const
{
    return visibleText(root).contains(text);
}

/// The offscreen platform gives the focus to no window when a dialog closes; a window system gives it back.
void Driver::activate() const
{
    front()->activateWindow();
    if (!QTest::qWaitForWindowActive(front()))
        qWarning() << "not active:" << front();
}

bool Driver::click(const QString &name)
{
    QWidget *widget = nullptr;
    const bool found = QTest::qWaitFor([&] { return (widget = find(name)) && widget->isEnabled(); }, kPatience);
    if (!found) {
        qWarning().noquote() << "cannot click" << name << "in" << front()->objectName() << "\n" << visibleText();
        return false;
    }
    activate();
    QTest::mouseClick(widget, Qt::LeftButton);
    return true;
}

bool Driver::type(const QString &name, const QString &text)
{
    QLineEdit *edit = nullptr;
    const bool found = QTest::qWaitFor([&] { return (edit = qobject_cast<QLineEdit *>(find(name))); }, kPatience);
    if (!found) {
        qWarning().noquote() << "no field" << name << "in" << front()->objectName() << "\n" << visibleText();
        return false;
    }
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
    return true;
}

bool Driver::pick(const QString &name, const QString &item)
{
    auto *combo = qobject_cast<QComboBox *>(find(name));
    if (!combo || combo->findText(item) < 0)
        return false;
    combo->setFocus();
    while (combo->currentIndex() < combo->findText(item))
        QTest::keyClick(combo, Qt::Key_Down);
    return combo->currentText() == item;
}

void Driver::press(QKeyCombination keys)
{
    activate();
    QTest::keyClick(front()->windowHandle(), keys.key(), keys.keyboardModifiers());
}

template <typename T>
std::optional<Result<T>> Driver::wait(const Future<T> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, kPatience))
        return std::nullopt;
    auto result = future.result();
    if (!result)
        qWarning().noquote() << result.error().text << result.error().hint;
    return result;
}

bool Driver::addOrganization(const QString &name)
{
    auto &services = program().services();
    const auto added = wait(services.inventory->addOrganization(*services.gatekeeper->request(Action::OrganizationAdd), name));
    return added && *added && wait(services.inventory->useOrganization((*added)->id));
}

std::optional<ProjectId> Driver::addProject(const QString &name, const QString &color)
{
    auto &services = program().services();
    const auto added = wait(services.inventory->addProject(*services.gatekeeper->request(Action::ProjectAdd),
                                                           services.inventory->currentOrganization(),
                                                           {.name = name, .color = color}));
    return added && *added ? std::optional((*added)->id) : std::nullopt;
}

std::optional<InstanceId> Driver::addInstance(const inventory::InstanceEdit &values, const QList<inventory::Link> &links)
{
    auto &services = program().services();
    const auto added = wait(services.inventory->addInstance(*services.gatekeeper->request(Action::InstanceAdd),
                                                            services.inventory->currentOrganization(), values, links));
    return added && *added ? std::optional((*added)->id) : std::nullopt;
}

bool Driver::createVault(const QByteArray &passphrase)
{
    auto &services = program().services();
    const auto done = wait(services.vault->create(*services.gatekeeper->request(Action::VaultCreate), secret(passphrase)));
    return done && *done;
}

bool Driver::unlockVault(const QByteArray &passphrase)
{
    auto &services = program().services();
    const auto done = wait(services.vault->unlock(*services.gatekeeper->request(Action::VaultUnlock), secret(passphrase)));
    return done && *done;
}

std::optional<CredentialId> Driver::addCredential(const QString &name, vault::Kind kind, const QString &user, const QByteArray &value)
{
    auto &services = program().services();
    const auto added = wait(services.vault->add(*services.gatekeeper->request(Action::CredentialAdd),
                                                {.name = name, .kind = kind, .user = user, .value = secret(value)}));
    return added && *added ? std::optional((*added)->id) : std::nullopt;
}

bool Driver::attach(CredentialId credential, InstanceId instance)
{
    auto &services = program().services();
    const auto info = services.vault->find(credential.toString());
    const auto done = wait(services.vault->attach(
        *services.gatekeeper->request(Action::CredentialAttach, {u"credential"_s, credential.toString(), info ? info->name : QString()}),
        credential, instance, Purpose::Login));
    return done && *done;
}

} // namespace aiops::test
