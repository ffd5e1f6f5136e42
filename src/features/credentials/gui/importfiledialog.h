#pragma once

#include "shell/dialog.h"
#include "vault/vaultimport.h"

class QCheckBox;
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

/// Reads an export, shows what is in it, and takes over what the person ticks.
class ImportFileDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    /// `path`: of a file that was dropped; empty: the person chooses one.
    ImportFileDialog(VaultSession &session, const QString &path, QWidget *parent);

private:
    QWidget *makeFileRow();
    QWidget *makePreview();
    void chooseFile();
    void setFile(const QString &path);
    void read();
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
    QWidget *m_previewPart;
    QPushButton *m_import = nullptr;
    vault::SharedProgress m_progress;
};

} // namespace aiops::credentials
