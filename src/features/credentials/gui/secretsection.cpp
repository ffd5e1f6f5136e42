#include "features/credentials/gui/secretsection.h"

#include "features/credentials/gui/exportkeydialog.h"
#include "features/credentials/gui/revealedvalue.h"
#include "features/credentials/gui/vaultsession.h"
#include "shell/dialog.h"
#include "shell/navigator.h"
#include "vault/kinds.h"
#include "widgets/button.h"
#include "widgets/fingerprintbox.h"
#include "widgets/label.h"
#include "widgets/qrview.h"

#include <QHBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace vault;
using namespace widgets;

SecretSection::SecretSection(VaultSession &session, const CredentialInfo &info, QWidget *parent)
    : InspectorSection(tr("Secret"), parent), m_session(session), m_id(info.id)
{
    setObjectName(u"secretSection"_s);
    setRow(tr("User"), info.user, true);
    const KindSpec &spec = specOf(info.kind);
    if (spec.form == ValueForm::PrivateKey)
        addKey(info);
    else if (info.kind == Kind::Totp)
        addCode();
    else
        addValue(info);
    connect(&session, &VaultSession::changed, this, [this] {
        if (m_session.state() != LockState::Unlocked && m_value)
            m_value->hideNow();
    });
}

QWidget *SecretSection::buttonRow(std::initializer_list<QWidget *> buttons)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 3, 0, 3); // of the ring of the focus
    line->setSpacing(6);
    for (QWidget *button : buttons)
        line->addWidget(button);
    line->addStretch(1);
    return row;
}

void SecretSection::addValue(const CredentialInfo &info)
{
    m_mask = new Label(u"••••••••••••"_s, "mono", "muted");
    m_mask->setAccessibleName(tr("Hidden value"));
    addRow(QCoreApplication::translate("aiops::vault", specOf(info.kind).valueLabel), m_mask);
    m_reveal = makeButton(tr("Reveal"), ButtonKind::Plain, u"eye"_s);
    m_reveal->setObjectName(u"revealButton"_s);
    auto *copyButton = makeButton(tr("Copy"), ButtonKind::Plain, u"copy"_s);
    copyButton->setObjectName(u"copyValueButton"_s);
    copyButton->setAccessibleName(tr("Copy the value"));
    for (QPushButton *button : {m_reveal, copyButton})
        setSmall(button);
    addWidget(buttonRow({m_reveal, copyButton}));
    auto *note = new Label(tr("Asks for your vault passphrase. Hides after 20 s, and the clipboard is cleared after 30 s. "
                              "Both are written to the audit log."), "caption", "muted");
    note->setWordWrap(true);
    addWidget(note);
    connect(m_reveal, &QPushButton::clicked, this, &SecretSection::reveal);
    connect(copyButton, &QPushButton::clicked, this, &SecretSection::copy);
}

void SecretSection::addKey(const CredentialInfo &info)
{
    if (!info.fingerprint.isEmpty()) {
        auto *box = new FingerprintBox;
        box->setObjectName(u"fingerprintBox"_s);
        box->setContent(tr("Fingerprint"), info.keyType.isEmpty() ? kindLabel(info.kind) : info.keyType, info.fingerprint);
        for (Label *label : box->findChildren<Label *>()) {
            if (label->text() != info.fingerprint)
                continue;
            label->setWordWrap(false); // it has no place to break, and the column is narrow
            label->setElideMode(Qt::ElideMiddle);
        }
        addWidget(box);
    }
    auto *exportButton = makeButton(tr("Export key…"), ButtonKind::Plain, u"export"_s);
    exportButton->setObjectName(u"exportKeyButton"_s);
    connect(exportButton, &QPushButton::clicked, this, &SecretSection::exportKey);
    setSmall(exportButton);
    if (info.publicKey.isEmpty())
        return addWidget(buttonRow({exportButton}));
    auto *copyButton = makeButton(tr("Copy public key"), ButtonKind::Plain, u"copy"_s);
    copyButton->setObjectName(u"copyPublicKeyButton"_s);
    setSmall(copyButton);
    connect(copyButton, &QPushButton::clicked, this, [this, key = info.publicKey] {
        m_session.copyPlain(key);
        m_session.navigator().toast(tr("Public key copied"));
    });
    addWidget(buttonRow({copyButton, exportButton}));
}

