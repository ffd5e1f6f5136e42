#include "features/credentials/gui/sensitiveclipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QUuid>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

const QString kMark = u"application/x-aiops-secret"_s;

/// What the histories of KDE, GNOME, Windows and macOS look for.
QMimeData *sensitiveText(const Secret &secret, const QByteArray &mark)
{
    auto *data = new QMimeData;
    data->setText(QString::fromUtf8(secret.reveal()));
    data->setData(u"x-kde-passwordManagerHint"_s, "secret");
    data->setData(u"application/x-nspasteboard-concealed-type"_s, "secret");
    data->setData(u"application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""_s, QByteArray(4, '\0'));
    data->setData(kMark, mark);
    return data;
}

} // namespace

SensitiveClipboard::SensitiveClipboard(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SensitiveClipboard::clear);
}

SensitiveClipboard::~SensitiveClipboard()
{
    clear();
}

void SensitiveClipboard::put(const Secret &secret, std::chrono::seconds stays)
{
    m_mark = QUuid::createUuid().toRfc4122();
    QGuiApplication::clipboard()->setMimeData(sensitiveText(secret, m_mark));
    m_timer.start(stays);
}

bool SensitiveClipboard::isOurs() const
{
    const QMimeData *data = qGuiApp && !m_mark.isEmpty() ? QGuiApplication::clipboard()->mimeData() : nullptr;
    return data && data->data(kMark) == m_mark;
}

void SensitiveClipboard::clear()
{
    m_timer.stop();
    if (isOurs())
        QGuiApplication::clipboard()->clear();
    m_mark.clear();
}

} // namespace aiops::credentials
