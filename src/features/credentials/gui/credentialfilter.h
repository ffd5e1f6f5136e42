#pragma once

#include <QSortFilterProxyModel>

namespace aiops::credentials {

/// Credentials of one kind whose name, user or fingerprint holds the text.
class CredentialFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit CredentialFilter(QObject *parent);

    void setText(const QString &text);
    void setKind(const QString &kind); ///< "password", "ssh-key"; empty: all

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    QString m_kind;
};

} // namespace aiops::credentials