void SecretSection::addCode()
{
    m_mask = new Label(u"••• •••"_s, "mono", "muted");
    m_mask->setAccessibleName(tr("Hidden code"));
    addRow(tr("Code"), m_mask);
    m_reveal = makeButton(tr("Show code"), ButtonKind::Plain, u"eye"_s);
    m_reveal->setObjectName(u"showCodeButton"_s);
    setSmall(m_reveal);
    auto *copyButton = makeButton(tr("Copy code"), ButtonKind::Plain, u"copy"_s);
    copyButton->setObjectName(u"copyCodeButton"_s);
    setSmall(copyButton);
    m_seed = makeButton(tr("Show QR code"), ButtonKind::Plain, u"eye"_s);
    m_seed->setObjectName(u"showSeedButton"_s);
    m_seed->setToolTip(tr("The secret itself, to take it over into another authenticator"));
    setSmall(m_seed);
    connect(m_reveal, &QPushButton::clicked, this, &SecretSection::showCode);
    connect(copyButton, &QPushButton::clicked, this, &SecretSection::copyCode);
    connect(m_seed, &QPushButton::clicked, this, &SecretSection::revealSeed);
    addWidget(buttonRow({m_reveal, copyButton}));
    addWidget(buttonRow({m_seed}));
}

void SecretSection::showCode()
{
    if (hideFor(m_reveal))
        return;
    ask(m_reveal);
    deliver(m_session.code(m_id), this, [this](const Result<TotpCode> &code) {
        if (!answered(m_reveal, code ? nullptr : &code.error()))
            return;
        QByteArray shown = code->code.toLatin1();
        shown.insert(shown.size() / 2, ' ');
        showValue(new RevealedValue(tr("The code is on the screen for %1 seconds; Copy code gives it to other programs").arg(code->secondsLeft),
                                    std::make_shared<const Secret>(Secret(std::move(shown))), std::chrono::seconds(code->secondsLeft), this),
                  m_reveal, m_mask);
    });
}

void SecretSection::copyCode()
{
    deliver(m_session.code(m_id), this, [this](const Result<TotpCode> &code) {
        if (code)
            m_session.copySensitive(Secret(code->code.toLatin1()));
        else
            emit failed(code.error());
    });
}

void SecretSection::ask(QPushButton *button)
{
    ++m_asked;
    m_hadFocus = button->hasFocus();
    button->setEnabled(false);
}

bool SecretSection::answered(QPushButton *button, const Error *error)
{
    --m_asked;
    button->setEnabled(true);
    if (m_hadFocus)
        button->setFocus(); // the next key hides it again, and does not press the button beside it
    if (!error)
        return true;
    emit failed(*error);
    emit hidden(); // what changed meanwhile was left out
    return false;
}

bool SecretSection::hideFor(QPushButton *button)
{
    const bool isOwn = m_value && m_shownBy == button;
    if (m_value)
        m_value->hideNow();
    return isOwn;
}

void SecretSection::reveal()
{
    if (hideFor(m_reveal))
        return;
    ask(m_reveal);
    deliver(m_session.reveal(m_id), this, [this](const Result<std::shared_ptr<const Secret>> &value) {
        if (answered(m_reveal, value ? nullptr : &value.error()))
            showValue(new RevealedValue(*value, this), m_reveal, m_mask);
    });
}

void SecretSection::revealSeed()
{
    if (hideFor(m_seed))
        return;
    ask(m_seed);
    deliver(m_session.seedAddress(m_id), this, [this](const Result<std::shared_ptr<const Secret>> &address) {
        if (!answered(m_seed, address ? nullptr : &address.error()))
            return;
        if (auto code = QrCode::encode((*address)->reveal())) {
            auto *picture = new QrView(*std::move(code));
            picture->setObjectName(u"seedQr"_s);
            addWidget(picture);
            showValue(new RevealedValue(*address, this), m_seed, nullptr);
            return void(connect(m_value, &QObject::destroyed, picture, &QObject::deleteLater));
        }
        showValue(new RevealedValue(*address, this), m_seed, nullptr); // too long for a picture
    });
}

void SecretSection::showValue(RevealedValue *value, QPushButton *button, Label *instead)
{
    hideFor(nullptr); // asked for twice while the passphrase was typed
    m_value = value;
    m_shownBy = button;
    addWidget(m_value);
    const QString text = button->text(), mask = instead ? instead->text() : QString();
    if (instead)
        instead->setText(tr("Shown below"));
    button->setText(tr("Hide"));
    button->setAccessibleName(tr("Hide the value"));
    button->setIcon(Theme::current().icon(u"eye-off"_s));
    connect(m_value, &RevealedValue::gone, this, [this, button, instead, text, mask] {
        m_value->deleteLater();
        m_value = nullptr;
        m_shownBy = nullptr;
        if (instead)
            instead->setText(mask);
        button->setText(text);
        button->setAccessibleName(text);
        button->setIcon(Theme::current().icon(u"eye"_s));
        emit hidden();
    });
}

void SecretSection::copy()
{
    deliver(m_session.copy(m_id), this, [this](const Status &status) {
        if (!status)
            emit failed(status.error());
    });
}

void SecretSection::exportKey()
{
    (new ExportKeyDialog(m_session, m_id, shell::dialogParent()))->open();
}

} // namespace aiops::credentials
