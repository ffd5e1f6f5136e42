#pragma once

#include "app/windowprogram.h"
#include "inventory/inventory.h"
#include "vault/vault.h"

#include <QAbstractButton>
#include <QPointer>
#include <QTemporaryDir>
#include <QWidget>

namespace aiops::test {

/// The real window on a home folder, used as a person does: by what is written on the screen and by keys. The vault's
/// passphrases are cheap.
class Driver final
{
public:
    Driver();
    ~Driver();

    bool open(QSize size = {1440, 900}); ///< also again after close(): a second start
    void close();
    Result<std::unique_ptr<app::WindowProgram>> openSecond() const;

    app::WindowProgram &program() { return *m_program; }
    shell::MainWindow &window() { return m_program->window(); }
    QString homePath() const { return m_folder.filePath(QStringLiteral("home")); }
    QString folder() const { return m_folder.path(); }
    void setNetdataPort(quint16 port) const; ///< before open()

    /// The visible dialog that was opened last, else the window.
    QWidget *front() const;
    /// A visible widget of front() (or of `root`) by object name, accessible name or text.
    QWidget *find(const QString &name, QWidget *root = nullptr) const;
    bool sees(const QString &text, QWidget *root = nullptr) const; ///< a visible label or button holds it
    QString visibleText(QWidget *root = nullptr) const;

    bool click(const QString &name);
    bool type(const QString &name, const QString &text);
    bool pick(const QString &combo, const QString &item);
    void press(QKeyCombination keys);

    bool addOrganization(const QString &name);
    std::optional<ProjectId> addProject(const QString &name, const QString &color);
    std::optional<InstanceId> addInstance(const inventory::InstanceEdit &values, const QList<inventory::Link> &links = {});
    bool createVault(const QByteArray &passphrase);
    bool unlockVault(const QByteArray &passphrase);
    std::optional<CredentialId> addCredential(const QString &name, vault::Kind kind, const QString &user, const QByteArray &value);
    bool attach(CredentialId credential, InstanceId instance);

private:
    void activate() const;
    template <typename T>
    std::optional<Result<T>> wait(const Future<T> &future);

    QTemporaryDir m_folder;
    std::unique_ptr<app::WindowProgram> m_program;
};

} // namespace aiops::test
