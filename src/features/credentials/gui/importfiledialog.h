#pragma once

#include "shell/dialog.h"
#include "vault/foreignimport.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QTableView;

namespace aiops::widgets {
class Banner;
class Field;
class Label;
class SecretEdit;
class SegmentedControl;
}

namespace aiops::credentials {

class ImportModel;
class VaultSession;

/// Reads an export of ours or of another program, or a folder of keys, shows what is in it, and takes over what the person ticks.
class ImportFileDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    /// `path`: of a file or folder that was dropped or found; it is read at once when it needs no passphrase. Empty: the person chooses one.
    ImportFileDialog(VaultSession &session, const QString &path, QWidget *parent);

private:
    QWidget *makeFileRow();
    QWidget *makePreview();
    QWidget *makeOwnerRow();
    void showOwners(const vault::ImportPreview &preview);
    void chooseFile();
    void setFile(const QString &path);
    void read();
    Future<vault::ImportPreview> stage(const QString &path);
    void showReadError(const Error &error);
    void showPreview(const vault::ImportPreview &preview);
    void showCount();
    void import();
    void setBusy(bool busy);

    VaultSession &m_session;
    ImportModel *m_model;
    widgets::Banner *m_banner;
    QLineEdit *m_path;
    widgets::SecretEdit *m_passphrase;
    widgets::Field *m_pathField;
    widgets::Field *m_passphraseField;
    QPushButton *m_read;
    QCheckBox *m_unknown;
    widgets::Label *m_origin;
    widgets::Label *m_counts;
    widgets::SegmentedControl *m_conflict;
    QTableView *m_table;
    widgets::Label *m_newVaults;
    QComboBox *m_owner; ///< of the vaults that the file brings
    QWidget *m_ownerRow;
    QWidget *m_previewPart;
    QPushButton *m_import = nullptr;
    std::optional<vault::ForeignFormat> m_format; ///< of another program; nothing: our own
    vault::SharedProgress m_progress;
};

} // namespace aiops::credentials
