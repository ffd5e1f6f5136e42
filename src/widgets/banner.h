#pragma once

#include "core/error.h"

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace aiops::widgets {

class Label;
class StatusGlyph;

/// The message bar of a page: hidden until something is to be said. One message at a time, the newest wins.
class Banner final : public QFrame
{
    Q_OBJECT

public:
    enum class Tone { Info, Success, Warning, Danger };

    explicit Banner(QWidget *parent = nullptr);

    void showMessage(Tone tone, const QString &text, const QString &hint = {});
    /// Text, what to do, and the detail behind a button. Cancelled is not worth a message: it clears the bar.
    void showError(const Error &error);
    /// A button of the current message; gone with it.
    QPushButton *addAction(const QString &text, std::function<void()> run);
    void setClosable(bool closable);
    void clear();
    bool hasMessage() const { return !isHidden(); }
    Tone tone() const { return m_tone; }
    QString text() const;

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void removeActions();
    void offerDetail(const QString &detail);

    Tone m_tone = Tone::Info;
    StatusGlyph *m_glyph;
    Label *m_text;
    Label *m_hint;
    Label *m_detail;
    QWidget *m_actions;
    QHBoxLayout *m_actionRow;
    QPushButton *m_close;
};

} // namespace aiops::widgets
