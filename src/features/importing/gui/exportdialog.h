#pragma once

#include "core/permit.h"
#include "features/importing/exporting.h"
#include "features/importing/importservices.h"
#include "shell/dialog.h"

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace aiops::shell {
class Navigator;
}
namespace aiops::widgets {
class Banner;
class Label;
}

namespace aiops::importing {

/// Shows what a file of the chosen instances would hold, and saves or copies it.
class ExportDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    /// All instances when `ids` is empty.
    ExportDialog(ImportServices services, shell::Navigator &navigator, const QList<InstanceId> &ids, QWidget *parent);

private:
    void load(const QList<InstanceId> &ids);
    void showText();
    void chooseFile();
    void save(const QString &path);
    void copy();
    Result<Permit> permit() const;
    ExportFormat format() const;

    ImportServices m_services;
    shell::Navigator &m_navigator;
    Present m_present;
    QByteArray m_text;
    widgets::Banner *m_banner;
    QComboBox *m_format;
    widgets::Label *m_count;
    QPlainTextEdit *m_preview;
    QPushButton *m_copy = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace aiops::importing
