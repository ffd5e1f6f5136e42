#include "features/terminal/gui/sshsettingspage.h"

#include "ssh/client/settings.h"
#include "widgets/label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("terminal", text);
}

QString agentHint(const ssh::Pool &pool)
{
    if (pool.options().agentSocket.isEmpty())
        return tr("No SSH agent is running for this program: SSH_AUTH_SOCK is not set.");
    return tr("They are tried after the keys of the host's own credential. A host that refuses many keys may end the "
              "sign-in early. The agent itself is never forwarded to a host.");
}

} // namespace

QWidget *createSshSettingsPage(QSettings &settings, ssh::Pool &pool, QWidget *parent)
{
    auto *page = new QWidget(parent);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(new widgets::Label(tr("Signing in"), "section"));
    auto *agent = new QCheckBox(tr("Offer the keys of the SSH agent (SSH_AUTH_SOCK)"), page);
    agent->setObjectName(u"useAgentCheck"_s);
    agent->setAccessibleName(agent->text());
    agent->setMinimumHeight(30);
    agent->setChecked(ssh::useAgentSetting.read(settings));
    auto *hint = new widgets::Label(agentHint(pool), "body", "muted");
    hint->setObjectName(u"agentHint"_s);
    hint->setWordWrap(true);
    auto *place = new QComboBox(page);
    place->setObjectName(u"agentPlaceCombo"_s);
    place->setAccessibleName(tr("Which agent"));
    place->setEditable(true);
    place->addItems({tr("The one of SSH_AUTH_SOCK"), u"gpg-agent"_s});
    place->lineEdit()->setPlaceholderText(tr("Or the path of its socket"));
    const QString chosen = ssh::agentPlaceSetting.read(settings);
    place->setCurrentText(chosen.isEmpty() ? place->itemText(0) : chosen);
    auto *row = new QHBoxLayout;
    auto *caption = new widgets::Label(tr("Agent"));
    caption->setBuddy(place);
    row->addWidget(caption);
    row->addWidget(place, 1);
    layout->addWidget(agent);
    layout->addLayout(row);
    layout->addWidget(hint);
    layout->addStretch();
    QObject::connect(agent, &QCheckBox::toggled, page, [&settings, &pool](bool on) {
        ssh::useAgentSetting.write(settings, on);
        pool.setOptions(ssh::withSettings(pool.options(), settings));
    });
    const auto choose = [&settings, &pool, place, hint] {
        const QString text = place->currentText().trimmed();
        ssh::agentPlaceSetting.write(settings, text == place->itemText(0) ? QString() : text);
        pool.setOptions(ssh::withSettings(pool.options(), settings));
        hint->setText(agentHint(pool));
    };
    QObject::connect(place, &QComboBox::activated, page, choose);
    QObject::connect(place->lineEdit(), &QLineEdit::editingFinished, page, choose);
    return page;
}

} // namespace aiops::terminal
