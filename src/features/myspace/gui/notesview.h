#pragma once

#include "core/error.h"

#include <QTextBrowser>

#include <functional>

class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace aiops::widgets {
class Banner;
class EmptyState;
class Label;
}

namespace aiops::myspace {

/// Shows Markdown from people one may not trust: no HTML, nothing is loaded, and a link opens only after the person has
/// seen where it leads, and only http, https and mailto.
class MarkdownView final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit MarkdownView(QWidget *parent = nullptr);

    void showMarkdown(const QString &markdown);
    /// Instead of the desktop, in tests.
    void setOpener(std::function<void(const QUrl &)> opener) { m_opener = std::move(opener); }
    static bool mayOpen(const QUrl &url);

protected:
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void follow(const QUrl &url);

    std::function<void(const QUrl &)> m_opener;
};

/// Nested so deeply that laying it out would take for ever: shown as plain text.
bool isTooNested(const QString &markdown);

/// The notes of one object: read, or written with a preview beside. Ctrl+S saves; what was typed stays until it is saved
/// or given up, also when somebody else changes the notes meanwhile.
class NotesView final : public QWidget
{
    Q_OBJECT

public:
    explicit NotesView(const QString &subject, QWidget *parent = nullptr); ///< "this host", "this project"

    void setNotes(const QString &markdown);
    void setEditable(bool editable);
    bool isEditing() const;
    MarkdownView *view() const { return m_view; }
    void saved();                  ///< what was wanted is stored
    void refused(const Error &error);

signals:
    void saveWanted(const QString &markdown);

private:
    void build(const QString &subject);
    void edit();
    void save();
    void stop();
    void showNotes();
    void preview();

    QString m_notes;
    bool m_editable = true;
    QStackedWidget *m_stack;
    MarkdownView *m_view;
    MarkdownView *m_preview;
    QPlainTextEdit *m_editor;
    widgets::EmptyState *m_empty;
    widgets::Banner *m_banner;
    widgets::Label *m_count;
    QPushButton *m_edit;
    QPushButton *m_save;
    QPushButton *m_cancel;
};

} // namespace aiops::myspace
