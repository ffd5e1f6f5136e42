#pragma once

#include <QWidget>

namespace aiops::credentials {

class VaultSession;

/// "Import" and "Export" of the vault page. A file that is dropped on `page` is imported.
class VaultFileButtons final : public QWidget
{
    Q_OBJECT

public:
    VaultFileButtons(VaultSession &session, QWidget *page);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void importFile(const QString &path);
    void exportAll();

    VaultSession &m_session;
};

} // namespace aiops::credentials
