#pragma once

#include <QWidget>

class QLineEdit;

namespace aiops::widgets {

/// The path of a file that is to be read, typed or chosen with the button beside it.
class PathEdit final : public QWidget
{
    Q_OBJECT

public:
    /// `name` is what it is called aloud and in the file dialog; `folder` is where that begins when nothing is typed.
    PathEdit(const QString &name, const QString &folder, QWidget *parent = nullptr);

    QLineEdit *edit() const { return m_edit; }
    QString path() const; ///< trimmed
    void setPath(const QString &path);
    void choose(); ///< opens the file dialog

signals:
    void changed();

private:
    const QString m_name;
    const QString m_folder;
    QLineEdit *m_edit;
};

} // namespace aiops::widgets
