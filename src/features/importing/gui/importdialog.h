#pragma once

#include "features/importing/gui/importsession.h"
#include "shell/dialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace aiops::shell {
class Navigator;
}
namespace aiops::widgets {
class Banner;
class FilterBar;
class Label;
class SegmentedControl;
}

namespace aiops::importing {

class ColumnMapping;
class ForAllFields;
class ReviewFilter;
class ReviewModel;

/// The review of an import: a file, what it means for My Space row by row, and a button that says what it will do.
class ImportDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    ImportDialog(ImportServices services, shell::Navigator &navigator, SourceKind kind, QWidget *parent);
    ~ImportDialog() override;
    void setFile(const QString &path); ///< reads it

private:
    QWidget *makeSource();
    QWidget *makeFilters();
    void makeButtons();
    void chooseKind(const QString &id);
    void chooseFile();
    void readFile(bool keepMapping);
    void replan();
    void showSource();
    void showPlan(const ImportPlan &plan);
    void showCounts();
    void showBusy();
    void tickShown(bool ticked);
    void import();
    SourceKind kind() const;

    ImportServices m_services;
    shell::Navigator &m_navigator;
    ImportSession *m_session;
    ReviewModel *m_model;
    ReviewFilter *m_filter;
    widgets::Banner *m_banner;
    widgets::SegmentedControl *m_kind;
    QLineEdit *m_path;
    QComboBox *m_encoding;
    QWidget *m_encodingField = nullptr;
    ColumnMapping *m_mapping;
    ForAllFields *m_forAll;
    QCheckBox *m_keys;
    widgets::FilterBar *m_text;
    widgets::SegmentedControl *m_states;
    QTableView *m_table;
    widgets::Label *m_counts;
    QPushButton *m_copy = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_import = nullptr;
};

} // namespace aiops::importing
