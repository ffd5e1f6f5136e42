#pragma once

#include "features/thiscomputer/gui/thiscomputerfeature.h"

#include <QScrollArea>

class QBoxLayout;

namespace aiops::thiscomputer {

class FirstRunPage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit FirstRunPage(const Services &services, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeTitle();
    QWidget *makeHeader();
    QWidget *makeDoors();
    QWidget *makeRight();
    QWidget *makeVaultCard();
    void showVault();
    void arrange();

    Services m_services;
    DoorList *m_doors;
    QWidget *m_vault = nullptr;
    QWidget *m_right = nullptr;
    QBoxLayout *m_below = nullptr;
};

} // namespace aiops::thiscomputer
