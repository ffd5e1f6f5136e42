#pragma once

#include <QFrame>
#include <QHash>

class QGridLayout;
class QHBoxLayout;
class QVBoxLayout;

namespace aiops::widgets {

class Label;

/// A part of an inspector: heading, key and value rows that can be selected and copied, and any other widget.
class InspectorSection : public QFrame
{
    Q_OBJECT

public:
    explicit InspectorSection(const QString &title, QWidget *parent = nullptr);

    /// Adds a row, or changes the value when the key is there already. An empty value hides the row.
    void setRow(const QString &key, const QString &value, bool mono = false);
    void addRow(const QString &key, QWidget *value);
    void addWidget(QWidget *widget);
    /// Small text or button at the right of the heading ("Open in audit"). Owned by the section.
    void setCorner(QWidget *widget);
    void clearRows();

private:
    struct Row { Label *key; Label *value; };
    Label *addKey(const QString &key, QWidget *value);

    QVBoxLayout *m_column;
    QHBoxLayout *m_heading;
    QGridLayout *m_grid;
    QHash<QString, Row> m_rows;
};

/// Sections one below the other with lines between, scrolled. What a page gives as inspector(); its windowTitle()
/// is the heading that the frame shows.
class InspectorColumn final : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorColumn(const QString &title, QWidget *parent = nullptr);
    InspectorSection *addSection(const QString &title);
    void addSection(InspectorSection *section); ///< takes it over
    void addWidget(QWidget *widget); ///< between sections, with the margins of one

private:
    QVBoxLayout *m_column;
};

} // namespace aiops::widgets
